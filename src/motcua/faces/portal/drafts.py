"""Where a draft stands, so that it opens where one was: the first step that still wants something."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from motcua.casework.queries.page import papers_of
from motcua.casework.services import typed
from motcua.domain.cases.models import Case, CasePaper
from motcua.faces.portal.views.filing.frame import OF, PAPERS, REVIEW, WHO
from motcua.kernel.words import Words

AT = Words("Bước {n} trên {of}: {name}", "Step {n} of {of}: {name}")
HAVE = Words("đã có tệp cho {there} trên {all} giấy tờ bắt buộc", "files for {there} of {all} required papers")
PAGES = {WHO: "filing-applicant", PAPERS: "filing-papers", REVIEW: "filing-review"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The step a draft opens at, and how many of its required papers have a file."""

    stop: tuple[int, Words]
    url: str
    there: int
    required: int
    saved_at: datetime

    @property
    def words(self) -> Words:
        at = AT.fill(n=self.stop[0], of=OF, name=self.stop[1])
        if not self.required or self.stop == WHO:
            return at
        have = HAVE.fill(there=self.there, all=self.required)
        return Words(f"{at.vi} – {have.vi}", f"{at.en} – {have.en}")


def standing_of(case: Case) -> Standing:
    required = [paper for paper in papers_of(case) if paper.required]
    there = sum(1 for paper in required if has_files(paper))
    waiting = typed.kept(case, typed.APPLICANT)
    stop = PAPERS if there < len(required) else REVIEW
    if not hasattr(case, "applicant") or waiting.texts:
        stop = WHO
    url = reverse(f"portal:{PAGES[stop]}", kwargs={"case_id": case.pk})
    saved = max(filter(None, (case.changed_at, waiting.saved_at)))
    return Standing(stop, url, there, len(required), saved)


def has_files(paper: CasePaper) -> bool:
    return bool(paper.kept)  # type: ignore[attr-defined]

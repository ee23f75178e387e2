"""Where a draft stands, so that it opens where one was: the first step that still wants something."""

from dataclasses import dataclass
from datetime import datetime

from motcua.casework.queries.page import papers_of
from motcua.casework.services import bundles, typed
from motcua.domain.cases.models import Bundle, Case, CasePaper
from motcua.faces.portal.views.filing import frame
from motcua.faces.portal.views.filing.frame import OF, PAPERS, REVIEW, WHO, Way, way_of
from motcua.kernel.words import Words

AT = Words("Bước {n} trên {of}: {name}", "Step {n} of {of}: {name}")
HAVE = Words("đã có tệp cho {there} trên {all} giấy tờ bắt buộc", "files for {there} of {all} required papers")


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
    return standing(way_of(case), case, sum(1 for paper in required if has_files(paper)), len(required))


def standing_together(own: Bundle) -> Standing:
    """Linked drafts stand where the first of them does; a paper that several ask for counts once."""
    drafts = bundles.drafts_of(own)
    required = [paper for paper in bundles.shared_papers(own) if paper.required]
    way = frame.way([case.procedure_version.name for case in drafts], "portal:bundle", bundle_id=own.pk)
    return standing(way, drafts[0], sum(1 for paper in required if paper.files), len(required))


def standing(way: Way, case: Case, there: int, required: int) -> Standing:
    waiting = typed.kept(case, typed.APPLICANT)
    stop = PAPERS if there < required else REVIEW
    if not hasattr(case, "applicant") or waiting.texts:
        stop = WHO
    url = {WHO: way.applicant, PAPERS: way.papers, REVIEW: way.review}[stop]
    saved = max(filter(None, (case.changed_at, waiting.saved_at)))
    return Standing(stop, url, there, required, saved)


def has_files(paper: CasePaper) -> bool:
    return bool(paper.kept)  # type: ignore[attr-defined]

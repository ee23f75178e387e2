"""Asking for everything missing at once: papers of the checklist to tick, free lines, a note to each."""

from typing import Any

from django import forms

from motcua.casework import timing
from motcua.casework.queries.page import CasePage
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case, CasePaper
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.variables import BY_NAME, MISSING_PAPERS
from motcua.faces.desk.forms.acts import Reasoned, area
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

LINES, MORE, MOST = 3, 2, 30
NOTE = Words("Cần bổ sung thế nào", "What to mend")
AGAIN = Words(
    "Đây là lần yêu cầu thứ {n}: chỉ lãnh đạo được yêu cầu, và chỉ số 766 tính hồ sơ là quá hạn.",
    "This is request {n}: only a leader may ask, and index 766 counts the case as late.",
)
RETURN_BY = Words(
    "Hồ sơ không đủ điều kiện được trả lại trước {at} ({source}); thời hạn tính lại từ đầu khi đủ.",
    "A case that is not eligible goes back by {at} ({source}); the time begins anew once complete.",
)
RETURN_OVER = Words(
    "Thời gian trả lại hồ sơ không đủ điều kiện đã hết lúc {at} ({source}). Bạn vẫn gửi được.",
    "The time for returning a case that is not eligible ended at {at} ({source}). You may still send.",
)
STANDS_FOR_PAPERS = BY_NAME[MISSING_PAPERS].written


ONCE = Words(
    "Ghi mọi thứ còn thiếu trong một lần: cán bộ chỉ được yêu cầu bổ sung {n} lần (mẫu 02).",
    "Name everything missing at once: officials may ask {n} time(s) only (slip 02).",
)


class Supplement(Reasoned):
    """`more` as pressed button only adds free lines."""

    done = Words("Đã yêu cầu bổ sung. Phiếu 02 nằm trong mục Phiếu.", "Asked. Slip 02 is among the slips.")
    template = "desk/parts/supplement.html"
    reasoned = ReplyAct.SUPPLEMENT
    reason = area(Words("Lý do", "Reason"), rows=2)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def introduced(self) -> Words:
        return ONCE.fill(n=timing.supplements_allowed(self.page.case))

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = super().offered(page)
        for paper in page.papers:
            fields[f"paper_{paper.position}"] = forms.BooleanField(label=paper.name, required=False)
            fields[f"paper_note_{paper.position}"] = _line(NOTE)
        for number in range(1, self.line_count + 1):
            fields[f"text_{number}"] = _line(Words(f"Nội dung khác {number}", f"Something else {number}"))
            fields[f"note_{number}"] = _line(NOTE)
        return fields

    def suggested(self, page: CasePage) -> dict[str, Any]:
        return {"reason": "Hồ sơ chưa đủ thành phần theo quy định.", "lines": LINES}

    @property
    def cautions(self) -> list[Words]:
        """What asking now means: a second time counts as late; the days for returning a case may be over."""
        case, said = self.page.case, list[Words]()
        if len(self.page.supplements) >= timing.supplements_allowed(case):
            said.append(AGAIN.fill(n=len(self.page.supplements) + 1))
        if (until := timing.return_by(case)) is not None:
            source = timing.return_source(case)
            said.append(
                (RETURN_BY if clock.now() <= until else RETURN_OVER).fill(at=weekday_time(until), source=source)
            )
        return said

    @property
    def line_count(self) -> int:
        return counted(self.typed.get("lines", "")) if self.typed else LINES

    @property
    def paper_rows(self) -> list[tuple[CasePaper, Any, Any]]:
        """Each paper with its tick and its note."""
        return [
            (paper, self[f"paper_{paper.position}"], self[f"paper_note_{paper.position}"]) for paper in self.page.papers
        ]

    @property
    def free_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"text_{number}"], self[f"note_{number}"]) for number in range(1, self.line_count + 1)]

    def items(self) -> list[MissingItem]:
        """What was ticked and typed, in the order of the form; a note without its line is a line of its own."""
        typed = self.cleaned_data
        ticked = [
            MissingItem(paper.name, typed[f"paper_note_{paper.position}"], paper.pk)
            for paper in self.page.papers
            if typed[f"paper_{paper.position}"] or typed[f"paper_note_{paper.position}"]
        ]
        pairs = [(typed[f"text_{number}"], typed[f"note_{number}"]) for number in range(1, self.line_count + 1)]
        free = said_rows(pairs, ticked=bool(ticked))
        return ticked + [MissingItem(text or note, note if text else "") for text, note in free]

    def act(self, **facts: Any) -> Case:
        said = {name: facts[name] for name in ("actor", "case_id", "expected", "reason")}
        return request_supplement(**said, items=self.items())


def said_rows(pairs: list[tuple[str, str]], *, ticked: bool) -> list[tuple[str, str]]:
    """The free lines that say something; a template's line for the missing papers is answered by ticked ones."""
    return [(text, note) for text, note in pairs if (text or note) and not (ticked and text == STANDS_FOR_PAPERS)]


def counted(typed: str) -> int:
    """How many free lines a page asked for, within bounds."""
    wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else LINES
    return min(max(wanted, LINES), MOST)


def _line(label: Words) -> forms.CharField:
    return forms.CharField(label=str(label), required=False, max_length=500)

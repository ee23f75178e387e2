"""Asking other agencies from the page of a case: who, what, until when, and which papers they may read."""

from typing import Any
from uuid import UUID

from django import forms

from motcua.casework.queries.page import CasePage
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.sub_requests import suggested
from motcua.domain.cases.models import Case
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries import agencies_on, agency_at
from motcua.domain.routing.enums import AskKind
from motcua.faces.desk.forms.acts import ActForm, area
from motcua.faces.desk.forms.supplement import LINES, counted
from motcua.kernel import clock
from motcua.kernel.words import Words

HOUR, DAY, USUAL = 60, 8 * 60, 3 * 8 * 60
TIMES = (4 * HOUR, DAY, 2 * DAY, USUAL, 5 * DAY, 7 * DAY, 10 * DAY, 15 * DAY, 20 * DAY, 30 * DAY)
GROUPS = (
    (Words("Sở, ngành", "Departments"), (AgencyKind.DEPARTMENT,)),
    (Words("Thành phố", "City"), (AgencyKind.CITY, AgencyKind.CENTRE, AgencyKind.DISTRICT)),
    (Words("Xã, phường", "Communes"), (AgencyKind.COMMUNE,)),
    (Words("Đơn vị bên trong", "Units inside"), (AgencyKind.UNIT,)),
)
ENOUGH = Words("Đủ mấy ý kiến thì làm tiếp", "How many answers are enough")


class AskAgency(ActForm):
    """`more` as pressed button only adds lines. A step of the process that asks suggests whom and until when."""

    intro = Words(
        "Hồ sơ vẫn một mã, một hạn trả và một cán bộ đầu mối. Cơ quan được hỏi chỉ xem nội dung và giấy tờ bạn chọn.",
        "The case keeps its code, its due date and its officer. The asked agency reads only what you choose here.",
    )
    done = Words("Đã gửi yêu cầu. Theo dõi ở mục Phối hợp.", "Sent. Follow it under Other agencies.")
    template = "desk/parts/ask.html"
    kind = forms.ChoiceField(label="", widget=forms.RadioSelect)
    text = area(Words("Nội dung cần trả lời", "What to answer"), rows=4)
    enough = forms.IntegerField(label=str(ENOUGH), required=False, min_value=1, max_value=30)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        kinds = [
            (AskKind.OPINION.value, str(Words("Xin ý kiến: chờ trả lời rồi mới làm tiếp", "Opinion: wait for it"))),
            (AskKind.QUESTION.value, str(Words("Hỏi thông tin: việc vẫn làm tiếp", "Question: the work goes on"))),
        ]
        label = str(Words("Loại yêu cầu", "Kind of request"))
        fields: dict[str, forms.Field] = {
            "kind": forms.ChoiceField(label=label, choices=kinds, widget=forms.RadioSelect)
        }
        fields["text"], fields["enough"] = type(self).base_fields["text"], type(self).base_fields["enough"]
        fields["enough"].label = str(ENOUGH)
        agencies, times = agency_choices(page), [(str(one), str(time_words(one))) for one in self.times(page)]
        for number in range(1, self.line_count(page) + 1):
            named = Words(f"Cơ quan {number}", f"Agency {number}")
            fields[f"agency_{number}"] = forms.ChoiceField(label=str(named), choices=agencies, required=False)
            fields[f"time_{number}"] = forms.ChoiceField(label=str(TIME), choices=times, required=False)
            fields[f"own_{number}"] = forms.CharField(label=str(OWN), required=False, max_length=1000)
        for paper in page.papers:
            fields[f"show_{paper.position}"] = forms.BooleanField(label=paper.name, required=False)
        return fields

    def suggested(self, page: CasePage) -> dict[str, Any]:
        node, asks = suggested(page.case, page.task)
        told: dict[str, Any] = {"kind": AskKind.OPINION.value, "lines": self.line_count(page)}
        told |= {f"time_{number}": str(USUAL) for number in range(1, self.line_count(page) + 1)}
        if node is not None:
            told |= {"enough": node.enough or None}
        for number, asked in enumerate(asks, start=1):
            agency = agency_at(asked.agency, clock.today())
            told[f"agency_{number}"] = str(agency.pk) if agency else ""
            told[f"time_{number}"] = str(asked.minutes)
            told[f"own_{number}"] = asked.question.vi
        told |= {f"show_{paper.position}": True for paper in page.papers if paper.kept}  # type: ignore[attr-defined]
        return told

    def times(self, page: CasePage) -> list[int]:
        _, asks = suggested(page.case, page.task)
        return sorted({*TIMES, *(one.minutes for one in asks)})

    def line_count(self, page: CasePage) -> int:
        if self.typed:
            return counted(self.typed.get("lines", ""))
        return max(LINES, len(suggested(page.case, page.task)[1]))

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """One line per agency: who, in what time, what of it alone."""
        numbers = range(1, self.line_count(self.page) + 1)
        return [(self[f"agency_{number}"], self[f"time_{number}"], self[f"own_{number}"]) for number in numbers]

    @property
    def paper_rows(self) -> list[tuple[Any, Any]]:
        return [(paper, self[f"show_{paper.position}"]) for paper in self.page.papers]

    def asked(self) -> list[AskedAgency]:
        """The lines that name an agency."""
        typed, found = self.cleaned_data, []
        for number in range(1, self.line_count(self.page) + 1):
            chosen = typed.get(f"agency_{number}")
            if chosen:
                minutes = int(typed.get(f"time_{number}") or USUAL)
                found.append(AskedAgency(UUID(chosen), minutes, typed.get(f"own_{number}", "")))
        return found

    def act(self, **facts: Any) -> Case:
        return ask_agencies(
            **{name: facts[name] for name in ("actor", "case_id", "expected", "kind", "text")},
            agencies=self.asked(),
            papers=[paper.pk for paper in self.page.papers if facts[f"show_{paper.position}"]],
            enough=facts["enough"] or 0,
            task_id=self.page.task.pk if self.page.task else None,
        )


TIME = Words("Trả lời trong", "Time to answer")
OWN = Words("Hỏi riêng cơ quan này (nếu cần)", "Asked of this one alone (if any)")


def time_words(minutes: int) -> Words:
    """ "3 ngày làm việc", "4 giờ làm việc": working time of the agency that is asked."""
    if minutes % DAY:
        hours = f"{minutes / HOUR:g}"
        return Words(f"{hours} giờ làm việc", f"{hours} working hours")
    days = minutes // DAY
    return Words(f"{days} ngày làm việc", f"{days} working {'day' if days == 1 else 'days'}")


def agency_choices(page: CasePage) -> list[Any]:
    """Every agency of the city in groups; those most asked stand first."""
    own = page.task.agency_id if page.task else None
    found = [one for one in agencies_on(clock.today()) if one.pk != own]

    def named(one: Agency) -> tuple[str, str]:
        inside = f" – {one.parent.label}" if one.kind == AgencyKind.UNIT and one.parent else ""
        return str(one.pk), f"{one.label}{inside}"

    groups = [
        (str(words), [named(one) for one in found if one.kind in [str(kind) for kind in kinds]])
        for words, kinds in GROUPS
    ]
    return [("", "—"), *((words, members) for words, members in groups if members)]

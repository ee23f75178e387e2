"""A person's cases as lines to show: where each stands, and the one thing to do if there is one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from motcua.casework.lengths import lengths_of
from motcua.casework.queries.lines import Line
from motcua.casework.queries.mine import Mine
from motcua.casework.queries.together import Part, Together
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, State
from motcua.faces.portal.drafts import standing_of, standing_together
from motcua.faces.portal.progress import due_of, tone_of
from motcua.kernel.words import Words

Row = dict[str, Any]
SUPPLY = Words("Bổ sung {n} nội dung", "Supply what is missing ({n})")
PAY = Words("Xem khoản phải nộp", "See what to pay")
RESULT = Words("Xem kết quả", "See the result")
CALLED = {State.DUTY: (PAY, ""), State.DECIDED: (RESULT, "#ket-qua")}


def shown(mine: Mine) -> dict[str, object]:
    """The four sections; cases filed together are one row with a row for each part."""
    groups: dict[str, list[Row]] = {}
    for one in mine.together:
        groups.setdefault("behind" if one.is_behind else one.section, []).append(group_row(one))
    found: dict[str, list[Row]] = {
        "waiting": [*groups.get("waiting", []), *(line_row(line) for line in mine.waiting)],
        "ready": [*groups.get("ready", []), *(line_row(line) for line in mine.ready)],
        "drafts": [*groups.get("drafts", []), *(draft_row(draft) for draft in mine.drafts)],
        "others": [*groups.get("others", []), *(line_row(line) for line in mine.others), *groups.get("behind", [])],
    }
    in_working_time([row for rows in found.values() for row in rows])
    return found | {"empty": mine.is_empty}


def in_working_time(rows: Iterable[Row]) -> None:
    """Say in working time how long it is until each is due. One statement for all of them."""
    lines = [line for row in rows for line in row.get("parts", [row]) if "due" in line]
    lengths = lengths_of((line["case"], line["due"].at) for line in lines)
    for line in lines:
        line["due"] = replace(line["due"], length=lengths.get(line["case"].pk))


def group_row(one: Together) -> Row:
    """The whole with its parts; unsent ones go on where they were left."""
    return {
        "group": one,
        "url": reverse("portal:bundle", kwargs={"bundle_id": one.bundle.pk}),
        "parts": [part_row(part) for part in one.parts],
        "standing": standing_together(one.bundle) if one.is_unsent else None,
    }


def part_row(part: Part) -> Row:
    return line_row(part.line) | {"after": part.after, "system": part.system}


def line_row(line: Line) -> Row:
    """One line; `call` is the button's words and `call_url` where it leads."""
    case = line.case
    url = reverse("portal:my-case", kwargs={"case_id": case.pk})
    call, place = CALLED.get(case.legal_state, ("", ""))
    if case.legal_state is State.SUPPLEMENT:
        call, place = SUPPLY.fill(n=line.asked), "#bo-sung"
    return {
        "case": case,
        "facts": FACTS[case.legal_state],
        "url": url,
        "tone": tone_of(case.legal_state),
        "due": due_of(case),
        "holder": line.task.agency.name if line.task and case.legal_state is not State.SUPPLEMENT else "",
        "call": call,
        "call_url": url + place,
    }


def draft_row(draft: Case) -> Row:
    return {"case": draft, "standing": standing_of(draft)}

"""Undecided cases of a reorganisation put together by why no rule decides them, and by where their applicants live.

Whoever runs the reorganisation decides by place: names are not told, nor house numbers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.casework.reorganisation.cases import KIND, known_of
from motcua.casework.reorganisation.choosing import Known, Reason
from motcua.casework.reorganisation.frame import frame_of
from motcua.casework.reorganisation.models import Operation
from motcua.casework.reorganisation.services.running import Choice
from motcua.domain.cases.models import Case
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

PLACE, REASON = "place", "reason"
HOUSE = re.compile(r"^(?:số(?: nhà)?\s*)?\d[\w/.-]*\s*[,;]?\s*", re.IGNORECASE)
REASONS = {
    Reason.NO_RULE: Words("Phương án không có quy tắc chia theo địa chỉ", "The plan has no rule by address"),
    Reason.NO_ADDRESS: Words("Hồ sơ không ghi địa chỉ", "No address is known"),
    Reason.UNREAD: Words("Địa chỉ không cho biết thuộc phường, xã nào", "The address names no ward"),
    Reason.OUTSIDE: Words("Địa chỉ ở ngoài các nơi kế thừa", "The address lies outside all successors"),
    Reason.SEVERAL: Words("Địa chỉ thuộc nhiều nơi kế thừa", "The address lies within several successors"),
}

Row = tuple[Any, ...]
"""kind, id, label, former, candidates: as `queries.undecided_rows` gives them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the applicant of a case lives, without the house number, and why no rule decides."""

    area: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one former body that may go over together. `field` names the choice in a form."""

    field: str
    label: Words
    former: str
    candidates: tuple[str, ...]
    cases: tuple[str, ...]


def area_of(address: str) -> str:
    """Street, hamlet or block of an address as it was typed, without the number of the house."""
    return HOUSE.sub("", tidy(address))


def placed(operation: Operation, rows: Sequence[Row]) -> dict[tuple[str, str], Placed]:
    """By case and former body. Two statements, however many."""
    asked = [(row[1], row[3]) for row in rows if row[0] == KIND]
    chooser = frame_of(operation).chooser
    keys = {UUID(key) for key, _ in asked}
    found = {
        str(case.pk): known_of(case) for case in Case.objects.filter(pk__in=keys).select_related("applicant__person")
    }
    return {
        (key, former): Placed(area_of(found.get(key, Known()).address), chooser.why(former, found.get(key, Known())))
        for key, former in asked
    }


def groups(rows: Sequence[Row], places: Mapping[tuple[str, str], Placed]) -> tuple[list[Group], list[Group]]:
    """By reason and by place, the largest first; a place with one case alone stands in its row only."""
    by_reason: dict[tuple[str, str], list[Row]] = {}
    by_place: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        one = places.get((row[1], row[3]))
        if one is not None:
            by_reason.setdefault((one.reason.value, row[3]), []).append(row)
            by_place.setdefault((fold(one.area), row[3]), []).append(row)
    reasons = [_group(REASON, REASONS[Reason(key)], key, former, some) for (key, former), some in by_reason.items()]
    areas = [
        _group(PLACE, _named(places[some[0][1], former].area), key, former, some)
        for (key, former), some in by_place.items()
        if key and len(some) > 1
    ]
    return _largest_first(reasons), _largest_first(areas)


def _named(area: str) -> Words:
    return Words(area, area)


def _group(kind: str, label: Words, key: str, former: str, rows: Sequence[Row]) -> Group:
    return Group(f"{kind}|{former}|{key}", label, former, rows[0][4], tuple(row[1] for row in rows))


def _largest_first(found: Iterable[Group]) -> list[Group]:
    return sorted(found, key=lambda one: (-len(one.cases), one.former, one.label.vi))


def expanded(choices: Sequence[Choice], rows: Sequence[Row], operation: Operation) -> list[Choice]:
    """The choices, those for a group told case by case: what is chosen for a case goes before its place, then why."""
    picked = {one.kind for one in choices}
    if not picked & {PLACE, REASON}:
        return list(choices)
    by_reason, by_place = groups(rows, placed(operation, rows))
    known = {group.field: group for group in (*by_place, *by_reason)}
    told = {(one.kind, one.key): one for one in choices if one.kind not in (PLACE, REASON)}
    for kind in (PLACE, REASON):
        for one in (one for one in choices if one.kind == kind):
            group = known.get(f"{kind}|{one.key}")
            for case in group.cases if group else ():
                told.setdefault((KIND, case), Choice(KIND, case, one.successor, one.line))
    return list(told.values())

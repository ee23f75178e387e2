"""How long it is until a due moment, or since: in working time, for the badges of lists and pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.casework.surroundings import TimeRules, rules_of_time, time_rules_of
from motcua.domain.cases.deadlines import remaining
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.words import Words


def lengths_of(rows: Iterable[tuple[Case, datetime | None]], mark: str | None = None) -> dict[UUID, Words]:
    """By case; against its end, else now. By the edition `mark`, else one statement for all, if anything is due."""
    due, now = [(case, at) for case, at in rows if at is not None], clock.now()
    together: dict[tuple[Any, ...], list[Case]] = {}
    for case, at in due:
        alike = (at, case.receiving_path, case.decided_at, case.ended_at, case.office_id.int)
        together.setdefault(alike, []).append(case)
    rules = time_rules_of([cases[0].office_id for cases in together.values()], mark) if due else {}
    found = {}
    for (at, *_), cases in together.items():
        if words := length_of(cases[0], at, rules[cases[0].office_id], now):
            found.update(dict.fromkeys((case.id for case in cases), words))
    return found


def length_until(case: Case, at: datetime | None) -> Words | None:
    """Of one case, by the rules its page was read with."""
    return length_of(case, at, rules_of_time(case), clock.now()) if at else None


def length_of(case: Case, at: datetime, rules: TimeRules, now: datetime) -> Words | None:
    """None where no working time lies between: then the hours of the clock say more."""
    until = case.decided_at or case.ended_at or now
    left = remaining(until, at, rules.calendar(case.receiving_path), rules.hours)
    return left.length if left.days or left.hours or left.minutes else None

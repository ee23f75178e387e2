"""The city's days laid over the national ones, pure.

Of several entries for one day that of the nearest agency holds. A promise is reckoned by two calendars: the one that
stands now and the one that was known when the promise was given; the sooner of the two moments is its due moment.
So a day that is entered or withdrawn later never makes it later, unless the decision says that it may.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import cast
from uuid import UUID

from motcua.base.calendars.working import CalendarDay, DayKind, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Decided:
    """One day as decided. `id` is None for one that is only being considered."""

    day: date
    kind: str
    name: str
    agency_path: str
    decision: str
    decided_on: date
    moves_promises: bool
    entered_at: datetime
    swap_with: date | None = None
    agency_name: str = ""
    id: UUID | None = None
    withdrawn_at: datetime | None = None
    withdrawal_moves: bool = False

    def was_known(self, promised_since: datetime) -> bool:
        """Whether it counted when a promise was given, or its decision lets it count for older ones."""
        entered = self.entered_at <= promised_since or self.moves_promises
        gone = self.withdrawn_at is not None and (self.withdrawn_at <= promised_since or self.withdrawal_moves)
        return entered and not gone


@dataclass(frozen=True, slots=True)
class Calendars:
    """What holds now, and what was known when the promise was given: often one and the same object."""

    now: WorkingCalendar
    then: WorkingCalendar


def calendars(
    national: WorkingCalendar, decided: Iterable[Decided], agency_path: str, promised_since: datetime
) -> Calendars:
    """Both calendars of a promise that an agency gave at a moment."""
    here = [entry for entry in decided if agency_path.startswith(entry.agency_path)]
    standing = tuple(entry for entry in here if entry.withdrawn_at is None)
    known = tuple(entry for entry in here if entry.was_known(promised_since))
    return Calendars(laid_over(national, standing), laid_over(national, known))


def laid_over(national: WorkingCalendar, holding: tuple[Decided, ...]) -> WorkingCalendar:
    return merged(_Known(national), holding) if holding else national


class _Known:
    """A calendar as a key: the same object is the same calendar."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.calendar is self.calendar

    def __hash__(self) -> int:
        return id(self.calendar)


@lru_cache(maxsize=256)
def merged(national: _Known, holding: tuple[Decided, ...]) -> WorkingCalendar:
    days = dict(national.calendar.days)
    for entry in sorted(holding, key=lambda one: (len(one.agency_path), one.withdrawn_at is None)):
        if entry.kind == "ordinary":
            days.pop(entry.day, None)
        else:
            days[entry.day] = CalendarDay(
                entry.day, cast(DayKind, entry.kind), entry.name, entry.swap_with, "verified", entry.decision
            )
    return WorkingCalendar(days, national.calendar.first_year, national.calendar.last_year)

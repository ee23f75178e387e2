"""Arithmetic in working days and working time, pure: a calendar and office hours in, days and moments out.

A working day is Monday to Friday, not a holiday and not swapped away, or a swapped working day (BLLĐ 2019 Đ.111, 112).
An office open on Saturday receives people then, and its working hours run, but it does not make Saturday a working day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from motcua.base.calendars.hours import FRIDAY, OfficeHours, Spans
from motcua.kernel.clock import LOCAL, local

DayKind = Literal["holiday", "swapped_day_off", "swapped_working_day"]
Verification = Literal["verified", "seen_once", "proposed", "from_memory", "projected"]
Stretch = tuple[datetime, datetime]

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
NO_TIME = timedelta()
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday, with the day it was swapped with, how sure that is, and who says so."""

    day: date
    kind: DayKind
    name: str
    swap_with: date | None
    verification: Verification
    source: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Days that differ from their weekday, known for the years `first_year` to `last_year`."""

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    first_year: int = 0
    last_year: int = 0

    @classmethod
    def of(cls, days: Iterable[CalendarDay]) -> "WorkingCalendar":
        """A calendar of these days; the years it knows are those from the first holiday's to the last one's."""
        by_day = {entry.day: entry for entry in days}
        years = [day.year for day, entry in by_day.items() if entry.kind == "holiday"]
        return cls(by_day, min(years, default=0), max(years, default=0))

    def hours_like(self, day: date) -> int | None:
        """The weekday (0 is Monday) whose hours hold on `day`; None on a holiday or a day swapped away."""
        entry = self.days.get(day)
        if entry is None:
            return day.weekday()
        if entry.kind == "swapped_working_day":
            return entry.swap_with.weekday() if entry.swap_with else FRIDAY
        return None

    def is_working_day(self, day: date) -> bool:
        entry = self.days.get(day)
        return entry.kind == "swapped_working_day" if entry else day.weekday() <= FRIDAY

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.working_day_from(day + ONE_DAY)

    def working_day_from(self, day: date) -> date:
        """`day` itself when it is a working day, otherwise the first one after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself is not counted. With 0: `working_day_from(day)`."""
        if count < 1:
            return self.working_day_from(day)
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + ONE_DAY * step) for step in range(1, (end - start).days + 1))

    def is_sure(self, day: date) -> bool:
        """Whether the year's holidays are known and the day's own entry is more than a projection or proposal."""
        entry = self.days.get(day)
        known = entry is None or entry.verification not in ("projected", "proposed")
        return known and self.first_year <= day.year <= self.last_year

    def spans_on(self, day: date, hours: OfficeHours) -> Spans:
        """The office's opening spans; on a swapped working day those of the weekday it stands for, else Friday's."""
        like = self.hours_like(day)
        if like is None:
            return ()
        return hours.week[like] or (hours.week[FRIDAY] if like != day.weekday() else ())

    def stretches_on(self, day: date, hours: OfficeHours) -> tuple[Stretch, ...]:
        """The same as moments in Hanoi's time."""
        return moments_of(day, self.spans_on(day, hours))

    def closing_of(self, day: date, hours: OfficeHours) -> datetime:
        """When the office closes on `day`; its usual closing time where it does not open."""
        spans = self.spans_on(day, hours)
        return at(day, spans[-1][1] if spans else hours.closing)

    def opening_of(self, day: date, hours: OfficeHours) -> datetime:
        """When the office opens on `day`; its usual opening time where it does not open."""
        spans = self.spans_on(day, hours)
        return at(day, spans[0][0] if spans else hours.opening)

    def add_working_time(
        self, start: datetime, amount: timedelta, hours: OfficeHours, pauses: Sequence[Stretch] = ()
    ) -> datetime:
        """The first moment by which the office has been open for `amount` since `start`, pauses left out."""
        moment = local(start)
        if not pauses:
            moment, amount = self._ahead(moment, amount, hours)
        return run_out(amount, self.open_stretches(moment, hours), pauses)

    def _ahead(self, start: datetime, amount: timedelta, hours: OfficeHours) -> tuple[datetime, timedelta]:
        """The day on which `amount` is used up and what is left of it there; days before it are counted as a whole."""
        day, moment = start.date(), start
        while amount > (open_then := self._open_from(day, moment, hours)):
            amount -= open_then
            day += ONE_DAY
            moment = at(day, MIDNIGHT)
        return moment, amount

    def _open_from(self, day: date, moment: datetime, hours: OfficeHours) -> timedelta:
        """How long the office is still open on `day`."""
        if moment.time() == MIDNIGHT:
            return self._open_on(day, hours)
        open_then = (closes - max(opens, moment) for opens, closes in self.stretches_on(day, hours))
        return sum((span for span in open_then if span > NO_TIME), NO_TIME)

    def add_working_minutes(self, start: datetime, minutes: int, hours: OfficeHours) -> datetime:
        """The first moment by which the office has been open for so many minutes (at least 1) since `start`."""
        return self.add_working_time(start, ONE_MINUTE * minutes, hours)

    def working_time_between(self, start: datetime, end: datetime, hours: OfficeHours) -> timedelta:
        """How long the office is open from `start` to `end`; negative when `end` is earlier."""
        first, last = local(start), local(end)
        if last < first:
            return -self.working_time_between(last, first, hours)
        day, until = first.date(), last.date()
        total = self._open_within(day, first, last, hours)
        if day == until:
            return total
        while (day := day + ONE_DAY) < until:
            total += self._open_on(day, hours)
        return total + self._open_within(until, first, last, hours)

    def _open_within(self, day: date, first: datetime, last: datetime, hours: OfficeHours) -> timedelta:
        """How long the office is open on `day` between two moments."""
        open_then = (min(closes, last) - max(opens, first) for opens, closes in self.stretches_on(day, hours))
        return sum((span for span in open_then if span > NO_TIME), NO_TIME)

    def _open_on(self, day: date, hours: OfficeHours) -> timedelta:
        if day not in self.days:
            return hours.lengths[day.weekday()]
        return sum((closes - opens for opens, closes in self.stretches_on(day, hours)), NO_TIME)

    def working_minutes_between(self, start: datetime, end: datetime, hours: OfficeHours) -> int:
        """The same in whole minutes, begun ones left out."""
        return int(self.working_time_between(start, end, hours) / ONE_MINUTE)

    def open_stretches(self, start: datetime, hours: OfficeHours) -> Iterator[Stretch]:
        """What is left of the office's opening stretches from `start` on, in order."""
        day = start.date()
        while True:
            for opens, closes in self.stretches_on(day, hours):
                if closes > start:
                    yield max(opens, start), closes
            day += ONE_DAY


@lru_cache(maxsize=4096)
def moments_of(day: date, spans: Spans) -> tuple[Stretch, ...]:
    return tuple((at(day, opens), at(day, closes)) for opens, closes in spans)


def run_out(amount: timedelta, stretches: Iterable[Stretch], pauses: Sequence[Stretch] = ()) -> datetime:
    """The moment by which `amount` (above zero) of the stretches is used up, the parts inside pauses left out."""
    for stretch in stretches:
        for began, ended in without(stretch, pauses):
            if amount <= ended - began:
                return began + amount
            amount -= ended - began
    raise ValueError("the stretches end before the amount is used up")


def without(stretch: Stretch, pauses: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is left of a stretch when pauses (sorted by their beginning; they may overlap) are cut out."""
    began, ended = stretch
    for pause_began, pause_ended in pauses:
        if pause_ended <= began or pause_began >= ended:
            continue
        if pause_began > began:
            yield began, pause_began
        began = pause_ended
    if began < ended:
        yield began, ended


def at(day: date, moment: time) -> datetime:
    """The moment of a day in Hanoi."""
    return datetime.combine(day, moment, LOCAL)

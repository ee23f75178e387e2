"""The plan of one place: every deed with its moment, as queues at the desks of officials make it. No database.

Each case is told as a coroutine that asks to wait or to be served; the loop below serves in the order of time.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from random import Random

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import Stretch, WorkingCalendar, at
from motcua.ops.simulator.demand import Place, Span

DAY = timedelta(days=1)
SIGNING = (time(9, 30), time(11, 15), time(14, 30), time(16, 15))
"""A leader signs four times a day."""
BUSY = 0.82
"""How much of an official's time the expected work fills: the rest is what queues eat up."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`verb` is done to case number `case` by somebody of `role` at `unit` ("" is the citizen)."""

    at: datetime
    case: int
    verb: str
    unit: str = ""
    role: str = ""
    facts: tuple[object, ...] = ()


@dataclass
class Desk:
    """Officials of one role at one unit; `free` is when each is done with what they have."""

    calendar: WorkingCalendar
    hours: OfficeHours
    free: list[datetime]
    away: tuple[Stretch, ...] = ()
    signs: bool = False

    def serve(self, since: datetime, minutes: float) -> datetime:
        """When somebody who came at `since` has been served."""
        number = min(range(len(self.free)), key=lambda one: (self.free[one], one))
        start = max(self.session(since), self.free[number])
        end = self.calendar.add_working_time(start, timedelta(minutes=max(minutes, 1)), self.hours, self.away)
        self.free[number] = end
        return end

    def session(self, since: datetime) -> datetime:
        """For who signs at fixed hours the next of them; for anybody else `since`."""
        if not self.signs:
            return since
        day = self.calendar.working_day_from(since.date())
        while True:
            for hour in SIGNING:
                if at(day, hour) >= since:
                    return at(day, hour)
            day = self.calendar.next_working_day(day)


@dataclass(frozen=True, slots=True)
class Want:
    """To be served for `minutes` at a desk, or, without one, to wait until a moment."""

    desk: tuple[str, str] | None = None
    minutes: float = 0
    until: datetime | None = None


Life = Generator[Want, datetime, None]
Moment = Generator[Want, datetime, datetime]
Part = Generator[Want, datetime, datetime | None]
"""A whole life; a part of one that ends at a moment; a part that may be the last."""


@dataclass
class Hall:
    """The desks of a place and the deeds done there."""

    place: Place
    span: Span
    calendar: WorkingCalendar
    random: Random
    load: dict[tuple[str, str], float] = field(default_factory=dict)
    desks: dict[tuple[str, str], Desk] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)

    def desk(self, unit: str, role: str) -> Desk:
        if (unit, role) not in self.desks:
            count = max(1, round(self.load.get((unit, role), 0) / BUSY))
            start = at(self.span.first, time(0))
            self.desks[unit, role] = Desk(
                self.calendar, self.place.hours, [start] * count, self.away(), signs=role == "leader"
            )
        return self.desks[unit, role]

    def away(self) -> tuple[Stretch, ...]:
        """A few days on which the desk stands still: illness, a course, a journey."""
        days = self.span.days
        chosen = sorted(self.random.sample(range(len(days)), k=max(0, len(days) // 45)))
        return tuple((at(days[number], time(0)), at(days[number], time(0)) + DAY) for number in chosen)

    def run(self, lives: Sequence[tuple[datetime, Life]]) -> list[Deed]:
        """Serve everybody in the order of time; what comes after the end is not done."""
        heap: list[tuple[datetime, int, Life]] = []
        counter = 0
        for moment, life in lives:
            heappush(heap, (moment, counter, life))
            counter += 1
        begun: set[int] = set()
        while heap:
            moment, _, life = heappop(heap)
            if moment > self.span.until:
                continue
            try:
                want = life.send(moment) if id(life) in begun else next(life)
            except StopIteration:
                continue
            begun.add(id(life))
            ends = want.until or moment
            if want.desk is not None:
                ends = self.desk(*want.desk).serve(moment, want.minutes)
            heappush(heap, (max(ends, moment + timedelta(seconds=7)), counter, life))
            counter += 1
        return sorted((deed for deed in self.deeds if deed.at <= self.span.until), key=lambda deed: deed.at)


def in_days(since: datetime, days: float) -> datetime:
    """So many days later, by the clock."""
    return since + timedelta(seconds=int(days * 86_400))

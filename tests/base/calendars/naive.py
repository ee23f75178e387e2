"""Counting the slow way, minute by minute, written without the code under test: the yardstick of the property tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import CalendarDay, WorkingCalendar

HANOI = timezone(timedelta(hours=7))
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
FIRST, LAST = date(2025, 4, 1), date(2025, 6, 30)


def examples(count: int) -> settings:
    """Counting minutes takes its time, also on a busy machine: no example is too slow."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class World:
    """Days off, swapped working Saturdays with the day each stands for, and the minutes of each weekday's hours."""

    off: frozenset[date]
    worked: dict[date, date] = field(default_factory=dict)
    week: tuple[frozenset[int], ...] = ()

    def working(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day not in self.off and day.isoweekday() not in (6, 7)

    def minutes(self, day: date) -> frozenset[int]:
        """The minutes of the day, counted from midnight, at which the office is open."""
        if day in self.worked:
            return self.week[self.worked[day].weekday()] or self.week[4]
        return frozenset() if day in self.off else self.week[day.weekday()]

    def open_at(self, moment: datetime) -> bool:
        return moment.hour * 60 + moment.minute in self.minutes(moment.date())


def each_minute(start: datetime) -> Iterator[datetime]:
    moment = start
    while True:
        yield moment
        moment += MINUTE


def at_minute(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(0), HANOI) + MINUTE * minute


def spans(minutes: frozenset[int]) -> tuple[tuple[time, time], ...]:
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return tuple((clock(first), clock(last)) for first, last in zip(starts, ends, strict=True))


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def system(world: World) -> tuple[WorkingCalendar, OfficeHours]:
    """The same world in the words of the code under test."""
    days = [CalendarDay(day, "holiday", "nghỉ", None, "verified", "") for day in world.off - set(world.worked.values())]
    for worked, instead in world.worked.items():
        days.append(CalendarDay(worked, "swapped_working_day", "làm bù", instead, "verified", ""))
        days.append(CalendarDay(instead, "swapped_day_off", "nghỉ hoán đổi", worked, "verified", ""))
    return WorkingCalendar.of(days), OfficeHours(tuple(spans(minutes) for minutes in world.week))


@st.composite
def opening_minutes(draw: st.DrawFn, closed: bool = False) -> frozenset[int]:
    """One or two stretches on a grid of ten minutes, perhaps none."""
    cuts = sorted(draw(st.sets(st.integers(40, 120), min_size=2, max_size=4)))
    cuts = cuts[: len(cuts) // 2 * 2]
    if closed and draw(st.booleans()):
        return frozenset()
    return frozenset(
        minute for first, last in zip(cuts[::2], cuts[1::2], strict=True) for minute in range(first * 10, last * 10)
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    every = [FIRST + DAY * step for step in range((LAST - FIRST).days + 1)]
    weekdays = [day for day in every if day.weekday() < 5]
    saturdays = [day for day in every if day.weekday() == 5]
    holidays = draw(st.frozensets(st.sampled_from(every), max_size=8))
    instead = draw(st.lists(st.sampled_from(weekdays), unique=True, max_size=3))
    worked = draw(st.lists(st.sampled_from(saturdays), unique=True, min_size=len(instead), max_size=len(instead)))
    holidays -= set(worked)
    usual = draw(opening_minutes())
    week = [draw(st.sampled_from([usual, usual, usual])) for _ in range(4)]
    week += [draw(opening_minutes()), draw(opening_minutes(closed=True)), frozenset()]
    if draw(st.booleans()):
        week[draw(st.integers(0, 3))] = frozenset()
    return World(holidays | set(instead), dict(zip(worked, instead, strict=True)), tuple(week))


moments = st.builds(at_minute, st.dates(FIRST, LAST - timedelta(days=45)), st.integers(0, 24 * 60 - 1))

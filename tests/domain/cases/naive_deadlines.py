"""Due dates the slow way, minute by minute and day by day, written without the code under test."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from tests.base.calendars.naive import DAY, MINUTE, World, at_minute, each_minute

Pause = tuple[datetime, datetime]


def due(world: World, start: datetime, value: Decimal, unit: str, pauses: Sequence[Pause] = ()) -> datetime:
    if unit in ("hour", "working_hour"):
        left = int(value * 60)
        for moment in each_minute(start):
            left -= (unit == "hour" or world.open_at(moment)) and not paused(moment, pauses)
            if not left:
                return moment + MINUTE
    if unit == "working_day":
        return in_working_days(world, start.date(), value, pauses)
    first = start.date()
    last = first + DAY * int(value) if unit == "day" else months_later(first, value)
    day, left = first, (last - first).days
    while left or not world.working(day) or stood(world, day, pauses):
        day += DAY
        left -= bool(left) and not stood(world, day, pauses)
    return closing(world, day)


def in_working_days(world: World, day: date, value: Decimal, pauses: Sequence[Pause]) -> datetime:
    left = value
    while True:
        day += DAY
        if not world.working(day) or stood(world, day, pauses):
            continue
        if left <= 1:
            break
        left -= 1
    minutes = sorted(world.minutes(day))
    if left == 1 or not minutes:
        return closing(world, day)
    return at_minute(day, minutes[int(len(minutes) * left) - 1] + 1)


def stood(world: World, day: date, pauses: Sequence[Pause]) -> bool:
    return any(paused(at_minute(day, minute), pauses) for minute in world.minutes(day) or range(24 * 60))


def paused(moment: datetime, pauses: Sequence[Pause]) -> bool:
    return any(began <= moment < ended for began, ended in pauses)


def closing(world: World, day: date) -> datetime:
    usual = max(max(minutes) for minutes in world.week[:5] if minutes)
    return at_minute(day, max(world.minutes(day), default=usual) + 1)


def months_later(first: date, value: Decimal) -> date:
    """Walk day by day through the months; the last day reached whose number does not pass the first one's."""
    day, changes, best = first, 0, first
    while changes <= int(value):
        if changes == int(value) and day.day <= first.day:
            best = day
        day += DAY
        changes += day.day == 1
    return best + DAY * (15 if value % 1 else 0)

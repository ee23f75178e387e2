"""Availability as it is shown: of 30 and of 90 days, day by day, with what nobody measured kept apart. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from motcua.base.outages.availability import Seconds
from motcua.base.outages.enums import ALL, JOURNEYS
from motcua.base.outages.told import Day
from motcua.kernel.clock import LOCAL, local
from motcua.kernel.words import Words

TARGET = 999
"""Of a thousand seconds that were measured."""
ENOUGH = 95
"""Of a hundred seconds so many must have been measured to say whether the target was reached."""
DAY_SECONDS = 86400
NONE = Seconds(0, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """Of so many days until now. `unknown`: seconds in which no probe ran, which count neither as up nor as down."""

    days: int
    up: int
    down: int
    unknown: int

    @property
    def share(self) -> Words | None:
        """ "99,95 %", cut off and never rounded up; None where nothing was measured."""
        return share_of(self.up, self.down)

    @property
    def down_words(self) -> Words:
        return span(self.down)

    @property
    def unknown_words(self) -> Words:
        return span(self.unknown)

    @property
    def verdict(self) -> Literal["reached", "missed", "unsure"]:
        """Of the target. Missed for certain where it is whatever was not measured; else only with enough measured."""
        known, whole = self.up + self.down, self.up + self.down + self.unknown
        if (self.up + self.unknown) * 1000 < TARGET * whole:
            return "missed"
        if known * 100 < ENOUGH * whole or not known:
            return "unsure"
        return "reached" if self.up * 1000 >= TARGET * known else "missed"


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day: `kind` is up, part, down or unknown."""

    day: date
    up: int
    down: int
    unknown: int

    @property
    def kind(self) -> str:
        if not self.up + self.down:
            return "unknown"
        if not self.down:
            return "up"
        return "part" if self.down * 10 < self.up + self.down else "down"

    @property
    def share(self) -> Words | None:
        return share_of(self.up, self.down)


def share_of(up: int, down: int) -> Words | None:
    if not up + down:
        return None
    hundredths = up * 10000 // (up + down)
    english = f"{hundredths // 100}.{hundredths % 100:02d}"
    return Words(f"{english.replace('.', ',')} %", f"{english} %")


def lasted(day: date, now: datetime) -> int:
    """Seconds of a day that have been."""
    start = datetime(day.year, day.month, day.day, tzinfo=LOCAL)
    return max(0, min(DAY_SECONDS, int((now - start).total_seconds())))


def by_day(days: Sequence[Day], now: datetime, count: int, journey: str = ALL) -> list[ShownDay]:
    """The last days, the oldest first; one that nobody measured is there too."""
    found = {one.day: Seconds(one.up, one.down) for one in days if one.journey == journey}
    today = local(now).date()
    wanted = [today - timedelta(days=back) for back in reversed(range(count))]
    return [_shown(day, found.get(day, NONE), now) for day in wanted]


def _shown(day: date, known: Seconds, now: datetime) -> ShownDay:
    return ShownDay(day, known.up, known.down, max(0, lasted(day, now) - known.known))


def figure(days: Sequence[Day], now: datetime, count: int, journey: str = ALL) -> Figure:
    shown = by_day(days, now, count, journey)
    up, down, unknown = (sum(getattr(one, name) for one in shown) for name in ("up", "down", "unknown"))
    return Figure(count, up, down, unknown)


def by_journey(days: Sequence[Day], now: datetime, count: int) -> list[tuple[Words, Figure]]:
    return [(words, figure(days, now, count, journey)) for journey, words in JOURNEYS.items()]


def span(seconds: int) -> Words:
    """ "2 giờ 5 phút", "3 ngày 4 giờ", "40 giây"."""
    for size, unit, smaller, part in ((86400, DAYS, 3600, HOURS), (3600, HOURS, 60, MINUTES)):
        if seconds >= size:
            whole, rest = seconds // size, seconds % size // smaller
            first = unit.fill(n=whole)
            return Words("{a} {b}", "{a} {b}").fill(a=first, b=part.fill(n=rest)) if rest else first
    return MINUTES.fill(n=seconds // 60) if seconds >= 60 else SECONDS.fill(n=seconds)


DAYS, HOURS = Words("{n} ngày", "{n} days"), Words("{n} giờ", "{n} hours")
MINUTES, SECONDS = Words("{n} phút", "{n} minutes"), Words("{n} giây", "{n} seconds")

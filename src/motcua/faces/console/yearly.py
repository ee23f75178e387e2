"""The picture of a year: twelve months of weeks, each day with what it is in words, a sign and a tone."""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from motcua.base.calendars.working import WorkingCalendar
from motcua.base.daysoff.enums import KIND_WORDS
from motcua.base.daysoff.overlay import Decided
from motcua.kernel import clock
from motcua.kernel.text import MONTHS_EN
from motcua.kernel.words import Words

TONES = {"holiday": "off", "swapped_day_off": "swapped", "swapped_working_day": "worked", "ordinary": "ordinary"}
SIGNS = {"holiday": "N", "swapped_day_off": "Đ", "swapped_working_day": "B", "ordinary": "T"}
SIGN_WORDS = [(SIGNS[kind], TONES[kind], KIND_WORDS[kind]) for kind in SIGNS]
REST = Words("Nghỉ cuối tuần", "Weekend")
WORK = Words("Ngày làm việc", "Working day")


@dataclass(frozen=True, slots=True)
class Day:
    """`decided` is the city's own entry, when there is one."""

    day: date
    tone: str
    sign: str
    words: Words
    name: str
    today: bool
    source: str = ""
    decided: Decided | None = None

    @property
    def special(self) -> bool:
        return bool(self.sign)

    @property
    def said(self) -> str:
        """What the day is, then its name; once where the name begins with it."""
        words = str(self.words)
        return self.name if self.name.startswith(words) else f"{words}: {self.name}" if self.name else words


@dataclass(frozen=True)
class Month:
    words: Words
    weeks: list[list[Day | None]] = field(default_factory=list)

    @property
    def special(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day is not None and day.special]


def picture(year: int, calendar: WorkingCalendar, decided: Iterable[Decided]) -> list[Month]:
    """`decided` are the standing entries that hold for the agency shown, of which the nearest counts."""
    own = {entry.day: entry for entry in sorted(decided, key=lambda one: len(one.agency_path))}
    return [_month(year, number, calendar, own) for number in range(1, 13)]


def _month(year: int, number: int, calendar: WorkingCalendar, own: dict[date, Decided]) -> Month:
    words = Words(f"Tháng {number}", MONTHS_EN[number - 1])
    weeks = months.Calendar().monthdatescalendar(year, number)
    return Month(words, [[_day(day, calendar, own) if day.month == number else None for day in week] for week in weeks])


def _day(day: date, calendar: WorkingCalendar, own: dict[date, Decided]) -> Day:
    entry, decided, today = calendar.days.get(day), own.get(day), day == clock.today()
    kind = decided.kind if decided else entry.kind if entry else ""
    if not kind:
        working = calendar.is_working_day(day)
        return Day(day, "" if working else "rest", "", WORK if working else REST, "", today)
    name = decided.name if decided else entry.name if entry else ""
    source = decided.decision if decided else entry.source if entry else ""
    return Day(day, TONES[kind], SIGNS[kind], KIND_WORDS[kind], name, today, source, decided)

"""When an office is open in a usual week: spans of time for each weekday, read from and written as one line."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cached_property

from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

Span = tuple[time, time]
Spans = tuple[Span, ...]

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRIDAY = 4
SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")


class BadHours(Invalid):
    """Office hours that cannot be read, or that leave no hour of work in the week from Monday to Friday."""

    code = "calendar.bad_hours"
    sentence = Words(
        "Giờ làm việc “{text}” chưa đúng. Viết như 07:30-11:30,13:30-17:00;sat=08:00-12:00.",
        "Office hours “{text}” are not readable. Write them like 07:30-11:30,13:30-17:00;sat=08:00-12:00.",
    )


@dataclass(frozen=True)
class OfficeHours:
    """Opening spans of seven weekdays, Monday first; a span is (opens, closes), closing moment included.

    Raises BadHours when spans overlap, run backwards, or Monday to Friday holds none.
    """

    week: tuple[Spans, ...]

    def __post_init__(self) -> None:
        ordered = all(_ordered(spans) for spans in self.week)
        if len(self.week) != 7 or not ordered or not any(self.week[: FRIDAY + 1]):
            raise BadHours(text=self.written)

    @classmethod
    def parse(cls, text: str) -> "OfficeHours":
        """From "08:00-12:00,13:00-17:00" (Monday to Friday) and exceptions: ";sat=08:00-12:00", ";fri=" for closed."""
        usual, *exceptions = text.replace(" ", "").split(";")
        week = [_spans(usual, text)] * 5 + [()] * 2
        for exception in exceptions:
            name, equals, spans = exception.partition("=")
            if not equals or name.lower() not in DAY_NAMES:
                raise BadHours(text=text)
            week[DAY_NAMES.index(name.lower())] = _spans(spans, text)
        return cls(tuple(week))

    @property
    def written(self) -> str:
        """The line that `parse` reads: Monday's hours, then each day that differs (a weekend's from none)."""
        usual = self.week[0] if self.week else ()
        expected = [usual] * 5 + [()] * 2
        parts = [_line(usual)]
        for name, spans, plain in zip(DAY_NAMES, self.week, expected, strict=False):
            if spans != plain:
                parts.append(f"{name}={_line(spans)}")
        return ";".join(parts)

    @cached_property
    def lengths(self) -> tuple[timedelta, ...]:
        """How long the office is open on each weekday, Monday first."""
        return tuple(
            timedelta(minutes=sum(_minutes(closes) - _minutes(opens) for opens, closes in day)) for day in self.week
        )

    @cached_property
    def longest_day_minutes(self) -> int:
        """Minutes of work on the fullest day from Monday to Friday: what "one day" means where time is told in days."""
        return max(self.lengths[: FRIDAY + 1]) // timedelta(minutes=1)

    @property
    def closing(self) -> time:
        """The latest closing time from Monday to Friday, for a working day on which the office itself does not open."""
        return max(spans[-1][1] for spans in self.week[: FRIDAY + 1] if spans)

    @property
    def opening(self) -> time:
        """The earliest opening time from Monday to Friday."""
        return min(spans[0][0] for spans in self.week[: FRIDAY + 1] if spans)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _ordered(spans: Spans) -> bool:
    moments = [moment for span in spans for moment in span]
    return all(earlier < later for earlier, later in spans) and moments == sorted(moments)


def _line(spans: Spans) -> str:
    return ",".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)


def _spans(text: str, whole: str) -> Spans:
    if not text:
        return ()
    matches = [SPAN.fullmatch(part) for part in text.split(",")]
    if None in matches:
        raise BadHours(text=whole)
    numbers = [[int(number) for number in match.groups()] for match in matches if match]
    return tuple((time(opens, first), time(closes, last)) for opens, first, closes, last in numbers)

"""The table of due dates around every holiday and swapped day since 2019, written by the slow count.

`python -m tests.domain.cases.due_table` writes it anew, after a change of the calendar's facts; every other difference
is a mistake.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import product
from pathlib import Path

from motcua.base.calendars import facts
from tests.base.calendars.naive import DAY, HANOI, World
from tests.domain.cases import naive_deadlines

FILE = Path(__file__).with_name("due_dates.csv")
HEAD = ("received", "value", "unit", "hours", "stopped", "due")
USUAL, SATURDAYS = "08:00-12:00,13:00-17:00", "07:30-11:30,13:30-16:30;sat=08:00-11:00"
LIMITS = (
    ("0.5", "working_day"), ("1", "working_day"), ("3", "working_day"), ("7", "working_day"), ("15", "working_day"),
    ("1", "day"), ("7", "day"), ("30", "day"), ("1", "month"), ("1.5", "month"), ("4", "working_hour"),
    ("8", "working_hour"), ("24", "hour"), ("72", "hour"),
)  # fmt: skip
TIMES = ("07:10", "11:59", "14:30", "16:59", "23:59")
STOPS = (None, (1, 2), (2, 9))
"""A stop begins and ends so many days after the receipt, at the same hour."""

Row = tuple[str, str, str, str, str, str]


def world(hours: str) -> World:
    """The days as the facts file has them, read without the code under test."""
    days = facts.calendar_days()
    off = {one.day for one in days if one.kind != "swapped_working_day"}
    worked = {one.day: one.swap_with for one in days if one.kind == "swapped_working_day" and one.swap_with}
    return World(frozenset(off), worked, week_of(hours))


def week_of(hours: str) -> tuple[frozenset[int], ...]:
    usual, _, saturday = hours.partition(";sat=")
    return (*([minutes_of(usual)] * 5), minutes_of(saturday), frozenset())


def minutes_of(text: str) -> frozenset[int]:
    found: set[int] = set()
    for span in filter(None, text.split(",")):
        first, last = (int(edge[:2]) * 60 + int(edge[3:]) for edge in span.split("-"))
        found |= set(range(first, last))
    return frozenset(found)


def days_asked() -> list[date]:
    """The day before each stretch of days off the usual, its first, and the day behind its last."""
    special = sorted({one.day for one in facts.calendar_days() if one.day.year < 2027})
    firsts = [day for day in special if day - DAY not in special]
    lasts = [day for day in special if day + DAY not in special]
    return sorted({day - DAY for day in firsts} | set(firsts) | {day + DAY for day in lasts})


def asked() -> Iterator[Row]:
    """Every day with every limit; hour, office and stop in turns, so that each meets each."""
    for place, (day, (value, unit)) in enumerate(product(days_asked(), LIMITS)):
        turn = place * 7
        received = datetime.combine(day, time.fromisoformat(TIMES[turn % 5]), HANOI)
        hours, stop = (USUAL, SATURDAYS)[turn // 5 % 2], STOPS[turn // 10 % 3]
        stopped = "/".join(f"{received + DAY * edge:%Y-%m-%dT%H:%M}" for edge in stop) if stop else ""
        yield (f"{received:%Y-%m-%dT%H:%M}", value, unit, hours, stopped, "")


def counted(row: Row) -> str:
    """The due moment, counted minute by minute."""
    received, value, unit, hours, stopped, _ = row
    pauses = [tuple(map(moment, stopped.split("/")))] if stopped else []
    found = naive_deadlines.due(world(hours), moment(received), Decimal(value), unit, pauses)  # type: ignore[arg-type]
    return f"{found:%Y-%m-%dT%H:%M}"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def kept() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == HEAD
    return [tuple(row) for row in rows]  # type: ignore[misc]


if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEAD)
        table.writerows((*row[:-1], counted(row)) for row in asked())

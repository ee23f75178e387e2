"""Two thousand due dates around real holidays: as the table says, which the slow count wrote and is asked again."""

from decimal import Decimal

import pytest

from motcua.base.calendars.facts import load_calendar
from motcua.base.calendars.hours import OfficeHours
from motcua.domain.cases.deadlines import Stop, TimeLimit, explain
from tests.domain.cases.due_table import Row, asked, counted, kept, moment

EACH_DAY = 61
"""One row in so many is counted again at each run; with `--examples 1` every row."""


def told(row: Row) -> str:
    received, value, unit, hours, stopped, _ = row
    edges = [moment(edge) for edge in stopped.split("/") if edge]
    stops = [Stop(edges[0], edges[1], "duty", "stop", "người nộp")] if edges else []  # type: ignore[arg-type]
    limit = TimeLimit(Decimal(value), unit)  # type: ignore[arg-type]
    due = explain(moment(received), limit, load_calendar(), OfficeHours.parse(hours), stops).due
    return f"{due:%Y-%m-%dT%H:%M}"


def test_every_due_date_is_that_of_the_table() -> None:
    rows = kept()
    assert len(rows) >= 2_000
    assert [row for row in rows if told(row) != row[-1]] == []


def test_the_table_is_what_the_slow_count_says(pytestconfig: pytest.Config) -> None:
    rows = kept()
    assert [row[:-1] for row in rows] == [row[:-1] for row in asked()], "python -m tests.domain.cases.due_table"
    some = rows if pytestconfig.getoption("--examples") else rows[::EACH_DAY]
    assert [row for row in some if counted(row) != row[-1]] == []

"""`motcua clock explain`, as typed."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from motcua.__main__ import main

EXAMPLE = ("2025-04-29T15:30", "1", "working_day")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["clock", "explain", *arguments, "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    found: dict[str, Any] = json.loads(output.out)
    return found


def test_the_example_of_the_day_before_the_holidays(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *EXAMPLE)
    assert found["due"] == "2025-05-05T17:00"
    assert found["due_utc"] == "2025-05-05T10:00:00+00:00"
    assert found["legal_limit"] == "2025-05-06T00:00"
    assert found["office"] == "08:00-12:00,13:00-17:00"
    assert (found["stopped"], found["sure"]) == (False, True)
    assert found["lines"][0] == "Tiếp nhận lúc 15:30 Thứ Ba, 29/04/2025."
    assert len(found["lines"]) == len(found["lines_en"])


def test_people_read_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "explain", *EXAMPLE]) == 0
    output = capsys.readouterr().out
    assert "Hẹn trả: 17:00 Thứ Hai, 05/05/2025." in output
    assert "Due: 17:00 Monday, 5 May 2025." in output


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("2025-05-05T09:00", "7.5", "working_day"), "2025-05-15T12:00"),
        (("2025-05-05T09:00", "7,5", "working_day"), "2025-05-15T12:00"),
        (("2025-05-05 09:00", "24", "hour"), "2025-05-06T09:00"),
        (("2025-05-05T02:00:00Z", "24", "hour"), "2025-05-06T09:00"),
        (("2025-05-05T09:00:30", "1", "hour"), "2025-05-05T10:00:30"),
        (("2026-01-31T09:00", "1", "month"), "2026-03-02T17:00"),
        (("2025-05-05T09:00", "1", "working_day", "--office", "07:30-11:30,13:30-16:30"), "2025-05-06T16:30"),
        (
            ("2025-05-09T16:00", "1", "working_hour", "--office", "07:30-11:30,13:30-16:30;sat=08:00-11:00"),
            "2025-05-10T08:30",
        ),
    ],
)
def test_numbers_units_and_offices(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], due: str) -> None:
    assert told(capsys, *arguments)["due"] == due


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        (("--stop", "2025-05-07T10:00/2025-05-09T10:00"), "2025-05-15T17:00"),
        (("--stop", "2025-05-07T10:00/2025-05-09T10:00,stop"), "2025-05-15T17:00"),
        (("--stop", "2025-05-07T10:00/2025-05-09T10:00,restart"), "2025-05-16T17:00"),
        (
            ("--stop", "2025-05-07T10:00/2025-05-07T11:00", "--stop", "2025-05-08T10:00/2025-05-08T11:00"),
            "2025-05-14T17:00",
        ),
        (("--stop", "2025-05-07T10:00/"), None),
    ],
)
def test_stops(capsys: pytest.CaptureFixture[str], stops: tuple[str, ...], due: str | None) -> None:
    found = told(capsys, "2025-05-05T09:00", "5", "working_day", *stops)
    assert found["due"] == due
    assert found["stopped"] is (due is None)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("2025-04-29T15:30",),
        ("2025-04-29T15:30", "1"),
        ("2025-04-29", "1", "working_day"),
        ("29/04/2025", "1", "working_day"),
        ("2025-02-30T09:00", "1", "working_day"),
        ("0001-01-01T00:00", "1", "working_day"),
        ("9999-12-31T23:59", "1", "working_day"),
        ("2025-04-29T15:30", "0", "working_day"),
        ("2025-04-29T15:30", "-1", "working_day"),
        ("2025-04-29T15:30", "1e9", "hour"),
        ("2025-04-29T15:30", "một", "working_day"),
        ("2025-04-29T15:30", "1", "week"),
        (*EXAMPLE, "--office", "8h-17h"),
        (*EXAMPLE, "--stop", "hôm nay"),
        (*EXAMPLE, "--stop", "2025-05-07T10:00/2025-05-06T10:00"),
        (*EXAMPLE, "--stop", "2025-05-07T10:00/2025-05-08T10:00,wait"),
        (*EXAMPLE, "--stop", "2025-05-07/2025-05-08"),
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_what_cannot_be_read_is_said_in_one_line_of_both_languages(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main(["clock", "explain", *arguments, "--json"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert " / " in output.err


def test_the_largest_limits_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "2025-04-29T15:30", "9999", "working_day")["due"] > "2060"
    assert told(capsys, "2025-04-29T15:30", "9999", "month")["due"] > "2800"
    assert told(capsys, "2025-04-29T15:30", "9999", "working_hour")["sure"] is False


def test_it_runs_without_database_and_settings() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA", "DJANGO", "DATABASE"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "motcua", "clock", "explain", *EXAMPLE, "--json"],
        capture_output=True,
        text=True,
        env=bare,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["due"] == "2025-05-05T17:00"

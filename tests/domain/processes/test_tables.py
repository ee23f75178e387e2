"""A step table before it is stored: what is refused, how lines get their keys."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.lines import needed_minutes
from motcua.domain.processes.tables import (
    BEGINS,
    DECIDES,
    ENDS,
    HOURS,
    NEEDED,
    ROLE_FITS,
    TOO_FEW,
    TOO_MANY,
    Line,
    faults,
    keyed,
    lines_of,
    promised_minutes,
)
from motcua.faces.console.forms.processes import BUTTON, Table

USUAL = lines_of(DEFAULT_STEPS)


def test_the_usual_four_steps_are_sound() -> None:
    assert faults(USUAL) == {} and needed_minutes(USUAL) == 16 * 60


@pytest.mark.parametrize(
    "lines,where,words",
    [
        (USUAL[:2], "table", TOO_FEW),
        ([*USUAL[:1], *[USUAL[1]] * 58, *USUAL[2:]], "table", TOO_MANY),
        (USUAL[1:], "table", BEGINS),
        (USUAL[:3], "table", ENDS),
        ([USUAL[0], USUAL[2], USUAL[1], USUAL[3]], "table", DECIDES),
        ([replace(USUAL[0], name_vi=" "), *USUAL[1:]], "0-name_vi", NEEDED),
        ([*USUAL[:3], replace(USUAL[3], hours=Decimal(0))], "3-hours", HOURS),
        ([*USUAL[:3], replace(USUAL[3], hours=Decimal(4001))], "3-hours", HOURS),
        ([replace(USUAL[0], role="leader"), *USUAL[1:]], "0-role", ROLE_FITS),
        ([replace(USUAL[0], unit="nobody"), *USUAL[1:]], "0-role", ROLE_FITS),
    ],
)
def test_what_cannot_be_published(lines: list[Line], where: str, words: object) -> None:
    assert faults(lines)[where] == words


@pytest.mark.parametrize(
    "value,unit,hours",
    [(1, "working_day", 8), (7, "day", 40), (1, "month", 168), (4, "working_hour", 4), (168, "hour", 40)],
)
def test_how_much_working_time_a_promise_leaves(value: int, unit: str, hours: int) -> None:
    assert abs(promised_minutes(value, unit, 480) - hours * 60) <= 1


@given(st.lists(st.tuples(st.text(max_size=5), st.sampled_from(["", "reception", "step"])), max_size=8))
def test_every_line_gets_a_key_of_its_own(given_lines: list[tuple[str, str]]) -> None:
    keys = [line.key for line in keyed([Line("a", name, "leader", "leader", key=key) for name, key in given_lines])]
    assert len(set(keys)) == len(keys) and all(0 < len(key) <= 40 for key in keys)


@given(
    st.dictionaries(
        st.from_regex(
            r"(rows|expected|valid_from|[0-3]-(name_vi|unit|role|hours|key|parallel|who|sign_off|decides|papers))",
            fullmatch=True,
        ),
        st.text(max_size=12) | st.sampled_from(["2", "3", "1e9999", "NaN", "-1", "1,5", "99999999999", "²"]),
        max_size=8,
    ),
    st.lists(st.from_regex(BUTTON, fullmatch=True), max_size=4),
)
def test_whatever_is_sent_is_read_without_breaking(sent: dict[str, str], presses: list[str]) -> None:
    table = Table.sent(sent)
    for press in presses:
        table.press(press)
    lines, _ = table.lines()
    table.day()
    faults(lines)
    assert len(lines) == len(table.rows)

"""When a share of time is warned about, against a count minute by minute."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.cases.warnings import last_passed
from tests.base.calendars import naive
from tests.base.calendars.naive import MINUTE, World

POINTS = ("half", "8h", "2h", "late")


def open_minutes(world: World, began: datetime, ended: datetime) -> int:
    return sum(world.open_at(began + MINUTE * step) for step in range(max(int((ended - began) / MINUTE), 0)))


@naive.examples(80)
@given(naive.worlds(), naive.moments, st.integers(1, 9000), st.integers(0, 12_000))
def test_the_point_that_passed_last_is_told(world: World, began: datetime, length: int, after: int) -> None:
    calendar, hours = naive.system(world)
    due, now = began + MINUTE * length, began + MINUTE * after
    whole, left = open_minutes(world, began, due), open_minutes(world, now, due)
    expected = ""
    if now > due:
        expected = "late"
    elif left <= 120 < whole:
        expected = "2h"
    elif left <= 480 < whole:
        expected = "8h"
    elif 2 * open_minutes(world, began, now) >= whole:
        expected = "half"
    found = last_passed(POINTS, began, due, now, lambda one, other: calendar.working_time_between(one, other, hours))
    assert found == expected


def test_an_answer_is_alerted_before_half_time() -> None:
    began = datetime(2025, 5, 5, 8, tzinfo=naive.HANOI)
    due = began + timedelta(hours=8)
    points = ("after:2h", *POINTS)

    def at(hours: int) -> str:
        return last_passed(points, began, due, began + timedelta(hours=hours), lambda one, other: other - one)

    assert [at(hours) for hours in (1, 2, 3, 4, 6, 8, 9)] == ["", "after:2h", "after:2h", "half", "2h", "2h", "late"]
    assert last_passed(("half",), began, due, due + timedelta(minutes=1), lambda one, other: other - one) == ""


def test_a_point_longer_than_the_whole_share_is_passed_over_and_the_bound_itself_is_told() -> None:
    began = datetime(2025, 5, 5, 8, tzinfo=naive.HANOI)

    def at(hours: int, length: int) -> str:
        due = began + timedelta(hours=length)
        return last_passed(("8h", "2h"), began, due, began + timedelta(hours=hours), lambda one, other: other - one)

    assert [at(0, 8), at(0, 9), at(1, 9), at(6, 8), at(0, 2), at(2, 2)] == ["", "", "8h", "2h", "", ""]

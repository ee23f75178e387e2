"""Office hours as one line."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.calendars.hours import BadHours, OfficeHours
from tests.base.calendars import naive

USUAL = ((time(8), time(12)), (time(13), time(17)))


def test_one_line_gives_monday_to_friday() -> None:
    assert OfficeHours.parse("08:00-12:00,13:00-17:00").week == (USUAL,) * 5 + ((),) * 2


def test_exceptions_follow_by_day() -> None:
    hours = OfficeHours.parse(" 8:00-12:00, 13:00-17:00; SAT=08:00-12:00; wed= ")
    assert hours.week[5] == ((time(8), time(12)),)
    assert hours.week[2] == ()
    assert hours.written == "08:00-12:00,13:00-17:00;wed=;sat=08:00-12:00"


@pytest.mark.parametrize(
    "text",
    [
        *("", "8-12", "12:00-08:00", "08:00-08:00", "08:00-12:00,11:00-17:00", "13:00-17:00,08:00-12:00"),
        *("08:00-25:00", "08:00-12:60", "08:00-12:00;sat", "08:00-12:00;bảy=08:00-12:00", ";sat=08:00-12:00"),
        *("08:00-12:00,", "08:00–12:00"),
    ],
)
def test_unreadable_hours_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadHours) as caught:
        OfficeHours.parse(text)
    assert "07:30-11:30" in caught.value.words.vi
    assert "07:30-11:30" in caught.value.words.en
    assert caught.value.code == "calendar.bad_hours"


def test_a_week_has_seven_days() -> None:
    with pytest.raises(BadHours):
        OfficeHours((USUAL,) * 5)


def test_the_length_of_a_day_and_its_edges() -> None:
    hours = OfficeHours.parse("07:30-11:30,13:30-17:00;fri=07:00-11:30")
    assert hours.longest_day_minutes == 450
    assert (hours.opening, hours.closing) == (time(7), time(17))


@given(naive.worlds(), st.booleans())
def test_hours_are_read_back_from_their_line(world: naive.World, spaced: bool) -> None:
    _, hours = naive.system(world)
    line = hours.written.replace(";", " ; ") if spaced else hours.written
    assert OfficeHours.parse(line) == hours


@pytest.mark.parametrize(("place", "name"), list(enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))))
def test_each_weekday_has_its_name(place: int, name: str) -> None:
    hours = OfficeHours.parse(f"08:00-12:00;{name}=09:00-10:00")
    assert [hours.week[day] == ((time(9), time(10)),) for day in range(7)] == [day == place for day in range(7)]
    assert OfficeHours.parse(hours.written) == hours


def test_a_week_of_one_friday_is_enough_and_a_weekend_is_not() -> None:
    friday = OfficeHours.parse(";fri=08:00-09:30")
    assert (friday.longest_day_minutes, friday.opening, friday.closing) == (90, time(8), time(9, 30))
    with pytest.raises(BadHours):
        OfficeHours.parse(";sat=08:00-12:00;sun=08:00-12:00")


def test_a_long_saturday_makes_no_day_longer_and_moves_no_edge() -> None:
    hours = OfficeHours.parse("08:00-12:00;fri=08:00-12:15;sat=05:00-22:00")
    assert (hours.longest_day_minutes, hours.opening, hours.closing) == (255, time(8), time(12, 15))
    assert [int(length.total_seconds() // 60) for length in hours.lengths] == [240, 240, 240, 240, 255, 1020, 0]

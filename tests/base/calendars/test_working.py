"""Working days and working time against a count minute by minute."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.calendars.facts import load_calendar
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import CalendarDay, WorkingCalendar, run_out, without
from tests.base.calendars import naive
from tests.base.calendars.naive import DAY, MINUTE, World

NATIONAL = load_calendar()
USUAL = OfficeHours.parse("08:00-12:00,13:00-17:00")
WITH_SATURDAY = OfficeHours.parse("07:30-11:30,13:30-17:00;sat=08:00-11:00")


def hanoi(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=naive.HANOI)  # type: ignore[misc,arg-type]


@naive.examples(60)
@given(naive.worlds(), naive.moments, st.integers(1, 1500))
def test_adding_working_minutes_ends_where_counting_each_minute_ends(world: World, start: datetime, count: int) -> None:
    calendar, hours = naive.system(world)
    left = count
    for moment in naive.each_minute(start):
        left -= world.open_at(moment)
        if not left:
            assert calendar.add_working_minutes(start, count, hours) == moment + MINUTE
            return


@naive.examples(60)
@given(naive.worlds(), naive.moments, st.integers(0, 20_000))
def test_working_minutes_between_are_the_open_minutes(world: World, start: datetime, length: int) -> None:
    calendar, hours = naive.system(world)
    end = start + MINUTE * length
    counted = sum(world.open_at(start + MINUTE * step) for step in range(length))
    assert calendar.working_minutes_between(start, end, hours) == counted
    assert calendar.working_minutes_between(end, start, hours) == -counted


@naive.examples(100)
@given(naive.worlds(), naive.moments, st.integers(1, 5000))
def test_what_was_added_is_what_lies_between(world: World, start: datetime, count: int) -> None:
    calendar, hours = naive.system(world)
    end = calendar.add_working_minutes(start, count, hours)
    assert calendar.working_minutes_between(start, end, hours) == count


@naive.examples(60)
@given(
    naive.worlds(),
    naive.moments,
    st.integers(1, 600),
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 3000)), max_size=4),
)
def test_pauses_are_left_out_to_the_minute(
    world: World, start: datetime, count: int, offsets: list[tuple[int, int]]
) -> None:
    calendar, hours = naive.system(world)
    pauses = sorted((start + MINUTE * first, start + MINUTE * (first + length)) for first, length in offsets)
    left = count
    for moment in naive.each_minute(start):
        paused = any(began <= moment < ended for began, ended in pauses)
        left -= world.open_at(moment) and not paused
        if not left:
            assert calendar.add_working_time(start, MINUTE * count, hours, pauses) == moment + MINUTE
            return


@naive.examples(100)
@given(naive.worlds(), st.dates(naive.FIRST, date(2025, 5, 15)), st.integers(0, 30))
def test_working_days_are_counted_one_by_one(world: World, start: date, count: int) -> None:
    calendar, _ = naive.system(world)
    day, left = start, count
    while left or not world.working(day):
        day += DAY
        left -= bool(left) and world.working(day)
    assert calendar.add_working_days(start, count) == day
    if count:
        assert calendar.working_days_between(start, day) == count
        assert calendar.working_days_between(day, start) == -count


@given(st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_the_next_working_day_is_one_with_only_days_off_before_it(day: date) -> None:
    found = NATIONAL.next_working_day(day)
    assert NATIONAL.is_working_day(found)
    assert not any(NATIONAL.is_working_day(day + DAY * step) for step in range(1, (found - day).days))
    assert NATIONAL.working_day_from(found) == found


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 4, 25), True),
        (date(2025, 4, 26), True),
        (date(2025, 4, 27), False),
        (date(2025, 5, 2), False),
        (date(2025, 9, 1), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 11, 24), False),
        (date(2024, 2, 14), False),
        (date(2024, 2, 29), True),
        (date(2018, 12, 31), False),
        (date(2035, 6, 1), True),
    ],
)
def test_working_days_of_the_national_calendar(day: date, works: bool) -> None:
    assert NATIONAL.is_working_day(day) is works


def test_a_swapped_saturday_has_the_hours_of_the_day_it_stands_for() -> None:
    hours = OfficeHours.parse("08:00-12:00,13:00-17:00;fri=08:00-12:00;sat=09:00-10:00")
    assert NATIONAL.spans_on(date(2025, 4, 26), hours) == hours.week[4]
    assert NATIONAL.spans_on(date(2026, 8, 22), hours) == hours.week[0]
    assert NATIONAL.spans_on(date(2025, 5, 10), hours) == hours.week[5]


def test_a_swapped_saturday_without_a_known_partner_has_the_hours_of_friday() -> None:
    saturday = date(2025, 4, 26)
    calendar = WorkingCalendar.of([CalendarDay(saturday, "swapped_working_day", "", None, "verified", "")])
    hours = OfficeHours.parse("08:00-12:00;fri=09:00-11:00")
    assert calendar.is_working_day(saturday)
    assert calendar.spans_on(saturday, hours) == hours.week[4]


def test_an_open_saturday_lets_working_hours_run_and_is_no_working_day() -> None:
    saturday = date(2025, 5, 10)
    assert not NATIONAL.is_working_day(saturday)
    assert NATIONAL.add_working_minutes(hanoi(2025, 5, 9, 16, 50), 20, WITH_SATURDAY) == hanoi(2025, 5, 10, 8, 10)
    assert NATIONAL.add_working_days(date(2025, 5, 9), 1) == date(2025, 5, 12)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (hanoi(2025, 4, 28, 8), 240, hanoi(2025, 4, 28, 12)),
        (hanoi(2025, 4, 28, 8), 241, hanoi(2025, 4, 28, 13, 1)),
        (hanoi(2025, 4, 28, 12, 30), 1, hanoi(2025, 4, 28, 13, 1)),
        (hanoi(2025, 4, 28, 16, 59), 1, hanoi(2025, 4, 28, 17)),
        (hanoi(2025, 4, 28, 17), 1, hanoi(2025, 4, 29, 8, 1)),
        (hanoi(2025, 4, 28, 23, 59), 480, hanoi(2025, 4, 29, 17)),
        (hanoi(2025, 4, 29, 17), 1, hanoi(2025, 5, 5, 8, 1)),
        (hanoi(2024, 2, 28, 17), 480, hanoi(2024, 2, 29, 17)),
        (hanoi(2024, 12, 31, 16), 120, hanoi(2025, 1, 2, 9)),
        (datetime(2025, 4, 28, 1, tzinfo=UTC), 240, hanoi(2025, 4, 28, 12)),
    ],
)
def test_minutes_of_work_from_edge_to_edge(start: datetime, minutes: int, end: datetime) -> None:
    assert NATIONAL.add_working_minutes(start, minutes, USUAL) == end


def test_seconds_are_kept_in_adding_and_dropped_in_counting() -> None:
    start = hanoi(2025, 4, 28, 8, 0, 30)
    assert NATIONAL.add_working_minutes(start, 1, USUAL) == hanoi(2025, 4, 28, 8, 1, 30)
    assert NATIONAL.working_minutes_between(start, hanoi(2025, 4, 28, 8, 2, 29), USUAL) == 1


def test_a_naive_moment_is_refused() -> None:
    naive_moment = datetime(2025, 4, 28, 8)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        NATIONAL.add_working_minutes(naive_moment, 1, USUAL)
    with pytest.raises(ValueError, match="naive"):
        NATIONAL.working_minutes_between(hanoi(2025, 4, 28), naive_moment, USUAL)


def test_a_day_without_opening_closes_at_the_usual_time() -> None:
    hours = OfficeHours.parse("08:00-12:00,13:00-16:30;wed=")
    wednesday = date(2025, 5, 14)
    assert NATIONAL.closing_of(wednesday, hours) == hanoi(2025, 5, 14, 16, 30)
    assert NATIONAL.opening_of(wednesday, hours) == hanoi(2025, 5, 14, 8)


def test_overlapping_pauses_are_cut_out_once() -> None:
    stretch = (hanoi(2025, 5, 5, 8), hanoi(2025, 5, 5, 12))
    pauses = [
        (hanoi(2025, 5, 5, 7), hanoi(2025, 5, 5, 9)),
        (hanoi(2025, 5, 5, 8, 30), hanoi(2025, 5, 5, 8, 40)),
        (hanoi(2025, 5, 5, 10), hanoi(2025, 5, 5, 11)),
        (hanoi(2025, 5, 5, 10, 30), hanoi(2025, 5, 5, 11, 30)),
    ]
    assert list(without(stretch, pauses)) == [
        (hanoi(2025, 5, 5, 9), hanoi(2025, 5, 5, 10)),
        (hanoi(2025, 5, 5, 11, 30), hanoi(2025, 5, 5, 12)),
    ]


def test_stretches_that_end_too_early_are_an_error() -> None:
    with pytest.raises(ValueError, match="used up"):
        run_out(timedelta(hours=2), [(hanoi(2025, 5, 5, 8), hanoi(2025, 5, 5, 9))])

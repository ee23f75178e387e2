"""Due dates of real days, each rule by its edge."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.calendars.facts import load_calendar
from motcua.base.calendars.hours import OfficeHours
from motcua.domain.cases.deadlines import (
    BadLimit,
    BadStop,
    Remaining,
    Stop,
    TimeLimit,
    add_months,
    explain,
    forward_by,
    remaining,
    same_day_due,
)
from motcua.kernel.clock import LOCAL
from motcua.kernel.words import Words

CALENDAR = load_calendar()
USUAL = OfficeHours.parse("08:00-12:00,13:00-17:00")
SATURDAYS = OfficeHours.parse("07:30-11:30,13:30-16:30;sat=08:00-11:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def stop(began: str, ended: str | None, effect: str = "stop") -> Stop:
    reason = "supplement" if effect == "restart" else "duty"
    waiting_for = Words("người nộp hồ sơ", "the applicant")
    return Stop(at(began), at(ended) if ended else None, reason, effect, waiting_for)  # type: ignore[arg-type]


def due(received: str, value: object, unit: str, *stops: Stop, hours: OfficeHours = USUAL) -> str | None:
    found = explain(at(received), TimeLimit(value, unit), CALENDAR, hours, stops)  # type: ignore[arg-type]
    return found.due and found.due.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("received", "value", "unit", "expected"),
    [
        # the day of receipt is not counted, whatever the hour
        ("2025-04-29T15:30", 1, "working_day", "2025-05-05T17:00"),
        ("2025-04-29T07:00", 1, "working_day", "2025-05-05T17:00"),
        ("2025-04-29T14:59", 1, "working_day", "2025-05-05T17:00"),
        ("2025-04-29T16:59", 1, "working_day", "2025-05-05T17:00"),
        ("2025-04-29T17:00", 1, "working_day", "2025-05-05T17:00"),
        ("2025-04-29T23:59", 1, "working_day", "2025-05-05T17:00"),
        ("2025-04-30T00:00", 1, "working_day", "2025-05-05T17:00"),
        ("2025-05-03T10:00", 1, "working_day", "2025-05-05T17:00"),
        ("2025-05-05T00:30", 1, "working_day", "2025-05-06T17:00"),
        # a swapped working Saturday counts, the day swapped away does not
        ("2025-04-25T09:00", 1, "working_day", "2025-04-26T17:00"),
        ("2025-04-25T09:00", 2, "working_day", "2025-04-28T17:00"),
        ("2026-08-21T09:00", 1, "working_day", "2026-08-22T17:00"),
        ("2026-08-28T09:00", 1, "working_day", "2026-09-03T17:00"),
        # Tết, the new year, a leap day, the new day of culture
        ("2025-01-24T09:00", 1, "working_day", "2025-02-03T17:00"),
        ("2024-02-07T09:00", 3, "working_day", "2024-02-19T17:00"),
        ("2024-12-31T09:00", 1, "working_day", "2025-01-02T17:00"),
        ("2024-02-28T09:00", 1, "working_day", "2024-02-29T17:00"),
        ("2026-11-23T09:00", 1, "working_day", "2026-11-25T17:00"),
        # parts of a working day are parts of its opening hours
        ("2025-05-05T09:00", "0.5", "working_day", "2025-05-06T12:00"),
        ("2025-05-05T09:00", "0.25", "working_day", "2025-05-06T10:00"),
        ("2025-05-05T09:00", "4.75", "working_day", "2025-05-12T15:00"),
        ("2025-05-05T09:00", 7.5, "working_day", "2025-05-15T12:00"),
        # days run through; a last day off rolls on
        ("2025-04-25T09:00", 1, "day", "2025-04-26T17:00"),
        ("2025-04-29T09:00", 1, "day", "2025-05-05T17:00"),
        ("2025-05-01T09:00", 30, "day", "2025-06-02T17:00"),
        ("2024-02-28T09:00", 1, "day", "2024-02-29T17:00"),
        # a missing date is the last of the month; then it rolls
        ("2025-01-31T09:00", 1, "month", "2025-02-28T17:00"),
        ("2024-01-31T09:00", 1, "month", "2024-02-29T17:00"),
        ("2026-01-31T09:00", 1, "month", "2026-03-02T17:00"),
        ("2025-03-31T09:00", 1, "month", "2025-05-05T17:00"),
        ("2024-11-30T09:00", 3, "month", "2025-02-28T17:00"),
        ("2025-03-03T09:00", "0.5", "month", "2025-03-18T17:00"),
        ("2025-03-03T09:00", "1.5", "month", "2025-04-18T17:00"),
        # hours of work run while the office is open, hours around the clock
        ("2025-04-29T15:30", 4, "working_hour", "2025-05-05T10:30"),
        ("2025-04-29T12:30", 1, "working_hour", "2025-04-29T14:00"),
        ("2025-04-29T08:00", 8, "working_hour", "2025-04-29T17:00"),
        ("2025-04-29T17:00", 8, "working_hour", "2025-05-05T17:00"),
        ("2025-04-26T20:00", 2, "working_hour", "2025-04-28T10:00"),
        ("2025-04-29T15:30", 24, "hour", "2025-04-30T15:30"),
        ("2025-04-29T15:30", "0.5", "hour", "2025-04-29T16:00"),
        ("2025-12-31T23:30", 1, "hour", "2026-01-01T00:30"),
    ],
)
def test_a_case_is_due(received: str, value: object, unit: str, expected: str) -> None:
    assert due(received, value, unit) == expected


def test_the_legal_limit_of_days_is_the_midnight_that_ends_the_last_day() -> None:
    found = explain(at("2025-04-29T15:30"), TimeLimit(1, "working_day"), CALENDAR, USUAL)
    assert found.due == at("2025-05-05T17:00")
    assert found.legal_limit == at("2025-05-06T00:00")
    assert found.lines[-1] == Words(
        "Hẹn trả: 17:00 Thứ Hai, 05/05/2025. Hạn theo luật: 24:00 Thứ Hai, 05/05/2025.",
        "Due: 17:00 Monday, 5 May 2025. Limit by law: 24:00 Monday, 5 May 2025.",
    )


def test_the_legal_limit_of_hours_is_the_due_moment() -> None:
    found = explain(at("2025-04-29T15:30"), TimeLimit(4, "working_hour"), CALENDAR, USUAL)
    assert found.legal_limit == found.due


def test_a_moment_in_utc_is_a_day_in_hanoi() -> None:
    before_midnight = datetime(2025, 5, 5, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2025, 5, 5, 17, 0, tzinfo=UTC)
    limit = TimeLimit(1, "working_day")
    assert explain(before_midnight, limit, CALENDAR, USUAL).due == at("2025-05-06T17:00")
    assert explain(after_midnight, limit, CALENDAR, USUAL).due == at("2025-05-07T17:00")


def test_an_office_gives_its_own_closing_time() -> None:
    assert due("2025-05-05T09:00", 1, "working_day", hours=SATURDAYS) == "2025-05-06T16:30"
    assert due("2025-04-25T09:00", 1, "working_day", hours=SATURDAYS) == "2025-04-26T16:30"
    assert due("2025-05-09T16:00", 1, "working_hour", hours=SATURDAYS) == "2025-05-10T08:30"
    assert due("2025-05-09T16:00", 1, "working_day", hours=SATURDAYS) == "2025-05-12T16:30"
    assert due("2025-05-09T16:00", 1, "day", hours=SATURDAYS) == "2025-05-12T16:30"


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2025-05-07T10:00", "2025-05-09T10:00", "2025-05-15T17:00"),
        ("2025-05-07T10:00", "2025-05-07T10:05", "2025-05-13T17:00"),
        ("2025-05-07T17:00", "2025-05-08T08:00", "2025-05-12T17:00"),
        ("2025-05-07T17:30", "2025-05-09T07:00", "2025-05-13T17:00"),
        ("2025-05-10T09:00", "2025-05-11T20:00", "2025-05-12T17:00"),
        ("2025-05-12T16:00", "2025-05-20T10:00", "2025-05-21T17:00"),
        ("2025-05-12T17:00", "2025-05-20T10:00", "2025-05-12T17:00"),
        ("2025-05-05T09:30", "2025-05-05T16:00", "2025-05-12T17:00"),
        ("2025-05-05T07:00", "2025-05-05T08:30", "2025-05-12T17:00"),
    ],
    ids=[
        "three days touched",
        "one day touched",
        "overnight",
        "one whole day",
        "weekend",
        "on the last day",
        "after closing on the last day",
        "on the day of receipt",
        "begun before receipt",
    ],
)
def test_five_working_days_with_a_stop(began: str, ended: str, expected: str) -> None:
    assert due("2025-05-05T09:00", 5, "working_day", stop(began, ended)) == expected


def test_two_stops_on_one_day_cost_it_once() -> None:
    twice = (stop("2025-05-07T09:00", "2025-05-07T09:30"), stop("2025-05-07T14:00", "2025-05-07T15:00"))
    assert due("2025-05-05T09:00", 5, "working_day", *twice) == "2025-05-13T17:00"


def test_a_stop_reaching_over_a_holiday_adds_no_day_for_it() -> None:
    over = stop("2025-04-29T10:00", "2025-05-05T10:00")
    assert due("2025-04-28T09:00", 2, "working_day", over) == "2025-05-07T17:00"


def test_hours_stop_to_the_minute() -> None:
    stopped = stop("2025-05-05T10:10", "2025-05-05T11:20")
    assert due("2025-05-05T09:00", 4, "working_hour", stopped) == "2025-05-05T15:10"
    assert due("2025-05-05T09:00", 4, "hour", stopped) == "2025-05-05T14:10"


def test_a_month_grows_by_the_days_that_stood_still() -> None:
    assert due("2025-03-03T09:00", 1, "month", stop("2025-03-10T10:00", "2025-03-12T10:00")) == "2025-04-08T17:00"


def test_a_supplement_restarts_the_clock_from_zero() -> None:
    asked = stop("2025-05-07T10:00", "2025-05-09T16:00", "restart")
    assert due("2025-05-05T09:00", 5, "working_day", asked) == "2025-05-16T17:00"
    assert due("2025-05-05T09:00", 5, "working_day", stop("2025-05-07T10:00", "2025-05-09T16:00")) == "2025-05-15T17:00"


def test_a_stop_before_a_restart_is_forgotten_and_one_after_it_counts() -> None:
    stops = (
        stop("2025-05-06T10:00", "2025-05-06T11:00"),
        stop("2025-05-07T10:00", "2025-05-09T16:00", "restart"),
        stop("2025-05-13T10:00", "2025-05-13T11:00"),
    )
    assert due("2025-05-05T09:00", 5, "working_day", *stops) == "2025-05-19T17:00"


def test_while_it_stands_there_is_no_due_date_and_the_lines_say_who_is_waited_for() -> None:
    for effect, reason in (("stop", "nghĩa vụ tài chính"), ("restart", "yêu cầu bổ sung")):
        standing = stop("2025-05-07T10:00", None, effect)
        found = explain(at("2025-05-05T09:00"), TimeLimit(5, "working_day"), CALENDAR, USUAL, [standing])
        assert (found.due, found.legal_limit) == (None, None)
        assert found.stopped_by is not None and found.stopped_by.began == standing.began
        assert f"({reason}; chờ người nộp hồ sơ)" in found.lines[-1].vi


def test_a_stop_after_the_time_was_up_leaves_the_case_overdue() -> None:
    assert due("2025-05-05T09:00", 1, "working_day", stop("2025-05-08T09:00", None)) == "2025-05-06T17:00"


def test_a_stop_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadStop):
        due("2025-05-05T09:00", 1, "working_day", stop("2025-05-08T09:00", "2025-05-07T09:00"))


def test_naive_moments_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        explain(datetime(2025, 5, 5, 9), TimeLimit(1, "day"), CALENDAR, USUAL)  # noqa: DTZ001


def test_the_lines_name_each_holiday_and_swap_on_the_way() -> None:
    lines = explain(at("2025-04-24T09:00"), TimeLimit(5, "working_day"), CALENDAR, USUAL).lines
    assert [line.vi for line in lines] == [
        "Tiếp nhận lúc 09:00 Thứ Năm, 24/04/2025.",
        "Thời hạn 5 ngày làm việc, không tính ngày 24/04/2025 (BLDS Đ.147.2).",
        "Không tính: 30/04/2025 (Ngày Chiến thắng); 01/05/2025 (Quốc tế lao động); "
        "02/05/2025 (nghỉ hoán đổi, làm bù 26/04/2025); 3 ngày cuối tuần.",
        "Ngày làm bù, có tính: 26/04/2025.",
        "Căn cứ 26/04/2025; 30/04/2025; 01/05/2025; 02/05/2025: lịch nghỉ năm 2025 theo báo chí.",
        "Hẹn trả: 17:00 Thứ Hai, 05/05/2025. Hạn theo luật: 24:00 Thứ Hai, 05/05/2025.",
    ]


def test_the_lines_tell_of_a_rolled_last_day_and_of_stops() -> None:
    stops = [stop("2025-04-28T10:00", "2025-04-28T11:00")]
    lines = explain(at("2025-04-24T09:00"), TimeLimit(8, "day"), CALENDAR, USUAL, stops).lines
    spoken = "\n".join(line.vi for line in lines)
    assert "Dừng từ 10:00 Thứ Hai, 28/04/2025 đến 11:00 Thứ Hai, 28/04/2025" in spoken
    assert "Không tính ngày đồng hồ dừng: 28/04/2025." in spoken
    assert "Ngày cuối Thứ Bảy, 03/05/2025 là ngày nghỉ" in spoken
    assert "Thứ Hai, 05/05/2025 (BLDS Đ.148.5)" in spoken


def test_a_year_without_an_official_calendar_is_said_to_be_unsure() -> None:
    assert explain(at("2026-11-23T09:00"), TimeLimit(5, "working_day"), CALENDAR, USUAL).sure
    found = explain(at("2026-12-28T09:00"), TimeLimit(10, "working_day"), CALENDAR, USUAL)
    assert not found.sure
    assert "chưa chính thức" in found.lines[-1].vi
    assert not explain(at("2029-03-01T09:00"), TimeLimit(1, "day"), CALENDAR, USUAL).sure


@pytest.mark.parametrize(
    ("received", "forwarded", "returned"),
    [
        ("2025-05-05T09:00", "2025-05-05T17:00", "2025-05-05T17:00"),
        ("2025-05-05T15:00", "2025-05-05T17:00", "2025-05-05T17:00"),
        ("2025-05-05T15:01", "2025-05-06T08:00", "2025-05-06T17:00"),
        ("2025-05-05T16:59", "2025-05-06T08:00", "2025-05-06T17:00"),
        ("2025-05-05T23:59", "2025-05-06T08:00", "2025-05-06T17:00"),
        ("2025-05-05T06:00", "2025-05-05T17:00", "2025-05-05T17:00"),
        ("2025-04-29T15:30", "2025-05-05T08:00", "2025-05-05T17:00"),
        ("2025-05-03T09:00", "2025-05-05T08:00", "2025-05-05T17:00"),
        ("2025-04-26T09:00", "2025-04-26T17:00", "2025-04-26T17:00"),
        ("2025-04-25T15:30", "2025-04-26T08:00", "2025-04-26T17:00"),
    ],
)
def test_three_in_the_afternoon_moves_forwarding_and_same_day_procedures(
    received: str, forwarded: str, returned: str
) -> None:
    assert forward_by(at(received), CALENDAR, USUAL) == at(forwarded)
    assert same_day_due(at(received), CALENDAR, USUAL) == at(returned)


def test_an_office_that_closes_earlier_or_opens_on_saturday_counts_by_its_own_hours() -> None:
    early = OfficeHours.parse("08:00-12:00")
    assert forward_by(at("2025-05-05T12:30"), CALENDAR, early) == at("2025-05-06T08:00")
    assert same_day_due(at("2025-05-10T09:00"), CALENDAR, SATURDAYS) == at("2025-05-10T11:00")
    assert same_day_due(at("2025-05-10T11:30"), CALENDAR, SATURDAYS) == at("2025-05-12T16:30")


@pytest.mark.parametrize(
    ("now", "due_at", "spoken"),
    [
        ("2025-05-05T09:00", "2025-05-05T17:00", Words("còn 7 giờ", "7 hours left")),
        ("2025-05-05T09:00", "2025-05-06T09:00", Words("còn 1 ngày", "1 day left")),
        ("2025-05-05T09:00", "2025-05-06T12:30", Words("còn 1 ngày 3 giờ", "1 day 3 hours left")),
        ("2025-05-05T16:35", "2025-05-05T17:00", Words("còn 25 phút", "25 minutes left")),
        ("2025-05-05T17:00", "2025-05-05T17:00", Words("sắp đến hạn", "about to be due")),
        ("2025-05-05T17:01", "2025-05-05T17:00", Words("vừa quá hạn", "just overdue")),
        ("2025-05-06T09:00", "2025-05-05T17:00", Words("quá hạn 1 giờ", "1 hour overdue")),
        ("2025-05-07T17:00", "2025-05-05T17:00", Words("quá hạn 2 ngày", "2 days overdue")),
        ("2025-04-29T17:00", "2025-05-05T17:00", Words("còn 1 ngày", "1 day left")),
    ],
)
def test_what_remains_is_told_in_working_time(now: str, due_at: str, spoken: Words) -> None:
    assert remaining(at(now), at(due_at), CALENDAR, USUAL).words == spoken


def test_a_day_that_remains_is_the_offices_own_day() -> None:
    short = OfficeHours.parse("08:00-12:00")
    assert remaining(at("2025-05-05T08:00"), at("2025-05-06T12:00"), CALENDAR, short) == Remaining(False, 2, 0, 0)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        *((0, "day"), (-1, "day"), (10_000, "day"), ("x", "day"), ("nan", "day"), ("inf", "hour"), ("", "day")),
        *((1, "week"), (1, ""), (1.5, "day"), ("0.3", "month"), ("1e-400", "hour"), ("1e400", "hour")),
    ],
)
def test_an_unusable_limit_is_refused_with_a_sentence(value: object, unit: str) -> None:
    with pytest.raises(BadLimit) as caught:
        TimeLimit(value, unit)  # type: ignore[arg-type]
    assert "Thời hạn" in caught.value.words.vi and caught.value.words.en


@pytest.mark.parametrize(
    ("value", "unit", "spoken"),
    [
        (1, "working_day", Words("1 ngày làm việc", "1 working day")),
        (Decimal("5.00"), "working_day", Words("5 ngày làm việc", "5 working days")),
        (7.5, "working_day", Words("7,5 ngày làm việc", "7.5 working days")),
        (100, "day", Words("100 ngày", "100 days")),
        (2, "month", Words("2 tháng", "2 months")),
        (1, "hour", Words("1 giờ", "1 hour")),
    ],
)
def test_a_limit_in_words(value: object, unit: str, spoken: Words) -> None:
    assert TimeLimit(value, unit).words == spoken  # type: ignore[arg-type]


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 240))
def test_a_month_later_is_the_same_day_or_the_last_one(day: date, count: int) -> None:
    found = add_months(day, count)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_a_saturday_on_which_the_office_opens_is_not_told_as_left_out() -> None:
    received = datetime(2026, 11, 20, 15, 30, tzinfo=LOCAL)
    for hours, left_out in (("08:00-12:00,13:00-17:00;sat=08:00-12:00", "1 ngày cuối tuần"), ("08:00-17:00", "2 ngày")):
        told = explain(received, TimeLimit(8, "working_hour"), load_calendar(), OfficeHours.parse(hours))
        assert any(left_out in line.vi for line in told.lines)

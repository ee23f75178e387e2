"""Times as officials write them."""

from decimal import Decimal

import pytest

from motcua.domain.processes.reading.doubts import Why
from motcua.domain.processes.reading.hours import Unit, durations, read_time


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("0,25 ngày làm việc", "2"),
        ("½ ngày", "4"),
        ("1/2 ngày", "4"),
        ("1½ ngày", "12"),
        ("nửa ngày làm việc", "4"),
        ("01 ngày", "8"),
        ("01 (một) ngày làm việc", "8"),
        ("Không quá 03 ngày", "24"),
        ("3,5 ngày", "28"),
        ("07 ngày", "56"),
        ("04 giờ làm việc", "4"),
        ("30 phút", "0.50"),
        ("01 buổi", "4"),
        ("02 tuần", "80"),
        ("0,5 ngày (4 giờ)", "4"),
    ],
)
def test_a_time_is_read_as_working_hours(written: str, hours: str) -> None:
    found = read_time(written)
    assert (found.hours, found.why) == (Decimal(hours), None)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", Why.NO_TIME),
        ("Giờ hành chính", Why.OFFICE_HOURS),
        ("Không tính thời gian", Why.NOT_COUNTED),
        ("Ngay sau khi nhận", Why.AT_ONCE),
        ("5", Why.NO_UNIT),
        ("01 tháng", Why.UNREADABLE),
        ("0 ngày", Why.UNREADABLE),
        ("9999 ngày", Why.UNREADABLE),
        ("1/0 ngày", Why.UNREADABLE),
        ("sớm", Why.UNREADABLE),
    ],
)
def test_what_is_no_length_of_time_has_no_hours_but_a_reason(written: str, why: Why) -> None:
    found = read_time(written)
    assert (found.hours, found.why) == (None, why)


@pytest.mark.parametrize(
    ("written", "hours", "why"),
    [
        ("2-3 ngày", 24, Why.RANGE),
        ("từ 02 đến 03 ngày", 24, Why.RANGE),
        ("Trong ngày", 8, Why.SAME_DAY),
        ("01 ngày 4 giờ", 12, Why.SEVERAL_TIMES),
    ],
)
def test_a_time_taken_with_a_doubt(written: str, hours: int, why: Why) -> None:
    found = read_time(written)
    assert (found.hours, found.why) == (hours, why)


def test_a_bare_number_takes_the_unit_of_its_heading() -> None:
    assert read_time("0,5", Unit.DAY, working=True).hours == 4
    assert read_time("4", Unit.HOUR).hours == 4
    assert Unit.named_in("Thời hạn giải quyết (ĐVT: Ngày làm việc)") is Unit.DAY


def test_days_that_do_not_say_working_are_told_apart() -> None:
    assert read_time("02 ngày làm việc").working
    assert not read_time("02 ngày").working
    assert read_time("02 ngày", working=True).working


def test_every_length_of_a_sentence_is_found_and_no_date() -> None:
    told = "Không quá 05 ngày làm việc kể từ ngày 20 tháng 11 năm 2025, gia hạn 02 ngày"
    assert [one.hours for one in durations(told)] == [40, 16]

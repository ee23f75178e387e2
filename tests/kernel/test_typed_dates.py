"""Dates as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.identifiers import Malformed
from motcua.kernel.typed_dates import PartialDate, typed_birth, typed_date, typed_time

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        *("1/2/2025", "01/02/2025", "1-2-2025", "1.2.2025", "1 2 2025", "01022025", "1/2/25", "1-2-25", "010225"),
        *("2025-02-01", "2025/2/1", " 1 / 2 / 2025 ", "ngày 1 tháng 2 năm 2025", "Ngày 01 tháng 02, năm 2025"),
        *("1 tháng 2 năm 2025", "０１/０２/２０２５"),
    ],
)
def test_a_date_is_read_day_first_in_many_forms(typed: str) -> None:
    assert typed_date(typed, on=TODAY) == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("30/2/2025", "có 28 ngày"),
        ("29/2/2025", "có 28 ngày"),
        ("1/13/2025", "tháng 13"),
        ("0/1/2025", "không có ngày 0"),
        ("2025", "đủ ngày, tháng, năm"),
        ("2/2025", "đủ ngày, tháng, năm"),
        ("hôm qua", "Không đọc được"),
        ("1/2/3/2025", "Không đọc được"),
        ("", "chưa nhập"),
        ("1/1/0025", "quá xa"),
        ("31/12/9999", "quá xa"),
        ("1/1/3000", "quá xa"),
    ],
)
def test_a_wrong_date_says_why(typed: str, sentence: str) -> None:
    with pytest.raises(Malformed) as caught:
        typed_date(typed, on=TODAY)
    assert sentence in caught.value.words.vi


def test_29_february_exists_in_leap_years_only() -> None:
    assert typed_date("29/2/2024", on=TODAY) == date(2024, 2, 29)
    assert typed_date("29/2/2000", on=TODAY) == date(2000, 2, 29)
    with pytest.raises(Malformed):
        typed_date("29/2/1900", on=TODAY)


@pytest.mark.parametrize(
    ("typed", "birth", "shown"),
    [
        ("1957", PartialDate(1957), "1957"),
        ("5/1957", PartialDate(1957, 5), "05/1957"),
        ("1/2/57", PartialDate(1957, 2, 1), "01/02/1957"),
        ("1/2/26", PartialDate(2026, 2, 1), "01/02/2026"),
        ("1/2/27", PartialDate(1927, 2, 1), "01/02/1927"),
        ("năm 1957", PartialDate(1957), "1957"),
        ("31/12/1899", PartialDate(1899, 12, 31), "31/12/1899"),
    ],
)
def test_a_birth_may_be_known_by_its_year_only(typed: str, birth: PartialDate, shown: str) -> None:
    assert typed_birth(typed, on=TODAY) == birth
    assert birth.shown == shown


@pytest.mark.parametrize("typed", ["24/11/2026", "12/2026", "2027"])
def test_a_birth_in_the_future_is_refused(typed: str) -> None:
    with pytest.raises(Malformed, match="tương lai"):
        typed_birth(typed, on=TODAY)


def test_a_birth_today_is_taken() -> None:
    assert typed_birth("23/11/2026", on=TODAY).earliest == TODAY


@given(st.dates(date(1860, 1, 1), date(2070, 12, 31)), st.sampled_from("/-. "), st.booleans())
def test_every_day_is_read_back_from_each_way_of_writing(day: date, between: str, padded: bool) -> None:
    first = f"{day.day:02d}{between}{day.month:02d}" if padded else f"{day.day}{between}{day.month}"
    assert typed_date(f"{first}{between}{day.year}", on=TODAY) == day
    assert typed_date(day.isoformat(), on=TODAY) == day
    assert typed_date(f"{day:%d%m%Y}", on=TODAY) == day


@given(st.text(max_size=25))
def test_any_text_is_either_read_or_refused_with_a_sentence(typed: str) -> None:
    try:
        found = typed_birth(typed, on=TODAY)
    except Malformed as fault:
        assert fault.words.vi and fault.words.en
    else:
        assert found.earliest <= found.latest and found.earliest <= TODAY


@pytest.mark.parametrize(
    "typed", ["9:05", "09:05", "9h05", "9 giờ 05", "0905", "905", "9.05", "9h05p", "9 giờ 05 phút"]
)
def test_an_hour_is_read_in_many_forms(typed: str) -> None:
    assert typed_time(typed) == time(9, 5)


@pytest.mark.parametrize("typed,hour", [("9", 9), ("9h", 9), ("15", 15), ("15 giờ", 15), ("0", 0)])
def test_a_full_hour_needs_no_minutes(typed: str, hour: int) -> None:
    assert typed_time(typed) == time(hour)


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "sáng", "9:5:1", "99999", "-1"])
def test_what_is_no_hour_says_how_to_type_one(typed: str) -> None:
    with pytest.raises(Malformed, match="9:05"):
        typed_time(typed)

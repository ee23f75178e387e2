"""Days, money and sizes in the words of papers."""

from datetime import UTC, datetime

import pytest

from motcua.base.documents import wording
from motcua.kernel.clock import LOCAL


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 2, 5, tzinfo=LOCAL), "ngày 05 tháng 02 năm 2026"),
        (datetime(2026, 3, 15, tzinfo=LOCAL), "ngày 15 tháng 3 năm 2026"),
        (datetime(2026, 11, 1, tzinfo=LOCAL), "ngày 01 tháng 11 năm 2026"),
        (datetime(2025, 12, 31, 17, 30, tzinfo=UTC), "ngày 01 tháng 01 năm 2026"),
    ],
)
def test_a_day_carries_zeros_below_ten_and_for_the_first_two_months(moment: datetime, words: str) -> None:
    assert wording.long_day(moment) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (999, "999 byte"), (1500, "1,5 kB"), (1_234_567, "1,2 MB"), (20 * 1024 * 1024, "21,0 MB")],
)
def test_a_size_has_a_decimal_comma(size: int, words: str) -> None:
    assert wording.size(size) == words


def test_money_is_grouped_by_points() -> None:
    assert wording.money(0) == "0 đồng"
    assert wording.money(1_250_000) == "1.250.000 đồng"


def test_a_moment_has_its_weekday_and_offset() -> None:
    moment = datetime(2026, 2, 6, 10, 0, tzinfo=UTC)
    assert wording.weekday(moment) == "Thứ Sáu"
    assert wording.hour(moment) == "17 giờ 00 phút"
    assert wording.iso(moment) == "2026-02-06T17:00:00+07:00"

"""Vietnamese text: search keys, dates, money."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import text
from motcua.kernel.words import Words, use_language


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("  ĐĂNG   KÝ\tkhai  sinh ", "dang ky khai sinh"),
        ("Quận Hoàn Kiếm", "quan hoan kiem"),
        ("Hòa Bình", "hoa binh"),
        ("Hoà Bình", "hoa binh"),
        ("Nguyễn Thị Ước", "nguyen thi uoc"),
        ("Đắk Lắk", "dak lak"),
        ("ỹ ẵ ữ ợ", "y a u o"),
        ("số １２３", "so 123"),
        ("", ""),
    ],
)
def test_fold_gives_the_key_people_would_type(typed: str, key: str) -> None:
    assert text.fold(typed) == key


@given(st.text())
def test_fold_is_stable_and_does_not_care_about_the_form_of_composition(typed: str) -> None:
    key = text.fold(typed)
    assert text.fold(key) == key
    assert text.fold(unicodedata.normalize("NFC", typed)) == key
    assert text.fold(unicodedata.normalize("NFD", typed)) == key
    assert key == " ".join(key.split())


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"))
def test_fold_leaves_only_plain_letters_of_any_vietnamese_word(word: str) -> None:
    assert text.fold(word.upper()).isascii()
    assert len(text.fold(word)) == len(word)


def test_tidy_joins_composes_and_drops_what_cannot_be_seen() -> None:
    assert text.tidy(" Nguye\u0302\u0303n\u200b  Văn\n\tAn\x00\u202e ") == "Nguyễn Văn An"


def test_dates_carry_their_weekday_in_both_languages() -> None:
    assert text.weekday_date(date(2026, 11, 23)) == Words("Thứ Hai, 23/11/2026", "Monday, 23 November 2026")
    assert text.weekday_date(date(2025, 5, 4)) == Words("Chủ Nhật, 04/05/2025", "Sunday, 4 May 2025")


def test_a_moment_is_told_in_hanoi_time_even_when_it_is_another_day_in_utc() -> None:
    moment = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert str(text.weekday_time(moment)) == "00:30 Thứ Hai, 23/11/2026"
    with use_language("en"):
        assert str(text.weekday_time(moment)) == "00:30 Monday, 23 November 2026"


def test_the_end_of_a_day_is_written_as_the_law_writes_it() -> None:
    assert text.end_of_day(date(2025, 5, 5)).vi == "24:00 Thứ Hai, 05/05/2025"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        text.weekday_time(datetime(2026, 11, 23, 17))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("vnd", "vi", "en"),
    [(0, "0 đ", "VND 0"), (8000, "8.000 đ", "VND 8,000"), (1_250_000, "1.250.000 đ", "VND 1,250,000")],
)
def test_money_in_figures(vnd: int, vi: str, en: str) -> None:
    assert text.money(vnd) == Words(vi, en)

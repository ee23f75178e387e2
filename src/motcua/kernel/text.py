"""Vietnamese text: search keys without diacritics, dates with their weekday, money in figures and in words."""

import unicodedata
from datetime import date, datetime
from functools import lru_cache

from motcua.kernel.clock import local
from motcua.kernel.words import Words

WEEKDAYS = (
    Words("Thứ Hai", "Monday"),
    Words("Thứ Ba", "Tuesday"),
    Words("Thứ Tư", "Wednesday"),
    Words("Thứ Năm", "Thursday"),
    Words("Thứ Sáu", "Friday"),
    Words("Thứ Bảy", "Saturday"),
    Words("Chủ Nhật", "Sunday"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def fold(text: str) -> str:
    """A key for searching: compatible forms joined, lower case, no diacritics, đ as d, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFKC", bare).replace("đ", "d").split())


def tidy(text: str) -> str:
    """Text as it is kept: composed letters (NFC), no control or invisible characters, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(letter if _visible(letter) else " " * letter.isspace() for letter in composed).split())


def short_date(day: date) -> str:
    """23/11/2026"""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def weekday_date(day: date) -> Words:
    """ "Thứ Hai, 23/11/2026" and "Monday, 23 November 2026"."""
    weekday = WEEKDAYS[day.weekday()]
    return Words(f"{weekday.vi}, {short_date(day)}", f"{weekday.en}, {day.day} {MONTHS_EN[day.month - 1]} {day.year}")


def clock_time(moment: datetime) -> str:
    """17:00, in Hanoi's time. ValueError for a naive datetime."""
    return f"{local(moment):%H:%M}"


@lru_cache(maxsize=4096)
def weekday_time(moment: datetime) -> Words:
    """ "17:00 Thứ Hai, 23/11/2026" in Hanoi's time. ValueError for a naive datetime."""
    at, day = clock_time(moment), weekday_date(local(moment).date())
    return Words(f"{at} {day.vi}", f"{at} {day.en}")


def end_of_day(day: date) -> Words:
    """ "24:00 Thứ Hai, 23/11/2026": how the law writes the end of a day (BLDS Đ.148)."""
    return Words("24:00 {day}", "24:00 {day}").fill(day=weekday_date(day))


def number(value: int) -> Words:
    """1.250.000 in Vietnamese, 1,250,000 in English."""
    english = f"{value:,}"
    return Words(english.replace(",", "."), english)


def money(vnd: int) -> Words:
    """1.250.000 đ; "VND 1,250,000" in English."""
    figures = number(vnd)
    return Words(f"{figures.vi} đ", f"VND {figures.en}")


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and not letter.isspace()

"""Dates as people type them: 1/2/2025, 01022025, 1-2-25, "ngày 1 tháng 2 năm 2025", and births known only by year."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from typing import NoReturn

from motcua.kernel import clock
from motcua.kernel.identifiers import Malformed
from motcua.kernel.text import fold
from motcua.kernel.words import Words

EARLIEST_YEAR, LATEST_YEAR = 1850, 2999
DAY_FIRST = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
MONTH_YEAR = re.compile(r"(\d{1,2})\D(\d{4})")
RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
NAMES = re.compile(r"^ngay |[ ,]*(?:thang|nam)(?= ?\d)")
TIME = re.compile(r"(\d{1,2}?)(?:[:.]|h|gio)?(\d{2})?(?:p|phut)?")
LETTERS = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or only a month or a year when nothing more is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def shown(self) -> str:
        """01/02/1957, 02/1957 or 1957."""
        parts = [f"{self.day:02d}"] if self.day else []
        parts += [f"{self.month:02d}"] if self.month else []
        return "/".join([*parts, f"{self.year:04d}"])

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def typed_date(text: str, *, on: date | None = None) -> date:
    """A whole date, day first. Two digits of a year mean the nearest such year to `on` (today). Raises Malformed."""
    found = _read(text, latest_year=(on or clock.today()).year + 50)
    if found.day is None:
        raise Malformed(
            Words("Bạn nhập đủ ngày, tháng, năm: 23/11/2026.", "Day, month and year are needed: 23/11/2026.")
        )
    return found.earliest


def typed_time(text: str) -> time:
    """An hour of the day: 9:05, 9h05, 9h, 0905. Raises Malformed."""
    found = TIME.fullmatch(fold(text).strip().replace(" ", ""))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Malformed(Words("Không đọc được giờ. Bạn nhập như 9:05.", "This is no hour. Type it like 9:05."))
    return time(int(found[1]), int(found[2] or 0))


def typed_birth(text: str, *, on: date | None = None) -> PartialDate:
    """A birth: a day, a month with its year, or a year alone; never after `on` (today). Raises Malformed."""
    today = on or clock.today()
    found = _read(text, latest_year=today.year)
    if found.earliest > today:
        raise Malformed(Words(f"Ngày sinh {found.shown} ở tương lai.", f"The birth date {found.shown} lies ahead."))
    return found


def _read(text: str, *, latest_year: int) -> PartialDate:
    plain = NAMES.sub("/", fold(unicodedata.normalize("NFKC", text))).strip(" /.,-")
    plain = re.sub(r"\s*([\s/.,\-])\s*", r"\1", re.sub(r"[/\s]*/[/\s]*", "/", plain))
    if not plain:
        raise Malformed(Words("Bạn chưa nhập ngày.", "No date was typed."))
    if LETTERS.search(plain):
        _unreadable()
    if match := YEAR_FIRST.fullmatch(plain):
        year, month, day = match.groups()
    elif match := DAY_FIRST.fullmatch(plain) or RUN_TOGETHER.fullmatch(plain):
        day, month, year = match.groups()
    elif match := MONTH_YEAR.fullmatch(plain):
        return _checked(int(match[2]), int(match[1]), None)
    elif re.fullmatch(r"\d{4}", plain):
        return _checked(int(plain), None, None)
    else:
        _unreadable()
    return _checked(_full_year(year, latest_year), int(month), int(day))


def _full_year(typed: str, latest: int) -> int:
    """The latest year up to `latest` that ends like the two typed digits."""
    if len(typed) == 4:
        return int(typed)
    return latest - (latest - int(typed)) % 100


def _checked(year: int, month: int | None, day: int | None) -> PartialDate:
    if year < EARLIEST_YEAR:
        raise Malformed(Words(f"Năm {year:04d} quá xa. Bạn xem lại.", f"The year {year:04d} is too far back."))
    if year > LATEST_YEAR:
        raise Malformed(Words(f"Năm {year:04d} quá xa. Bạn xem lại.", f"The year {year:04d} is too far ahead."))
    if month is not None and not 1 <= month <= 12:
        raise Malformed(Words(f"Không có tháng {month}.", f"There is no month {month}."))
    if month is not None and day is not None:
        last = calendar.monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise Malformed(
                Words(
                    f"Tháng {month} năm {year} có {last} ngày, không có ngày {day}.",
                    f"Month {month} of {year} has {last} days, there is no day {day}.",
                )
            )
    return PartialDate(year, month, day)


def _unreadable() -> NoReturn:
    raise Malformed(
        Words(
            "Không đọc được ngày. Bạn nhập như 23/11/2026.", "This cannot be read as a date. Type it like 23/11/2026."
        )
    )

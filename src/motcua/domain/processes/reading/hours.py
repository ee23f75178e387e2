"""Working time as officials write it: "0,25 ngày làm việc", "½ ngày", "01 (một) ngày", "04 giờ", "Giờ hành chính"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.domain.processes.reading.doubts import Why
from motcua.kernel.text import fold

HOURS_A_DAY = Decimal(8)
DAYS_A_WEEK = 5
LONGEST = 60
MOST = Decimal(4000)
FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "⁄": "/"}
SPOKEN = {
    "nua": "0,5", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8",
    "chin": "9", "muoi": "10",
}  # fmt: skip
NUMBER = r"(?:(\d{1,3}) )?(\d{1,3}) ?/ ?(\d{1,3})|(\d{1,4}(?:[.,]\d{1,3})?)"
UNITS = r"(ngay|gio|phut|buoi|tuan|thang(?! \d))\b( lam viec)?"
ASIDE = r"(?:\([^)]*\) ?)?"
DURATION = re.compile(rf"(?<![\d/.,])(?:{NUMBER}) ?{ASIDE}{UNITS}")
RANGE = re.compile(rf"(?:\d[\d.,]* ?(?:-|–|den) ?)(?={NUMBER})")
BARE = re.compile(rf"(?:khong qua |toi da )?(?:{NUMBER})")
OFFICE_HOURS = ("gio hanh chinh",)
SAME_DAY = ("trong ngay", "ngay trong ngay", "cung ngay", "trong ngay lam viec")
UNCOUNTED = ("khong tinh", "khong quy dinh", "theo quy dinh", "khong xac dinh")
AT_ONCE = ("ngay sau khi", "ngay khi")
NOTHING_WRITTEN = ("", "-", "–", "/", ".")


class Unit(StrEnum):
    DAY = "ngay"
    HOUR = "gio"
    MINUTE = "phut"
    HALF_DAY = "buoi"
    WEEK = "tuan"
    MONTH = "thang"

    @property
    def hours(self) -> Decimal | None:
        """Working hours in one; a month has no fixed number."""
        return {
            Unit.DAY: HOURS_A_DAY,
            Unit.HOUR: Decimal(1),
            Unit.MINUTE: Decimal(1) / 60,
            Unit.HALF_DAY: HOURS_A_DAY / 2,
            Unit.WEEK: HOURS_A_DAY * DAYS_A_WEEK,
            Unit.MONTH: None,
        }[self]

    @classmethod
    def named_in(cls, text: str) -> "Unit | None":
        """The first unit a heading names, as in "Thời hạn giải quyết (ĐVT: Ngày làm việc)"."""
        found = re.search(UNITS, fold(text))
        return cls(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Time:
    """Working hours, or None with the reason. `working`: the text says that working days are meant."""

    hours: Decimal | None
    why: Why | None = None
    working: bool = True


@dataclass(frozen=True, slots=True)
class Duration:
    hours: Decimal | None
    unit: Unit
    working: bool


def durations(text: str) -> list[Duration]:
    """Every length of time in a text, in order."""
    return [_duration(found) for found in DURATION.finditer(_key(text))]


def read_time(text: str, unit: Unit | None = None, *, working: bool = False) -> Time:
    """The cell of a step. `unit` is that of the column's heading, for a bare number; `working` what it says of days."""
    key = _key(text)
    if key in NOTHING_WRITTEN:
        return Time(None, Why.NO_TIME)
    for words, why in ((OFFICE_HOURS, Why.OFFICE_HOURS), (UNCOUNTED, Why.NOT_COUNTED), (AT_ONCE, Why.AT_ONCE)):
        if any(word in key for word in words):
            return Time(None, why)
    bare = BARE.fullmatch(key)
    if bare and unit:
        key = f"{key} {unit}{' lam viec' if working else ''}"
    found = [_duration(one) for one in DURATION.finditer(re.sub(r" ?\([^)]*\)", "", key))]
    if not found and key in SAME_DAY:
        return Time(HOURS_A_DAY, Why.SAME_DAY)
    if not found:
        return Time(None, Why.NO_UNIT if bare else Why.UNREADABLE)
    total = [one.hours for one in found if one.hours is not None]
    hours = sum(total, Decimal())
    if len(total) < len(found) or not 0 < hours <= MOST:
        return Time(None, Why.UNREADABLE)
    says = working or all(one.working or one.unit is not Unit.DAY for one in found)
    if RANGE.search(key):
        return Time(max(total), Why.RANGE, says)
    return Time(_short(hours), Why.SEVERAL_TIMES if len(found) > 1 else None, says)


def looks_like_time(text: str) -> bool:
    """Whether a cell would stand under the heading of time."""
    key = _key(text)
    if not key or len(key) > LONGEST:
        return False
    if key in SAME_DAY or key.startswith(OFFICE_HOURS):
        return True
    found = DURATION.search(key)
    return bool(found and found.start() <= len("khong qua toi da "))


def _key(text: str) -> str:
    for sign, spelled in FRACTIONS.items():
        text = text.replace(sign, spelled)
    key = fold(text)
    return re.sub(r"\b(" + "|".join(SPOKEN) + r")(?= (?:ngay|gio|buoi|tuan|thang)\b)", lambda m: SPOKEN[m[1]], key)


def _duration(found: "re.Match[str]") -> Duration:
    whole, above, below, number, unit, working = found.groups()
    if number:
        value = Decimal(number.replace(",", "."))
    elif int(below):
        value = Decimal(whole or 0) + Decimal(above) / Decimal(below)
    else:
        value = Decimal()
    kind = Unit(unit)
    hours = None if kind.hours is None else _short(value * kind.hours)
    return Duration(hours, kind, bool(working))


def _short(hours: Decimal) -> Decimal:
    """Whole where it is whole, else to the hundredth."""
    return hours.quantize(Decimal(1)) if hours == hours.to_integral_value() else hours.quantize(Decimal("0.01"))

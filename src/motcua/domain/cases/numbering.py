"""Codes of cases in the legal form of their day: who received, on which day, which number of that day.

    2019 to 2022   000.A0.01.H26-210212-9090   TT 01/2018/TT-VPCP Đ.19: agency by levels, lowest first
    from 2020 on   H26.5.12-261123-0001        agency identifier of QĐ 20/2020/QĐ-TTg: highest level first

In between each agency changed on a day of its own, so there its identifier decides. The number has at least four
digits; the ten-thousandth case of a day has five. Codes given by national systems are kept as they came, not made or
taken apart here.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.kernel.errors import Invalid
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

FormName = Literal["levels", "identifier"]

LONGEST_IDENTIFIER = 35
IDENTIFIER = re.compile(r"[A-Y]\d{2}(\.[A-Z0-9]+)*", re.ASCII)
LEVELS = re.compile(r"([A-Z0-9]{3})\.([A-Z0-9]{2})\.([A-Z0-9]{2})\.([A-Y]\d{2})", re.ASCII)
CODE = re.compile(r"([A-Z0-9.]+)-(\d{6})-(\d{4,})", re.ASCII)
LEVEL_WIDTHS = (2, 2, 3)
"""Characters of the second, third and fourth level in the older form."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of code, its first and last day, who says so, and whether a day of it is assumed."""

    name: FormName
    since: date
    until: date
    source: str
    assumed: bool


FORMS = (
    Form("levels", date(2019, 1, 6), date(2022, 9, 14), "TT 01/2018/TT-VPCP Đ.19, hiệu lực 06/01/2019", assumed=True),
    Form("identifier", date(2020, 9, 15), date.max, "QĐ 20/2020/QĐ-TTg Đ.4, 11, 12", assumed=False),
)
"""The older form's last day is assumed: QĐ 20/2020 took effect on 15 September 2020 and left 24 months to change over.
A code of Hanoi of 12 February 2021 still has the older form."""


class BadCode(Invalid):
    """Not a case code: wrong shape, no such day, or number 0."""

    code = "case.bad_code"
    sentence = Words(
        "Mã hồ sơ “{text}” chưa đúng. Mã in trên giấy tiếp nhận, ví dụ H26.5.12-261123-0001.",
        "“{text}” is not a case code. It is printed on the receipt, for example H26.5.12-261123-0001.",
    )


class BadIdentifier(Invalid):
    """An agency identifier that has no place in a code of that day."""

    code = "case.bad_identifier"
    sentence = Words(
        "Mã định danh cơ quan “{identifier}” không dùng được trong mã hồ sơ ngày {day}.",
        "The agency identifier “{identifier}” cannot stand in a case code of {day}.",
    )


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A code taken apart. `agency` is written as in the code; `agency_identifier` always highest level first."""

    agency: str
    day: date
    number: int

    @property
    def text(self) -> str:
        return f"{self.agency}-{self.day:%y%m%d}-{self.number:04d}"

    @property
    def agency_identifier(self) -> str:
        """H26.01.A0 also for 000.A0.01.H26: levels that are all zeros are none."""
        match = LEVELS.fullmatch(self.agency)
        if match is None:
            return self.agency
        lowest_last = [part for part in reversed(match.groups()) if part.strip("0")]
        return ".".join(lowest_last)


def forms_on(day: date) -> frozenset[FormName]:
    """The forms that codes may have on a day: both during the change; before the first form's day that one."""
    return frozenset(form.name for form in FORMS if form.since <= day <= form.until) or frozenset({FORMS[0].name})


def format_code(agency_identifier: str, day: date, number: int) -> str:
    """The code of the `number`-th case (from 1) that an agency accepts on a day.

    An identifier of QĐ 20/2020 is rewritten by levels on days that know no other form. Raises BadIdentifier, also where
    it has more or longer levels than that form has room for; ValueError for a number below 1 or a year outside 2000 to
    2099 (two digits would name another).
    """
    if number < 1 or not 2000 <= day.year <= 2099:
        raise ValueError("a case code needs a number from 1 and a year of this century")
    forms = forms_on(day)
    agency = ""
    if LEVELS.fullmatch(agency_identifier):
        agency = agency_identifier if "levels" in forms else ""
    elif IDENTIFIER.fullmatch(agency_identifier) and len(agency_identifier) <= LONGEST_IDENTIFIER:
        agency = agency_identifier if "identifier" in forms else _by_levels(agency_identifier)
    if not agency:
        raise BadIdentifier(identifier=agency_identifier, day=short_date(day))
    return CaseCode(agency, day, number).text


def practice_code(code: str) -> str:
    """The same in a practice city: LT-H26.X00004-261126-0001 (luyện tập), which `parse_code` refuses everywhere."""
    return f"LT-{code}"


def parse_code(text: str) -> CaseCode:
    """Take a typed or scanned code apart: small letters and stray spaces are forgiven. Raises BadCode."""
    tidy = re.sub(r"[\s\u200b]+", "", text).replace("–", "-").upper()
    match = CODE.fullmatch(tidy)
    if match is None:
        raise BadCode(text=text)
    agency, digits, number = match.groups()
    day = _day(digits)
    overlong = len(number) > 4 and number.startswith("0")
    known = LEVELS.fullmatch(agency) or (IDENTIFIER.fullmatch(agency) and len(agency) <= LONGEST_IDENTIFIER)
    if day is None or overlong or not int(number) or not known:
        raise BadCode(text=text)
    return CaseCode(agency, day, int(number))


def _by_levels(identifier: str) -> str:
    """H26.01.A0 as 000.A0.01.H26; empty where a level is too long or there are more than four."""
    first, *lower = identifier.split(".")
    if len(lower) > len(LEVEL_WIDTHS):
        return ""
    filled = [*lower, *[""] * (len(LEVEL_WIDTHS) - len(lower))]
    if any(len(part) > width for part, width in zip(filled, LEVEL_WIDTHS, strict=True)):
        return ""
    padded = [part.rjust(width, "0") for part, width in zip(filled, LEVEL_WIDTHS, strict=True)]
    return ".".join([*reversed(padded), first])


def _day(digits: str) -> date | None:
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None

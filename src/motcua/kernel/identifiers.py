"""Numbers that people type: citizen numbers, telephone numbers, tax codes. What cannot be read says why, in words.

Layouts: citizen number of 12 digits by Thông tư 59/2021/TT-BCA (province or country, century and sex, year, serial;
no check digit); old identity card of 9 digits; tax code of 10 digits with a check digit, 13 for a branch, 12 for
a person.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

Sex = Literal["male", "female"]
PaperKind = Literal["cccd", "cmnd"]

_PROVINCES = """
001 Hà Nội; 002 Hà Giang; 004 Cao Bằng; 006 Bắc Kạn; 008 Tuyên Quang; 010 Lào Cai; 011 Điện Biên;
012 Lai Châu; 014 Sơn La; 015 Yên Bái; 017 Hoà Bình; 019 Thái Nguyên; 020 Lạng Sơn; 022 Quảng Ninh;
024 Bắc Giang; 025 Phú Thọ; 026 Vĩnh Phúc; 027 Bắc Ninh; 030 Hải Dương; 031 Hải Phòng; 033 Hưng Yên;
034 Thái Bình; 035 Hà Nam; 036 Nam Định; 037 Ninh Bình; 038 Thanh Hóa; 040 Nghệ An; 042 Hà Tĩnh;
044 Quảng Bình; 045 Quảng Trị; 046 Huế; 048 Đà Nẵng; 049 Quảng Nam; 051 Quảng Ngãi; 052 Bình Định;
054 Phú Yên; 056 Khánh Hòa; 058 Ninh Thuận; 060 Bình Thuận; 062 Kon Tum; 064 Gia Lai; 066 Đắk Lắk;
067 Đắk Nông; 068 Lâm Đồng; 070 Bình Phước; 072 Tây Ninh; 074 Bình Dương; 075 Đồng Nai; 077 Bà Rịa - Vũng Tàu;
079 Hồ Chí Minh; 080 Long An; 082 Tiền Giang; 083 Bến Tre; 084 Trà Vinh; 086 Vĩnh Long; 087 Đồng Tháp;
089 An Giang; 091 Kiên Giang; 092 Cần Thơ; 093 Hậu Giang; 094 Sóc Trăng; 095 Bạc Liêu; 096 Cà Mau
"""
PROVINCES: dict[str, str] = dict(entry.strip().split(" ", 1) for entry in _PROVINCES.split(";"))
"""The 63 provinces of birth registration. Numbers given before the mergers of 2025 keep theirs (from memory)."""

FIRST_COUNTRY_CODE = 100
"""Prefixes from here on stand for a country of birth (from memory): the list is long, so any is taken."""

MOBILE = re.compile(r"0(3[2-9]|5[2-9]|7[06-9]|8[1-9]|9\d)\d{7}")
LANDLINE = re.compile(r"02\d{9}")
OLD_MOBILE = re.compile(r"01[2689]\d{8}")
_OLD_PREFIXES = """
0120>070 0121>079 0122>077 0126>076 0128>078 0123>083 0124>084 0125>085 0127>081 0129>082
0162>032 0163>033 0164>034 0165>035 0166>036 0167>037 0168>038 0169>039 0186>056 0188>058 0199>059
"""
OLD_PREFIXES: dict[str, str] = dict(pair.split(">") for pair in _OLD_PREFIXES.split())
"""Mobile numbers of 11 digits lost one in 2018 (from memory)."""

TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
SEPARATORS = re.compile(r"[\s.,()\-–—/_]+")


class Malformed(Invalid):
    """Something typed that cannot be what it should be; `words` is the sentence beside the field."""

    code = "malformed"

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.reason = words

    @property
    def words(self) -> Words:
        return self.reason


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """What 12 digits tell. `province` is the name of one of the 63, None for a birth registered abroad."""

    digits: str
    province: str | None
    sex: Sex
    birth_year: int

    @property
    def shown(self) -> str:
        """001 085 012 345: four groups, easier to compare with a card."""
        return " ".join(self.digits[start : start + 3] for start in range(0, 12, 3))

    def objections(self, *, sex: Sex | None = None, birth_year: int | None = None) -> tuple[Words, ...]:
        """What the number says otherwise than the person does; a hint to look again, never a ground to refuse."""
        found = []
        if sex is not None and sex != self.sex:
            found.append(Words("Giới tính khác với số định danh.", "The sex differs from the citizen number."))
        if birth_year is not None and birth_year != self.birth_year:
            found.append(Words("Năm sinh khác với số định danh.", "The birth year differs from the citizen number."))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A citizen number of 12 digits ("cccd") or the number of an old identity card of 9 ("cmnd")."""

    kind: PaperKind
    digits: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A Vietnamese telephone number: `digits` as stored (0912345678)."""

    digits: str
    mobile: bool

    @property
    def shown(self) -> str:
        """0912 345 678 or 024 3825 1234."""
        cuts = (4, 7) if self.mobile else (3, 7)
        return f"{self.digits[: cuts[0]]} {self.digits[cuts[0] : cuts[1]]} {self.digits[cuts[1] :]}"

    @property
    def international(self) -> str:
        """+84912345678"""
        return f"+84{self.digits[1:]}"


@dataclass(frozen=True, slots=True)
class TaxCode:
    """`digits` as written on papers: 0100109106, 0100109106-001 for a branch, 12 digits for a person."""

    digits: str
    kind: Literal["organisation", "branch", "person"]


def citizen_number(text: str, *, on: date | None = None) -> CitizenNumber:
    """Read a number of 12 digits; `on` (today) bounds the year of birth. Raises Malformed."""
    digits = only_digits(text)
    if len(digits) != 12:
        raise Malformed(
            Words(
                f"Số định danh cá nhân có 12 chữ số, bạn nhập {len(digits)}.",
                f"A citizen number has 12 digits; you typed {len(digits)}.",
            )
        )
    prefix = digits[:3]
    if prefix not in PROVINCES and int(prefix) < FIRST_COUNTRY_CODE:
        raise Malformed(
            Words(
                f"Ba số đầu {prefix} không phải mã tỉnh nào. Bạn so lại với thẻ căn cước.",
                f"The first three digits {prefix} belong to no province. Please compare with the card.",
            )
        )
    century, sex = divmod(int(digits[3]), 2)
    birth_year = 1900 + 100 * century + int(digits[4:6])
    if birth_year > (on or clock.today()).year:
        raise Malformed(
            Words(
                f"Số này cho năm sinh {birth_year}, ở tương lai. Bạn so lại với thẻ căn cước.",
                f"This number gives the birth year {birth_year}, which lies ahead. Please compare with the card.",
            )
        )
    return CitizenNumber(digits, PROVINCES.get(prefix), "female" if sex else "male", birth_year)


def identity_number(text: str, *, on: date | None = None) -> IdentityNumber:
    """Read a citizen number (12 digits) or an old identity card's (9). Raises Malformed."""
    digits = only_digits(text)
    if len(digits) == 9:
        return IdentityNumber("cmnd", digits)
    if len(digits) != 12:
        raise Malformed(
            Words(
                f"Số căn cước có 12 chữ số, chứng minh nhân dân cũ có 9; bạn nhập {len(digits)}.",
                f"A citizen card has 12 digits, an old identity card 9; you typed {len(digits)}.",
            )
        )
    return IdentityNumber("cccd", citizen_number(digits, on=on).digits)


def phone(text: str) -> Phone:
    """Read a telephone number as people write it (0912.345.678, +84 912 345 678, 84912345678). Raises Malformed."""
    plus = unicodedata.normalize("NFKC", text).strip().startswith("+")
    digits = only_digits(text.replace("+", " ", 1))
    if digits.startswith("00") or plus:
        digits, abroad = digits.removeprefix("00"), True
    else:
        abroad = digits.startswith("84") and len(digits) in (11, 12)
    if abroad:
        if not digits.startswith("84"):
            raise Malformed(Words("Hiện chỉ nhận số điện thoại Việt Nam.", "Only Vietnamese numbers are taken."))
        digits = "0" + digits[2:].removeprefix("0")
    if len(digits) == 9 and digits[0] in "35789":
        digits = "0" + digits
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return Phone(digits, mobile=digits[1] != "2")
    raise Malformed(_phone_reason(digits))


def tax_code(text: str) -> TaxCode:
    """Read a tax code. The check digit is N10 = 10 - (sum of N1..N9 weighted, modulo 11). Raises Malformed."""
    digits = only_digits(text)
    if len(digits) == 12:
        return TaxCode(citizen_number(digits).digits, "person")
    if len(digits) not in (10, 13):
        raise Malformed(
            Words(
                f"Mã số thuế có 10, 12 hoặc 13 chữ số, bạn nhập {len(digits)}.",
                f"A tax code has 10, 12 or 13 digits; you typed {len(digits)}.",
            )
        )
    if tax_check_digit(digits[:9]) != int(digits[9]):
        raise Malformed(
            Words(
                "Mã số thuế sai chữ số kiểm tra. Bạn xem lại.",
                "The check digit of this tax code is wrong.",
            )
        )
    if len(digits) == 10:
        return TaxCode(digits, "organisation")
    return TaxCode(f"{digits[:10]}-{digits[10:]}", "branch")


def tax_check_digit(nine: str) -> int:
    """The tenth digit for nine. A remainder of 0 gives 10, for which sources disagree; 0 is taken then."""
    remainder = sum(weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, nine, strict=True)) % 11
    return (10 - remainder) % 10


def only_digits(text: str) -> str:
    """The digits of a typed number without spaces, dots and dashes. Raises Malformed for anything else in it."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    bare = SEPARATORS.sub("", visible)
    if not bare:
        raise Malformed(Words("Bạn chưa nhập số.", "No number was typed."))
    if not (bare.isascii() and bare.isdigit()):
        raise Malformed(Words("Ô này chỉ nhận chữ số.", "Only digits can stand here."))
    return bare


def _phone_reason(digits: str) -> Words:
    if OLD_MOBILE.fullmatch(digits) and digits[:4] in OLD_PREFIXES:
        new = Phone(OLD_PREFIXES[digits[:4]] + digits[4:], mobile=True).shown
        return Words(
            f"Đầu số {digits[:4]} đã đổi từ năm 2018, có phải bạn muốn nhập {new}?",
            f"The prefix {digits[:4]} changed in 2018; do you mean {new}?",
        )
    if digits.startswith("0") and len(digits) == 10:
        return Words(
            f"Không có mạng nào dùng đầu số {digits[:3]}. Bạn xem lại.",
            f"No carrier uses the prefix {digits[:3]}. Please look again.",
        )
    return Words(
        "Số di động có 10 chữ số, ví dụ 0912 345 678; số cố định có 11, ví dụ 024 3825 1234.",
        "A mobile number has 10 digits, as in 0912 345 678; a landline has 11, as in 024 3825 1234.",
    )

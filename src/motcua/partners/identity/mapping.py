"""From the provider's claims to what we know of a person (claim names: facts §6.3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from motcua.partners.identity.errors import NotAPerson

NUMBER = re.compile(r"[0-9]{12}")
PERSONAL_ACCOUNT = "1"
BIRTH_DATE_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d")
LONGEST = 200

Sex = Literal["male", "female"]
SEXES: Mapping[str, Sex] = {"nam": "male", "male": "male", "nữ": "female", "female": "female"}


@dataclass(frozen=True, slots=True)
class Identity:
    """A citizen as the national provider vouches for them. Empty text where it told nothing."""

    subject: str
    number: str
    name: str
    birth_date: date | None = None
    sex: Sex | None = None
    phone: str = ""
    email: str = ""


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """The person behind verified claims. NotAPerson for an enterprise or without a 12-digit identity number."""
    number = _text(claims, "SoDinhDanh")
    name = _text(claims, "HoVaTen") or _text(claims, "name")
    personal = _text(claims, "LoaiTaiKhoan") in ("", PERSONAL_ACCOUNT)
    if not personal or not NUMBER.fullmatch(number) or not name:
        raise NotAPerson
    return Identity(
        subject=_text(claims, "sub"),
        number=number,
        name=name,
        birth_date=_day(_text(claims, "NgayThangNamSinh")),
        sex=SEXES.get(_text(claims, "GioiTinh").lower()),
        phone=_text(claims, "SoDienThoai"),
        email=_text(claims, "ThuDienTu") or _text(claims, "email"),
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    return " ".join(found.split())[:LONGEST] if isinstance(found, str) else ""


def _day(text: str) -> date | None:
    """A day in one of the written forms; None when it is in none of them or names no day of the calendar."""
    for form in BIRTH_DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None

"""The made-up people who may sign in at the stand-in, and the claims told about them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

FACTS = Path(__file__).with_name("people.json")
CITIZEN_ACCOUNT = "1"


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """One made-up person. `number` has the 12 digits of an identity number and belongs to nobody."""

    number: str
    name: str
    birth_date: date
    sex: Literal["male", "female"]
    phone: str = ""
    email: str = ""

    @property
    def subject(self) -> str:
        """The provider's own stable name for the person, which tells nothing about them."""
        return hashlib.sha256(f"stand-in:{self.number}".encode()).hexdigest()[:32]


def load_people(place: Path = FACTS) -> tuple[MadeUpPerson, ...]:
    """Read a facts file of people. KeyError or ValueError when it is not one."""
    return people_of(json.loads(place.read_text(encoding="utf-8"))["people"])


def people_of(rows: Iterable[Mapping[str, Any]]) -> tuple[MadeUpPerson, ...]:
    return tuple(MadeUpPerson(**{**row, "birth_date": date.fromisoformat(row["birth_date"])}) for row in rows)


def claims_of(person: MadeUpPerson) -> dict[str, str]:
    """What the national provider tells of a citizen (claim names of the public service platform, facts §6.3)."""
    claims = {
        "sub": person.subject,
        "LoaiTaiKhoan": CITIZEN_ACCOUNT,
        "SoDinhDanh": person.number,
        "HoVaTen": person.name,
        "NgayThangNamSinh": person.birth_date.strftime("%d/%m/%Y"),
        "GioiTinh": "Nam" if person.sex == "male" else "Nữ",
        "SoDienThoai": person.phone,
        "ThuDienTu": person.email,
        "name": person.name,
        "email": person.email,
    }
    return {name: value for name, value in claims.items() if value}

"""Hanoi's departments of both eras, read from this package's own facts file; no database is needed."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Ground = Literal["verified", "remembered", "sector", "assumed"]

PEOPLES_COMMITTEE = "Ủy ban nhân dân"
CITY_SHORT = "UBND Thành phố Hà Nội"
CENTRE_NUMBER = "TT"
FIRST_BRANCH_ADDRESS = "258 Võ Chí Công"
BRANCHES = 12


@dataclass(frozen=True, slots=True)
class DepartmentFact:
    """One body in one stretch of days and what it decides there.

    `fields` empty: everything of `ministries` that no other body decides by field. Days are inclusive; None is open.
    """

    number: str
    name: str
    short: str
    ministries: tuple[str, ...]
    fields: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    ground: Ground
    source: str


@cache
def departments() -> tuple[DepartmentFact, ...]:
    """Every row of departments.csv, in its order."""
    text = files(__package__).joinpath("facts", "departments.csv").read_text(encoding="utf-8")
    rows: Iterable[dict[str, Any]] = csv.DictReader(text.splitlines())
    return tuple(
        DepartmentFact(
            number=row["number"],
            name=row["name"],
            short=row["short"],
            ministries=_list(row["ministries"]),
            fields=_list(row["fields"]),
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            ground=row["ground"],
            source=row["source"],
        )
        for row in rows
    )


def committee_name(unit_name: str) -> str:
    """The People's Committee of a unit: "Phường Ba Đình" gives "Ủy ban nhân dân phường Ba Đình"."""
    return f"{PEOPLES_COMMITTEE} {_small(unit_name)}"


def committee_short(unit_name: str) -> str:
    """The same as signs say it: "UBND phường Ba Đình"."""
    return f"UBND {_small(unit_name)}"


def reception_name(unit_name: str, era: str) -> str:
    """What the reception of a unit is called: a one-stop section until 2025-06-30, a public service point since."""
    section = "Bộ phận Một cửa" if era == "three-level" else "Điểm phục vụ hành chính công"
    return f"{section} {_small(unit_name)}"


def _small(unit_name: str) -> str:
    return unit_name[:1].lower() + unit_name[1:]


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

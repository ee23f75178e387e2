"""Provinces and Hanoi's units of both eras, read from this package's own facts files; no database is needed."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Era = Literal["three-level", "two-level"]
Level = Literal["province", "district", "commune"]
Kind = Literal["city", "province", "urban_district", "rural_district", "town", "ward", "rural_commune", "township"]

PROVINCE_KINDS: frozenset[Kind] = frozenset({"city", "province"})
DISTRICT_KINDS: frozenset[Kind] = frozenset({"urban_district", "rural_district", "town"})
COMMUNE_KINDS: frozenset[Kind] = frozenset({"ward", "rural_commune", "township"})


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit as the national list has it. `name` is the full one ("Phường Ba Đình").

    `parent_code` is empty for a province and names a unit of the same era otherwise. `valid_until` is the last day,
    None while it lasts; `valid_from` None means from before these records begin.
    """

    era: Era
    code: str
    kind: Kind
    name: str
    parent_code: str
    valid_from: date | None
    valid_until: date | None

    @property
    def level(self) -> Level:
        return level_of(self.kind)


@dataclass(frozen=True, slots=True)
class Succession:
    """An old unit went wholly (`divided` False) or partly (True) to a new one on 2025-07-01."""

    old_code: str
    new_code: str
    divided: bool


@cache
def hanoi_units() -> tuple[UnitFact, ...]:
    """Hanoi in both eras, each parent before its children: 1 + 30 + 526 units until 2025-06-30, 1 + 126 since."""
    return _units("hanoi_units.csv")


@cache
def provinces() -> tuple[UnitFact, ...]:
    """The 63 provinces until 2025-06-30 and the 34 since."""
    return _units("provinces.csv")


@cache
def hanoi_successions() -> tuple[Succession, ...]:
    """Where each of the 526 old communes went: 327 wholly to one new commune, 199 divided among several."""
    return _successions("hanoi_old_to_new.csv")


@cache
def province_successions() -> tuple[Succession, ...]:
    """Which of the 34 provinces each of the 63 became."""
    return _successions("provinces_old_to_new.csv")


def level_of(kind: Kind) -> Level:
    """The level of government of a kind: quận, huyện, thị xã are districts; phường, xã, thị trấn communes."""
    if kind in COMMUNE_KINDS:
        return "commune"
    return "district" if kind in DISTRICT_KINDS else "province"


def _rows(name: str) -> list[dict[str, Any]]:
    text = files(__package__).joinpath("facts", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _units(name: str) -> tuple[UnitFact, ...]:
    return tuple(
        UnitFact(
            era=row["era"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent_code=row["parent_code"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
        )
        for row in _rows(name)
    )


def _successions(name: str) -> tuple[Succession, ...]:
    return tuple(Succession(row["old_code"], row["new_code"], row["divided"] == "yes") for row in _rows(name))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""Which of today's units an address names, also one written before the mergers of 2025; the text itself stays as it is.

Known are Hanoi's units. Pure: the facts come with the package.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from motcua.base.territory.facts import UnitFact, hanoi_successions, hanoi_units, level_of
from motcua.kernel.text import fold

KINDS = re.compile(r"^(phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tp|p|q|tt|h|x)[. ]+(?=\S)")
CITY = ("ha noi", "tp ha noi", "thanh pho ha noi", "tp. ha noi", "tp.ha noi")


@dataclass(frozen=True, slots=True)
class AddressToday:
    """`units` are today's wards or communes, several where the old one was divided; `moved` when the text is older."""

    units: tuple[UnitFact, ...]
    moved: bool

    @property
    def certain(self) -> bool:
        return len(self.units) == 1


def address_today(text: str) -> AddressToday | None:
    """None where the address names no unit of Hanoi that is known here."""
    parts = [part for part in (fold(part) for part in text.split(",")) if part]
    if len(parts) < 2 or parts[-1] not in CITY:
        return None
    last = parts[-2]
    if len(parts) > 2 and (old := _old_units().get((_bare(parts[-3]), _bare(last)))):
        return AddressToday(_successors(old), moved=True)
    new = _new_units().get(_bare(last), ())
    return AddressToday((new[0],), moved=False) if len(new) == 1 else None


def _bare(part: str) -> str:
    """A unit's name without its kind; wards that are numbers keep them."""
    return KINDS.sub("", part, count=1)


@cache
def _old_units() -> dict[tuple[str, str], str]:
    """Code by names of commune and district, until 30 June 2025."""
    old = [unit for unit in hanoi_units() if unit.era == "three-level"]
    districts = {unit.code: _bare(fold(unit.name)) for unit in old if unit.level == "district"}
    return {(_bare(fold(unit.name)), districts[unit.parent_code]): unit.code for unit in _communes(old)}


@cache
def _new_units() -> dict[str, tuple[UnitFact, ...]]:
    found: dict[str, tuple[UnitFact, ...]] = {}
    for unit in _communes(unit for unit in hanoi_units() if unit.era == "two-level"):
        name = _bare(fold(unit.name))
        found[name] = (*found.get(name, ()), unit)
    return found


def _successors(code: str) -> tuple[UnitFact, ...]:
    today = {unit.code: unit for unit in hanoi_units() if unit.era == "two-level"}
    return tuple(today[step.new_code] for step in hanoi_successions() if step.old_code == code)


def _communes(units: Iterable[UnitFact]) -> list[UnitFact]:
    return [unit for unit in units if level_of(unit.kind) == "commune"]

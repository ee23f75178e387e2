"""The plan of 1 July 2025 for Hanoi, from the facts of the territory: 30 districts end, 526 communes become 126.

A commune that went to several asks for the address; so does a district, whose tasks went to the communes within it.
What the address does not decide is left to a person: no default is guessed.
"""

from collections.abc import Iterable
from datetime import date

from motcua.base.territory.facts import UnitFact, hanoi_successions, hanoi_units
from motcua.casework.reorganisation.plan import ADDRESS, Ended, Founded, Plan
from motcua.domain.directory import facts, identifiers
from motcua.domain.directory.enums import AgencyKind

TITLE = "Sắp xếp đơn vị hành chính Hà Nội năm 2025"
DECISION = "Nghị quyết 1656/NQ-UBTVQH15"
FROM_DAY = date(2025, 7, 1)


def hanoi_2025() -> Plan:
    return planned([(step.old_code, step.new_code) for step in hanoi_successions()], TITLE, DECISION, FROM_DAY)


def planned(steps: Iterable[tuple[str, str]], title: str, decision: str, from_day: date) -> Plan:
    """From (old code, new code) of communes; the districts above go where their communes went."""
    old = {unit.code: unit for unit in hanoi_units() if unit.era == "three-level" and unit.level != "province"}
    new = [unit for unit in hanoi_units() if unit.era == "two-level" and unit.level == "commune"]
    names = {unit.code: identifiers.of_unit(identifiers.CITY, "commune", unit.code) for unit in new}
    heirs: dict[str, list[str]] = {}
    for old_code, new_code in steps:
        for code in (old_code, old[old_code].parent_code):
            found = heirs.setdefault(code, [])
            if names[new_code] not in found:
                found.append(names[new_code])
    ended = tuple(_ended(unit, old, heirs[unit.code]) for unit in old.values() if unit.code in heirs)
    used = {heir for found in heirs.values() for heir in found}
    founded = tuple(_founded(unit, names[unit.code]) for unit in new if names[unit.code] in used)
    return Plan(title, decision, from_day, founded, (), ended)


def _founded(unit: UnitFact, identifier: str) -> Founded:
    return Founded(
        identifier=identifier,
        name=facts.committee_name(unit.name),
        short_name=facts.committee_short(unit.name),
        kind=AgencyKind.COMMUNE.value,
        parent=identifiers.CITY,
        territory=unit.code,
        office=facts.reception_name(unit.name, unit.era),
    )


def _ended(unit: UnitFact, old: dict[str, UnitFact], heirs: list[str]) -> Ended:
    if unit.level == "district":
        identifier = identifiers.of_unit(identifiers.CITY, "district", unit.code)
    else:
        above = identifiers.of_unit(identifiers.CITY, "district", old[unit.parent_code].code)
        identifier = identifiers.of_unit(above, "commune", unit.code)
    return Ended(identifier, tuple(sorted(heirs)), (ADDRESS,) if len(heirs) > 1 else ())

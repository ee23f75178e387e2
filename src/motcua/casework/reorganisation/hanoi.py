"""The plan of 1 July 2025 for Hanoi, from the facts of the territory: 30 districts end, 526 communes become 126.

A commune that went to several asks for the address; so does a district, whose tasks went to the communes within it.
What the address does not decide is left to a person: no default is guessed.
"""

from datetime import date

from motcua.base.territory.facts import UnitFact, hanoi_successions, hanoi_units
from motcua.casework.reorganisation.plan import ADDRESS, Ended, Founded, Plan
from motcua.domain.directory import facts, identifiers
from motcua.domain.directory.enums import AgencyKind

TITLE = "Sắp xếp đơn vị hành chính Hà Nội năm 2025"
DECISION = "Nghị quyết 1656/NQ-UBTVQH15"
FROM_DAY = date(2025, 7, 1)


def hanoi_2025() -> Plan:
    old = {unit.code: unit for unit in hanoi_units() if unit.era == "three-level" and unit.level != "province"}
    new = [unit for unit in hanoi_units() if unit.era == "two-level" and unit.level == "commune"]
    names = {unit.code: identifiers.of_unit(identifiers.CITY, "commune", unit.code) for unit in new}
    heirs: dict[str, list[str]] = {}
    for step in hanoi_successions():
        for code in (step.old_code, old[step.old_code].parent_code):
            found = heirs.setdefault(code, [])
            if names[step.new_code] not in found:
                found.append(names[step.new_code])
    ended = tuple(_ended(unit, old, heirs[unit.code]) for unit in old.values())
    return Plan(TITLE, DECISION, FROM_DAY, tuple(_founded(unit, names[unit.code]) for unit in new), (), ended)


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

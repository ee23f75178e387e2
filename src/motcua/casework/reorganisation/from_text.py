"""A plan from the text of a resolution, by the units of the territory: names become codes, codes identifiers.

A name two districts have is told apart by the district the text names, else by where the others of its sentence lie.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from motcua.base.territory.facts import UnitFact, hanoi_units
from motcua.casework.reorganisation.hanoi import DECISION, FROM_DAY, TITLE, planned
from motcua.casework.reorganisation.plan import Plan
from motcua.casework.reorganisation.texts import (
    MANY,
    NO_CODE,
    NO_UNIT,
    NOWHERE,
    PARTLY,
    UNREAD,
    Clause,
    Source,
    modes_left,
    read_text,
)
from motcua.kernel.text import fold
from motcua.kernel.words import Words


@dataclass
class FromText:
    """`plan` of what was read; `problems` everything that was not. `steps` are (old code, new code)."""

    plan: Plan
    steps: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Words] = field(default_factory=list)


def plan_from_text(
    text: str, province: str = "Hà Nội", *, decision: str = DECISION, from_day: date = FROM_DAY
) -> FromText:
    read, units = read_text(text, province), Units(hanoi_units())
    found = FromText(Plan(TITLE, decision, from_day))
    found.problems += [UNREAD.fill(text=one) for one in read.unread]
    found.problems += [PARTLY.fill(name=one) for one in modes_left(read.clauses)]
    for clause in read.clauses:
        new = units.new.get(key(clause.new))
        if new is None:
            found.problems.append(NO_CODE.fill(name=clause.new))
        else:
            found.steps += [(old, new.code) for old in units.codes_of(clause, found.problems)]
    named = {old for old, _ in found.steps}
    found.problems += [NOWHERE.fill(name=unit.name) for unit in units.communes if unit.code not in named]
    found.plan = planned(found.steps, TITLE, decision, from_day)
    return found


def key(name: str) -> str:
    """Letters alone: neither signs, nor capitals, nor the dash of a double name."""
    return " ".join(fold(name).replace("-", " ").split())


class Units:
    """Units of both eras, found by name."""

    def __init__(self, units: Sequence[UnitFact]) -> None:
        self.by_code = {unit.code: unit for unit in units if unit.era == "three-level"}
        self.communes = [unit for unit in self.by_code.values() if unit.level == "commune"]
        self.new = {key(unit.name): unit for unit in units if unit.era == "two-level" and unit.level == "commune"}
        self.old: dict[str, list[UnitFact]] = {}
        for unit in self.communes:
            self.old.setdefault(key(unit.name), []).append(unit)

    def codes_of(self, clause: Clause, problems: list[Words]) -> Iterable[str]:
        choices = [(one, self.candidates(one)) for one in clause.sources]
        around = Counter(found[0].parent_code for _, found in choices if len(found) == 1)
        codes = []
        for one, found in choices:
            unit = found[0] if len(found) == 1 else self.nearest(found, around)
            if unit is not None:
                codes.append(unit.code)
            elif found:
                districts = "; ".join(self.by_code[unit.parent_code].name for unit in found)
                problems.append(MANY.fill(new=clause.new, name=one.name, districts=districts))
            else:
                problems.append(NO_UNIT.fill(new=clause.new, name=one.name))
        return codes

    def candidates(self, one: Source) -> list[UnitFact]:
        """By the same letters, else by the letters without their signs."""
        found = self.old.get(key(one.name), [])
        exact = [unit for unit in found if unit.name.lower() == one.name.lower()]
        found = exact or found
        if one.district:
            there = [unit for unit in found if fold(self.by_code[unit.parent_code].name) == fold(one.district)]
            return there or found
        return found

    @staticmethod
    def nearest(found: list[UnitFact], around: Counter[str]) -> UnitFact | None:
        ranked = sorted(found, key=lambda unit: -around[unit.parent_code])
        if len(ranked) > 1 and around[ranked[0].parent_code] > around[ranked[1].parent_code]:
            return ranked[0]
        return None

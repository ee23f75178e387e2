"""Filling the national list of units, as the owner of the common schema, at each deploy; again, it changes nothing."""

from django.db import transaction

from motcua.base.territory import facts
from motcua.base.territory.facts import UnitFact
from motcua.base.territory.models import Unit, UnitSuccession
from motcua.kernel.text import fold

Key = tuple[str, str]


def fill_units(*, using: str) -> int:
    """Make the units what the facts files say, keeping the identity of those that stand already; how many there are.

    Units that the files no longer name stay: addresses may point to them.
    """
    listed = {(fact.era, fact.code): fact for fact in (*facts.provinces(), *facts.hanoi_units())}
    with transaction.atomic(using=using):
        units: dict[Key, Unit] = {(unit.era, unit.code): unit for unit in Unit.objects.using(using)}
        for level in ("province", "district", "commune"):
            _fill_level([fact for fact in listed.values() if fact.level == level], units, using)
        _fill_successions(units, using)
    return len(units)


def _fill_level(level: list[UnitFact], units: dict[Key, Unit], using: str) -> None:
    fresh, changed = [], []
    for fact in level:
        wanted = _values(fact, units)
        unit = units.get((fact.era, fact.code))
        if unit is None:
            units[fact.era, fact.code] = unit = Unit(era=fact.era, code=fact.code, **wanted)
            fresh.append(unit)
        elif any(getattr(unit, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(unit, name, value)
            changed.append(unit)
    Unit.objects.using(using).bulk_create(fresh, batch_size=500)
    for unit in changed:
        unit.save(using=using)


def _values(fact: UnitFact, units: dict[Key, Unit]) -> dict[str, object]:
    parent = units[fact.era, fact.parent_code] if fact.parent_code else None
    return {
        "level": fact.level,
        "kind": fact.kind,
        "name": fact.name,
        "search": fold(fact.name),
        "parent_id": parent.id if parent else None,
        "valid_from": fact.valid_from,
        "valid_until": fact.valid_until,
    }


def _fill_successions(units: dict[Key, Unit], using: str) -> None:
    standing = set(UnitSuccession.objects.using(using).values_list("old_id", "new_id"))
    missing = []
    for step in (*facts.province_successions(), *facts.hanoi_successions()):
        old, new = units["three-level", step.old_code], units["two-level", step.new_code]
        if (old.id, new.id) not in standing:
            missing.append(UnitSuccession(old_id=old.id, new_id=new.id, divided=step.divided))
    UnitSuccession.objects.using(using).bulk_create(missing, batch_size=1000)

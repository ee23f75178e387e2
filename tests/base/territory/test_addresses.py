"""Addresses written before the mergers lead to today's wards; what is not certain says so."""

import pytest

from motcua.base.territory.addresses import address_today
from motcua.base.territory.facts import hanoi_successions, hanoi_units
from motcua.kernel.text import fold


def test_every_old_commune_leads_where_its_territory_went() -> None:
    old = [unit for unit in hanoi_units() if unit.era == "three-level"]
    districts = {unit.code: unit.name for unit in old}
    goals: dict[str, set[str]] = {}
    for step in hanoi_successions():
        goals.setdefault(step.old_code, set()).add(step.new_code)
    for unit in old:
        if unit.level != "commune":
            continue
        for city in ("Hà Nội", "TP Hà Nội"):
            found = address_today(f"Số 1, ngõ 2, {unit.name}, {districts[unit.parent_code]}, {city}")
            assert found and found.moved and {one.code for one in found.units} == goals[unit.code]
            assert found.certain == (len(goals[unit.code]) == 1)


def test_every_ward_of_today_is_itself() -> None:
    names = [fold(unit.name).split(" ", 1)[1] for unit in hanoi_units() if unit.era == "two-level"]
    for unit in hanoi_units():
        bare = fold(unit.name).split(" ", 1)[-1]
        if unit.era == "two-level" and unit.level == "commune" and names.count(bare) == 1:
            found = address_today(f"Số 1, {unit.name}, Hà Nội")
            assert found and found.units == (unit,) and not found.moved


@pytest.mark.parametrize("text", ["", "Hà Nội", "Số 1, Huế", "Thôn Không Có, Hà Nội", ",,,", "Phúc Xá, Ba Đình"])
def test_what_names_no_known_unit_gives_nothing(text: str) -> None:
    assert address_today(text) is None

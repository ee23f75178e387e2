"""Units of both eras as facts."""

from collections import Counter
from datetime import date

import pytest

from motcua.base.territory import facts

UNITS = facts.hanoi_units()
BY_KEY = {(unit.era, unit.code): unit for unit in UNITS}


def test_hanoi_has_its_districts_and_communes_in_both_models() -> None:
    levels = Counter((unit.era, unit.level) for unit in UNITS)
    assert levels == {
        ("three-level", "province"): 1,
        ("three-level", "district"): 30,
        ("three-level", "commune"): 526,
        ("two-level", "province"): 1,
        ("two-level", "commune"): 126,
    }


def test_a_unit_is_named_by_era_and_code_and_stands_after_its_parent() -> None:
    assert len(BY_KEY) == len(UNITS)
    seen: set[tuple[str, str]] = set()
    for unit in UNITS:
        assert unit.level == "province" or (unit.era, unit.parent_code) in seen
        seen.add((unit.era, unit.code))


def test_the_parent_of_a_commune_is_a_district_until_there_are_none() -> None:
    for unit in UNITS:
        if unit.level == "commune":
            parent = BY_KEY[unit.era, unit.parent_code]
            assert parent.level == ("district" if unit.era == "three-level" else "province")


@pytest.mark.parametrize(
    ("era", "code", "kind", "name"),
    [
        ("three-level", "002", "urban_district", "Quận Hoàn Kiếm"),
        ("three-level", "269", "town", "Thị xã Sơn Tây"),
        ("three-level", "00004", "ward", "Phường Trúc Bạch"),
        ("two-level", "00004", "ward", "Phường Ba Đình"),
        ("two-level", "01", "city", "Thành phố Hà Nội"),
    ],
)
def test_the_same_code_may_stand_for_another_unit_in_the_other_era(era: str, code: str, kind: str, name: str) -> None:
    unit = BY_KEY[era, code]  # type: ignore[index]
    assert (unit.kind, unit.name) == (kind, name)


def test_names_begin_with_the_kind_as_people_say_it() -> None:
    spoken = {
        "city": "Thành phố",
        "province": "Tỉnh",
        "urban_district": "Quận",
        "rural_district": "Huyện",
        "town": "Thị xã",
        "ward": "Phường",
        "rural_commune": "Xã",
        "township": "Thị trấn",
    }
    assert all(unit.name.startswith(spoken[unit.kind] + " ") for unit in (*UNITS, *facts.provinces()))


def test_the_eras_meet_at_the_end_of_june_2025() -> None:
    for unit in (*UNITS, *facts.provinces()):
        if unit.era == "three-level":
            assert unit.valid_until == date(2025, 6, 30)
        else:
            assert (unit.valid_from, unit.valid_until) == (date(2025, 7, 1), None)


def test_there_are_63_provinces_and_then_34() -> None:
    assert Counter(unit.era for unit in facts.provinces()) == {"three-level": 63, "two-level": 34}


def test_every_old_commune_went_somewhere_and_every_new_one_came_from_some() -> None:
    successions = facts.hanoi_successions()
    old = {unit.code for unit in UNITS if unit.era == "three-level" and unit.level == "commune"}
    new = {unit.code for unit in UNITS if unit.era == "two-level" and unit.level == "commune"}
    assert {step.old_code for step in successions} == old
    assert {step.new_code for step in successions} == new
    assert len(successions) == len({(step.old_code, step.new_code) for step in successions}) == 794


def test_divided_means_more_than_one_successor() -> None:
    successors = Counter(step.old_code for step in facts.hanoi_successions())
    assert all(step.divided is (successors[step.old_code] > 1) for step in facts.hanoi_successions())
    assert sum(count > 1 for count in successors.values()) == 199


def test_every_province_became_one_of_the_34() -> None:
    successions = facts.province_successions()
    old = {unit.code for unit in facts.provinces() if unit.era == "three-level"}
    new = {unit.code for unit in facts.provinces() if unit.era == "two-level"}
    assert sorted(step.old_code for step in successions) == sorted(old)
    assert {step.new_code for step in successions} == new

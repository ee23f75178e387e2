"""Identifiers in the form of QĐ 20/2020 Điều 4."""

import pytest

from motcua.domain.directory import identifiers


@pytest.mark.parametrize("text", ["H26", "H26.S03", "G15", "H26.Q001.X00004", "H15.50.05.13", "H26." + "A" * 31])
def test_the_legal_form_is_taken(text: str) -> None:
    assert identifiers.checked(text) == text and identifiers.is_identifier(text)


@pytest.mark.parametrize(
    "text", ["", "h26", "Z26", "H2", "H261", "H26.", "H26..S03", ".H26", "H26.Đ1", "H26 S03", "H26." + "A" * 32]
)
def test_other_forms_are_refused(text: str) -> None:
    assert not identifiers.is_identifier(text)
    with pytest.raises(identifiers.NotAnIdentifier):
        identifiers.checked(text)


def test_a_commune_of_a_district_stands_below_it() -> None:
    district = identifiers.of_unit("H26", "district", "001")
    assert district == "H26.Q001"
    assert identifiers.of_unit(district, "commune", "00004") == "H26.Q001.X00004"


def test_a_group_holds_no_dot() -> None:
    with pytest.raises(identifiers.NotAnIdentifier):
        identifiers.below("H26", "S03.X")


def test_paths_start_and_end_with_a_slash() -> None:
    city = identifiers.path_of("", "H26")
    assert city == "/H26/"
    assert identifiers.path_of(city, "H26.S03") == "/H26/H26.S03/"


@pytest.mark.parametrize(
    ("taken", "group"),
    [(set(), "DV01"), ({"DV01"}, "DV02"), ({"DV02"}, "DV01"), ({f"DV{n:02d}" for n in range(1, 100)}, "DV100")],
)
def test_the_next_group_is_the_first_free_one(taken: set[str], group: str) -> None:
    assert identifiers.next_group("DV", taken) == group

"""What a change of competences moves, told from two looks at who decides what."""

from datetime import date

import pytest

from motcua.faces.console.directory_effects import of_competence, of_post
from tests.domain.directory.places import SmallCity

BEFORE = {"1.000001": ("Cấp phép", "Sở A"), "1.000002": ("Gia hạn", "Sở B"), "1.000003": ("Thu hồi", "Sở A")}


@pytest.mark.django_db
def test_only_procedures_that_change_hands_are_listed() -> None:
    after = BEFORE | {"1.000001": ("Cấp phép", "Sở C"), "1.000009": ("Mới", "Sở C")}
    effect = of_competence(BEFORE, after, date(2026, 12, 1))
    assert [tuple(row) for row in effect.rows] == [("1.000001 Cấp phép", "Sở A", "Sở C")]
    assert "01/12/2026" in str(effect.head[2])
    assert [tone for tone, _ in effect.lines] == ["near", "info"]


@pytest.mark.django_db
def test_nothing_that_changes_is_said_in_words() -> None:
    assert [tone for tone, _ in of_competence(BEFORE, BEFORE, date(2026, 12, 1)).lines] == ["near"]


def test_a_post_of_two_roles_says_both(small_city: SmallCity) -> None:
    lines = [str(words) for _, words in of_post(small_city.ba_dinh, ["leader", "specialist"]).lines]
    assert len(lines) == 4 and "Lãnh đạo" in lines[0] and "Chuyên viên" in lines[1]

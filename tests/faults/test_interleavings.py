"""Three officials act on one case at once, again and again: no update and no text is lost (the long run: a command)."""

import pytest

from motcua.casework.services.counter import receive_at_counter
from motcua.domain.cases.models import Case
from motcua.ops.checks import interleavings
from tests.support.town import APPLICANT, build_town, make_official

ROUNDS = 25
BOTH = ["counter_official", "specialist"]


@pytest.fixture
def cast() -> interleavings.Cast:
    town = build_town()
    officials = (
        make_official("Phạm Văn Một", "Chuyên viên", town.commune, BOTH, town.office),
        make_official("Lê Thị Hai", "Chuyên viên", town.commune, BOTH, town.office),
        make_official("Đỗ Văn Ba", "Chủ tịch", town.commune, ["counter_official", "leader"], town.office),
    )

    def new_case() -> Case:
        return receive_at_counter(
            actor=officials[0], version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT, ticks=[]
        )

    return interleavings.Cast(officials, new_case)


@pytest.mark.django_db(transaction=True)
def test_three_officials_on_one_case_lose_nothing(cast: interleavings.Cast) -> None:
    found = interleavings.run(cast, rounds=ROUNDS, seed=11)
    assert found["ok"], str(found)
    assert found["rounds"] == ROUNDS
    assert (found["lost_updates"], found["lost_texts"], found["losers_not_told_who_and_when"]) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_must_not_be_is_counted(cast: interleavings.Cast) -> None:
    case, tally = cast.new_case(), interleavings.Tally()
    tries = [interleavings.Try("A", "forward", "chữ", 302, ""), interleavings.Try("B", "forward", "mất", 409, "")]
    interleavings.compare(case, case, tries, interleavings.entries_of(case.pk), tally)
    assert (tally.lost_updates, tally.lost_texts, tally.untold) == (2, 1, 1)
    assert not tally.as_json()["ok"] and tally.faults

"""Whether a case will be late: not from its first minute for a short promise, always once a step overran its share."""

from datetime import timedelta

import pytest

from motcua.casework.foresight import Foreseen, foreseen
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from tests.casework.test_life import receive
from tests.support.town import build_town, hanoi

MINUTE = timedelta(minutes=1)


def ahead(case: Case, at: str) -> Foreseen:
    with clock.frozen(hanoi(at)):
        found = foreseen(Case.objects.get(pk=case.pk), Task.objects.filter(case=case, closed_at=None))
        assert found
        return found


@pytest.mark.parametrize("at", ["2026-03-09T08:00", "2026-03-09T11:30", "2026-03-09T14:50", "2026-03-09T15:30"])
@pytest.mark.parametrize(
    ("limit", "same_day"),
    [((1, "day"), True), ((1, "working_day"), False), ((4, "hour"), False), ((5, "working_day"), False)],
)
def test_no_promise_is_too_short_for_the_usual_steps(db: None, limit: tuple[int, str], same_day: bool, at: str) -> None:
    town = build_town(limit=limit, same_day=same_day)
    with clock.frozen(hanoi(at)):
        case = receive(town)
    assert not ahead(case, at).late
    with clock.frozen(hanoi(at)):
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
    assert not ahead(case, at).late


def test_a_step_that_eats_the_share_of_those_behind_it_makes_it_late(db: None) -> None:
    """Usual steps of 4, 8 and 4 hours in a day of 8: each has half of that."""
    town = build_town(limit=(1, "day"), same_day=True)
    with clock.frozen(hanoi("2026-03-09T08:00")):
        case = receive(town)
    found = {at: ahead(case, f"2026-03-09T{at}") for at in ("08:00", "09:55", "10:05")}
    assert [one.late for one in found.values()] == [False, False, True]
    assert found["08:00"].needed - found["08:00"].left <= MINUTE
    assert ahead(case, "2026-03-09T18:00").late, "past the due moment"


def test_a_promise_longer_than_the_steps_leaves_their_shares_as_they_are(db: None) -> None:
    town = build_town(limit=(5, "working_day"))
    with clock.frozen(hanoi("2026-03-09T08:00")):
        case = receive(town)
    found = ahead(case, "2026-03-09T08:00")
    assert found.needed == timedelta(hours=16) and found.left > timedelta(hours=40)

"""Somebody leaves: no post ends and no account is locked while it is not said where the work goes."""

from datetime import date
from typing import Any

import pytest

from motcua.base.access.models import Account
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.forward import take_task
from motcua.casework.services.hand_on import HandedOn, hand_on, head_for
from motcua.casework.services.leaving import KEEP, UNIT, Choice, WorkHeld, carry_out_plans, end_post, lock_account
from motcua.casework.tasks import leaving_nightly
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency, Position
from motcua.domain.routing.models import HandOverPlan, Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from tests.casework.test_life import at_specialist
from tests.support.town import Town, hanoi, make_official

TODAY, FRIDAY = date(2026, 3, 10), date(2026, 3, 13)
NOW, LATER = hanoi("2026-03-10T09:00"), hanoi("2026-03-14T00:30")


def key(actor: Actor) -> Any:
    return actor.posts[0].position_id


@pytest.fixture
def heir(town: Town) -> Actor:
    return make_official("Ngô Kế Nhiệm", "Chuyên viên", town.commune, ["specialist"])


@pytest.fixture
def case(town: Town) -> Case:
    """On the specialist's desk, the counter official answers for it."""
    with clock.frozen(hanoi("2026-03-09T09:00")):
        return take_task(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)


def desk(case: Case) -> Any:
    return Task.objects.get(case=case, closed_at=None).assignee_id


def ended(town: Town, who: Actor, last_day: date = TODAY, to: object = "") -> Position:
    with clock.frozen(NOW):
        return end_post(actor=town.administrator, position_id=key(who), last_day=last_day, choice=Choice(str(to)))


@pytest.mark.parametrize("who,told", [("specialist", "còn giữ 1 việc"), ("counter", "đầu mối của 1 hồ sơ")])
@pytest.mark.parametrize("last_day", [TODAY, FRIDAY])
def test_without_a_choice_it_is_refused_with_what_is_held(
    town: Town, case: Case, who: str, told: str, last_day: date
) -> None:
    with pytest.raises(WorkHeld) as refused:
        ended(town, getattr(town, who), last_day)
    assert told in str(refused.value.words.vi)
    with clock.frozen(NOW), pytest.raises(WorkHeld):
        lock_account(actor=town.administrator, person_id=getattr(town, who).person_id, choices={})
    assert Position.objects.get(pk=key(getattr(town, who))).valid.upper is None


def test_who_holds_nothing_just_leaves(town: Town, heir: Actor) -> None:
    assert ended(town, heir).valid_until == TODAY and carry_out_plans() == 0


def test_today_the_work_goes_at_once(town: Town, case: Case, heir: Actor) -> None:
    ended(town, town.specialist, to=key(heir))
    assert desk(case) == key(heir) and not HandOverPlan.objects.exists() and verify_cases().sound


def test_later_it_goes_on_the_day_after_the_last_and_once(town: Town, case: Case, heir: Actor) -> None:
    ended(town, town.specialist, FRIDAY, key(heir))
    with clock.frozen(hanoi("2026-03-13T23:59")):
        assert leaving_nightly(timestamp=0) == 0 and desk(case) == key(town.specialist)
    with clock.frozen(LATER):
        assert (leaving_nightly(timestamp=0), leaving_nightly(timestamp=0)) == (1, 0)
    assert desk(case) == key(heir) and verify_cases().sound


def test_a_successor_who_left_meanwhile_is_passed_over(town: Town, case: Case, heir: Actor) -> None:
    ended(town, town.specialist, FRIDAY, key(heir))
    ended(town, heir, TODAY)
    with clock.frozen(LATER):
        assert carry_out_plans() == 1
    assert desk(case) is None


def test_back_to_the_unit_its_head_answers_for_the_cases(town: Town, case: Case) -> None:
    ended(town, town.specialist, to=UNIT), ended(town, town.counter, to=UNIT)
    case.refresh_from_db()
    assert desk(case) is None and case.thread_officer_id == key(town.leader) and verify_cases().sound


def test_the_head_who_leaves_is_followed_by_the_nearest_above(town: Town) -> None:
    above = make_official("Bùi Trên Cao", "Chủ tịch thành phố", town.city, ["leader"])
    found = head_for(Position.objects.select_related("agency").get(pk=key(town.leader)))
    assert found is not None and found.pk == key(above)


def test_what_was_taken_up_after_the_plan_goes_back_too(town: Town, case: Case) -> None:
    Position.objects.filter(pk=key(town.specialist)).update(valid=(date(2010, 1, 1), FRIDAY))
    with clock.frozen(LATER):
        assert (carry_out_plans(), carry_out_plans()) == (1, 0)
    assert desk(case) is None


@pytest.mark.parametrize("to,kept", [(KEEP, True), (UNIT, False)])
def test_a_lock_may_leave_the_work_for_a_while_or_pass_it_on(town: Town, case: Case, to: str, kept: bool) -> None:
    with clock.frozen(NOW):
        lock_account(
            actor=town.administrator, person_id=town.specialist.person_id or case.pk,
            choices={key(town.specialist): Choice(to)},
        )  # fmt: skip
    assert (desk(case) == key(town.specialist)) is kept
    assert not Account.objects.get(pk=town.specialist.account_id).is_active


@pytest.mark.parametrize("to", [KEEP, "stranger", "self", "x"])
def test_a_choice_that_does_not_fit_is_refused(town: Town, case: Case, to: str) -> None:
    wrong = {"stranger": key(town.stranger), "self": key(town.specialist)}.get(to, to)
    with pytest.raises(Invalid) as refused:
        ended(town, town.specialist, to=wrong)
    assert set(refused.value.fields) == {"successor"}


def test_only_who_manages_the_people_ends_posts(town: Town, case: Case) -> None:
    with clock.frozen(NOW), pytest.raises(NotVisible):
        end_post(actor=town.stranger, position_id=key(town.specialist), last_day=TODAY, choice=Choice(UNIT))


def test_what_moved_to_another_agency_goes_to_somebody_there(town: Town, case: Case) -> None:
    """After a transfer the contact of a case may be a colleague of the agency that has it now; the rest stays."""
    stays = case
    with clock.frozen(hanoi("2026-03-09T10:00")):
        moved = at_specialist(town)
    there = Agency.objects.get(identifier="H26.T2")
    with pytest.raises(Invalid):
        hand_on(actor=town.leader, position_id=key(town.counter), successor_id=key(town.stranger))
    Case.objects.filter(pk=moved.pk).update(receiving_agency=there, receiving_path=there.path)
    told = hand_on(actor=town.leader, position_id=key(town.counter), successor_id=key(town.stranger))
    assert told == HandedOn(1, 0, 0)
    assert Case.objects.get(pk=moved.pk).thread_officer_id == key(town.stranger)
    assert Case.objects.get(pk=stays.pk).thread_officer_id == key(town.counter)

"""Somebody is away: a deputy sees and does what lies on the desk, the owner stays accountable."""

from datetime import date
from typing import Any

import pytest

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services.absence import end_absence, enter_absence
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.forward import forward_case, take_task
from motcua.domain.cases.models import Case
from motcua.domain.directory.actors import actor_for
from motcua.domain.directory.errors import AbsenceOver, AwayAlready
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from tests.support.town import APPLICANT, Town, hanoi, make_official

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def now_acting(actor: Actor) -> Actor:
    found = actor_for(Account.objects.get(pk=actor.account_id))
    assert found
    return found


def post(actor: Actor) -> Any:
    return actor.posts[0].position_id


@pytest.fixture
def colleague(town: Town) -> Actor:
    return make_official("Ngô Thay", "Chuyên viên", town.commune, ["specialist"])


def on_the_desk(town: Town) -> Case:
    """A case the specialist has taken."""
    case = receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1)],
    )  # fmt: skip
    forward_case(actor=town.counter, case_id=case.pk, expected=None)
    return take_task(actor=town.specialist, case_id=case.pk, expected=None)


def listed(actor: Actor) -> list[Any]:
    return [row.case.pk for row in worklist(now_acting(actor), Wanted()).rows]


def test_the_deputy_does_what_lies_on_the_desk_and_the_owner_stays_accountable(town: Town, colleague: Actor) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = on_the_desk(town)
        assert listed(colleague) == []
        enter_absence(
            actor=town.specialist, position_id=post(town.specialist), first_day=MONDAY, last_day=FRIDAY,
            deputy_id=post(colleague), reason="Nghỉ phép",
        )  # fmt: skip
        assert listed(colleague) == [case.pk]
        deputy = now_acting(colleague)
        take_task(actor=deputy, case_id=case.pk, expected=None)
        assert Task.objects.get(case=case, closed_at=None).assignee_id == post(town.specialist)
        forward_case(actor=deputy, case_id=case.pk, expected=None)
        entry = Entry.objects.filter(subject_id=str(case.pk), kind="case.forwarded").latest("number")
        assert entry.authority == "Chuyên viên, thay Chuyên viên Phạm Văn Chuyên (/H26/H26.T1/)"
        closed = Task.objects.get(case=case, outcome="forwarded", role="specialist")
        assert (closed.assignee_id, closed.closed_by_id) == (post(town.specialist), post(colleague))
        assert verify_cases().sound


def test_it_ends_by_itself_or_when_somebody_is_back(town: Town, colleague: Actor) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        absence = enter_absence(
            actor=town.leader, position_id=post(town.specialist), first_day=MONDAY, last_day=FRIDAY,
            deputy_id=post(colleague),
        )  # fmt: skip
    for day, posts in (("2026-11-22", 1), ("2026-11-23", 2), ("2026-11-27", 2), ("2026-11-28", 1)):
        with clock.frozen(hanoi(f"{day}T09:00")):
            assert len(now_acting(colleague).posts) == posts, day
    with clock.frozen(hanoi("2026-11-24T09:00")):
        end_absence(actor=town.specialist, absence_id=absence.pk)
        assert len(now_acting(colleague).posts) == 1
        with pytest.raises(AbsenceOver):
            end_absence(actor=town.specialist, absence_id=absence.pk)


def test_a_deputy_who_falls_ill_is_followed_once_and_no_further(town: Town, colleague: Actor) -> None:
    third = make_official("Bùi Ba", "Chuyên viên", town.commune, ["specialist"])
    fourth = make_official("Đinh Tư", "Chuyên viên", town.commune, ["specialist"])
    with clock.frozen(hanoi("2026-11-23T09:00")):
        for away, deputy in ((town.specialist, colleague), (colleague, third), (third, fourth), (fourth, None)):
            enter_absence(
                actor=away, position_id=post(away), first_day=MONDAY, last_day=FRIDAY,
                deputy_id=post(deputy) if deputy else None,
            )  # fmt: skip
        stands = {
            one.name: {extra.stands_for for extra in now_acting(one).posts if extra.stands_for}
            for one in (colleague, third, fourth, town.specialist)
        }
        assert stands == {
            "Ngô Thay": {post(town.specialist)},
            "Bùi Ba": {post(town.specialist), post(colleague)},
            "Đinh Tư": {post(colleague), post(third)},
            "Phạm Văn Chuyên": set(),
        }


def test_two_who_stand_for_each_other_are_no_circle(town: Town, colleague: Actor) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        common: dict[str, Any] = {"first_day": MONDAY, "last_day": FRIDAY}
        enter_absence(actor=town.specialist, position_id=post(town.specialist), deputy_id=post(colleague), **common)
        with pytest.raises(Invalid) as refused:
            enter_absence(actor=colleague, position_id=post(colleague), deputy_id=post(town.specialist), **common)
        assert "deputy" in refused.value.fields
        with pytest.raises(AwayAlready):
            enter_absence(actor=town.specialist, position_id=post(town.specialist), **common)


def test_being_away_gives_nobody_rights_and_strangers_enter_nothing(town: Town, colleague: Actor) -> None:
    common: dict[str, Any] = {"first_day": MONDAY, "last_day": FRIDAY}
    with clock.frozen(hanoi("2026-11-23T09:00")):
        for deputy in (town.counter, town.stranger, town.specialist, town.leader):
            with pytest.raises(Invalid):
                enter_absence(
                    actor=town.specialist, position_id=post(town.specialist), deputy_id=post(deputy), **common
                )  # fmt: skip
        with pytest.raises(Invalid):
            enter_absence(actor=town.leader, position_id=post(town.leader), deputy_id=post(colleague), **common)
        for stranger in (colleague, town.stranger):
            with pytest.raises(NotVisible):
                enter_absence(actor=stranger, position_id=post(town.specialist), **common)

"""Tasks that come to a desk by the unit's rule; taking back what one sent on."""

from datetime import date
from typing import Any

import pytest

from motcua.casework.queries.sharing import officials_at
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.absence import enter_absence
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.recall import NothingToRecall, recall_case
from motcua.casework.services.rules import drop_rule, set_rule, set_skills
from motcua.casework.services.skills import add_skill
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import AssignmentRule, Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid, NotVisible
from tests.support.town import APPLICANT, Town, hanoi, make_official, make_version

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def post(actor: Actor) -> Any:
    return actor.posts[0].position_id


@pytest.fixture
def colleague(town: Town) -> Actor:
    return make_official("Ngô Hai", "Chuyên viên", town.commune, ["specialist"])


def received(town: Town, version_id: Any = None) -> Case:
    return receive_at_counter(
        actor=town.counter, version_id=version_id or town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1)],
    )  # fmt: skip


def examined(town: Town, minute: int = 0, version_id: Any = None) -> Any:
    """On whose desk a case lies after the counter sent it on."""
    with clock.frozen(hanoi(f"2026-11-23T09:{minute:02}")):
        case = received(town, version_id)
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
    return holder(case)


def holder(case: Case) -> Any:
    return Task.objects.get(case=case, closed_at=None).assignee_id


def rule(town: Town, way: str, **more: Any) -> AssignmentRule:
    return set_rule(actor=town.leader, agency_id=town.commune.pk, role="specialist", way=way, **more)


def test_in_turn_by_load_by_skill_and_by_hand(town: Town, colleague: Actor) -> None:
    assert examined(town) is None
    rule(town, "round")
    assert [examined(town, minute) for minute in (1, 2, 3)] == [post(colleague), post(town.specialist), post(colleague)]
    rule(town, "load")
    assert examined(town, 4) == post(town.specialist)
    add_skill(actor=town.administrator, name="đất đai")
    set_skills(actor=town.leader, position_id=post(colleague), skills=["đất đai"])
    kept = rule(town, "skill", skill="đất đai")
    assert {examined(town, minute) for minute in (5, 6)} == {post(colleague)}
    special = make_version(code="1.000777")
    rule(town, "manual", scope=f"procedure:{special.procedure_id}")
    assert examined(town, 7, special.pk) is None
    drop_rule(actor=town.leader, rule_id=kept.pk)
    assert examined(town, 8) is None
    loads = {one.position.pk: one.open for one in officials_at(town.commune)}
    assert loads[post(colleague)] == 4 and loads[post(town.specialist)] == 2
    assert verify_cases().sound


def test_people_away_are_passed_over(town: Town, colleague: Actor) -> None:
    rule(town, "round")
    with clock.frozen(hanoi("2026-11-23T08:00")):
        enter_absence(actor=colleague, position_id=post(colleague), first_day=MONDAY, last_day=FRIDAY)
    assert {examined(town, minute) for minute in (1, 2)} == {post(town.specialist)}


def test_a_case_comes_back_to_who_had_it(town: Town, colleague: Actor) -> None:
    rule(town, "same")
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = received(town)
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        take_task(actor=colleague, case_id=case.pk, expected=None)
        forward_case(actor=colleague, case_id=case.pk, expected=None)
        return_to_previous(actor=town.leader, case_id=case.pk, expected=None, reason="Thiếu căn cứ")
        assert holder(case) == post(colleague)
        assert verify_cases().sound


def test_what_one_sent_on_is_taken_back_while_nobody_has_begun(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = received(town)
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        with pytest.raises(NothingToRecall):
            recall_case(actor=town.leader, case_id=case.pk, expected=None)
        recall_case(actor=town.counter, case_id=case.pk, expected=None)
        task = Task.objects.get(case=case, closed_at=None)
        assert (task.role, task.assignee_id) == ("counter_official", post(town.counter))
        assert Task.objects.filter(case=case, outcome="recalled").count() == 1
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        take_task(actor=town.specialist, case_id=case.pk, expected=None)
        with pytest.raises(NothingToRecall):
            recall_case(actor=town.counter, case_id=case.pk, expected=None)
        assert verify_cases().sound


def test_only_the_head_of_the_unit_sets_rules_and_says_what_is_wrong(town: Town) -> None:
    with pytest.raises(Denied):
        set_rule(actor=town.specialist, agency_id=town.commune.pk, role="specialist", way="load")
    with pytest.raises(NotVisible):
        set_rule(actor=town.leader, agency_id=town.city.pk, role="specialist", way="load")
    right: dict[str, Any] = {
        "actor": town.leader, "agency_id": town.commune.pk, "role": "specialist", "way": "load",
    }  # fmt: skip
    for wrong, field in (
        ({"way": "dice"}, "way"),
        ({"way": "skill"}, "skill"),
        ({"role": "administrator"}, "role"),
        ({"scope": "procedure:x"}, "scope"),
    ):
        with pytest.raises(Invalid) as refused:
            set_rule(**(right | wrong))
        assert field in refused.value.fields

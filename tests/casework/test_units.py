"""Steps of a unit inside the deciding agency: the case goes to one and stays there; its head is not the agency's."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework import steps
from motcua.casework.clockwork import owner_of
from motcua.casework.queries.actions import actions_for
from motcua.casework.queries.five_clear import likely_of
from motcua.casework.queries.officials import officials_for
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services.assign import assign_case
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.rules import set_rule
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.intervals import Owner
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.directory.models import Agency
from motcua.domain.directory.validity import days
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import AssignmentRule, Task
from motcua.domain.routing.steps import steps_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import ALWAYS, Town, make_agency, make_official

USUAL = lines_of(DEFAULT_STEPS)
ROWS = [
    USUAL[0],
    Line("Phân công", "Assignment", "unit", "leader", Decimal(2), key="allot"),
    Line("Thẩm định", "Examination", "unit", "specialist", Decimal(8), key="examine"),
    Line("Trình ký", "Review", "unit", "leader", Decimal(2), key="review"),
    USUAL[2],
    USUAL[3],
]


@dataclass(frozen=True)
class Units:
    """Two units of the commune, each with its head and one specialist; `deep` is a unit of the first one."""

    land: Agency
    culture: Agency
    deep: Agency
    land_head: Actor
    land_specialist: Actor
    culture_head: Actor
    culture_specialist: Actor


@pytest.fixture
def units(town: Town, monkeypatch: pytest.MonkeyPatch) -> Units:
    walks(monkeypatch, ROWS)
    land = make_agency("H26.T1.A", "Phòng Kinh tế", "unit", town.commune)
    culture = make_agency("H26.T1.B", "Phòng Văn hóa", "unit", town.commune)
    return Units(
        land,
        culture,
        make_agency("H26.T1.A.1", "Tổ Địa chính", "unit", land),
        make_official("Trưởng Kinh Tế", "Trưởng phòng", land, ["leader"]),
        make_official("Chuyên Kinh Tế", "Chuyên viên", land, ["specialist"]),
        make_official("Trưởng Văn Hóa", "Trưởng phòng", culture, ["leader"]),
        make_official("Chuyên Văn Hóa", "Chuyên viên", culture, ["specialist"]),
    )


def walks(monkeypatch: pytest.MonkeyPatch, rows: list[Line]) -> None:
    process = process_of(rows, Words("Thử", "Trial"))
    monkeypatch.setattr(steps, "graph_filed_on", lambda version, day: process)
    monkeypatch.setattr(steps, "process_filed_on", lambda version, day: steps_of(process))


def post(actor: Actor) -> Any:
    return actor.posts[0].position_id


def sent_on(actor: Actor, case: Case) -> Case:
    return forward_case(actor=actor, case_id=case.pk, expected=None)


def assign(actor: Actor, case: Case, whom: Actor) -> Case:
    return assign_case(actor=actor, case_id=case.pk, expected=None, position_id=post(whom))


def now_at(case: Case) -> tuple[str, Agency]:
    task = Task.objects.select_related("agency").get(case=case, closed_at=None)
    return task.step, task.agency


def refused(actor: Actor, case: Case) -> None:
    with pytest.raises((NotYourStep, CaseNotFound)):
        sent_on(actor, case)


def test_the_head_gives_a_case_to_a_unit_and_it_stays_there(town: Town, units: Units) -> None:
    case = sent_on(town.counter, receive(town))
    assert now_at(case) == ("allot", town.commune), "no unit is known yet"
    refused(units.land_head, case)
    assign(town.leader, case, units.land_head)
    assert now_at(case) == ("allot", units.land)
    assert [row.case.pk for row in worklist(units.land_head, Wanted(tab="unit")).rows] == [case.pk]
    for stranger in (units.culture_head, units.land_specialist, town.specialist):
        refused(stranger, case)
    sent_on(units.land_head, case)
    assert now_at(case) == ("examine", units.land)
    refused(units.culture_specialist, case)
    take_task(actor=units.land_specialist, case_id=case.pk, expected=None)
    sent_on(units.land_specialist, case)
    assert now_at(case) == ("review", units.land)
    return_to_previous(actor=units.land_head, case_id=case.pk, expected=None, reason="Thiếu căn cứ.")
    assert now_at(case) == ("examine", units.land)
    sent_on(units.land_specialist, case)
    sent_on(units.land_head, case)
    assert now_at(case) == ("approval", town.commune)
    whom: dict[str, Any] = {"case_id": case.pk, "expected": None, "outcome": "granted", "text": "Cấp."}
    with pytest.raises((Denied, NotYourStep, CaseNotFound)):
        decide_case(actor=units.land_head, **whom)
    decide_case(actor=town.leader, **whom)
    assert verify_cases().sound


def test_what_is_to_come_and_whose_time_it_is_name_the_unit(town: Town, units: Units) -> None:
    case = sent_on(town.counter, receive(town))
    assign(town.leader, case, units.land_head)
    coming = [step for step in steps.process_of(case) if step.key in ("examine", "review", "approval")]
    likely = likely_of(case, coming)
    assert [likely[key].place for key in ("examine", "review")] == ["Phòng Kinh tế"] * 2
    assert "Chuyên Kinh Tế" in likely["examine"].person and "Trưởng Kinh Tế" in likely["review"].person
    assert likely["approval"].place == town.commune.label
    task = Task.objects.select_related("agency").get(case=case, closed_at=None)
    assert owner_of(case, task) is Owner.UNIT


def test_work_goes_to_another_unit_by_who_heads_both(town: Town, units: Units) -> None:
    case = sent_on(town.counter, receive(town))
    assign(town.leader, case, units.land_head)
    sent_on(units.land_head, case)
    with pytest.raises(Invalid):
        assign(units.land_head, case, units.culture_specialist)
    assign(town.leader, case, units.culture_specialist)
    assert now_at(case) == ("examine", units.culture)
    told = Entry.objects.filter(subject_id=str(case.pk), kind="case.task_assigned").latest("number")
    assert told.facts["agency_id"] == str(units.culture.pk)
    refused(units.land_specialist, case)
    sent_on(units.culture_specialist, case)
    assert now_at(case) == ("review", units.culture)
    assert verify_cases().sound


def test_who_may_be_chosen_depends_on_what_one_heads(town: Town, units: Units) -> None:
    case = sent_on(town.counter, receive(town))
    task = Task.objects.select_related("case").get(case=case, closed_at=None)
    city_unit = make_agency("H26.P", "Phòng của thành phố", "unit", town.city)
    make_official("Trưởng Thành Phố", "Trưởng phòng", city_unit, ["leader"])

    def offered(actor: Actor) -> set[str]:
        return {one.person.full_name for one in officials_for([task], actor.paths("case.assign"))}

    assert offered(town.leader) == {"Đỗ Thị Lãnh Đạo", "Trưởng Kinh Tế", "Trưởng Văn Hóa"}
    assign(town.leader, case, units.land_head)
    task = Task.objects.select_related("case").get(case=case, closed_at=None)
    assert offered(units.land_head) == {"Trưởng Kinh Tế"}
    assert "assign" in {one.name for one in actions_for(units.land_head, case, task)}


def test_a_rule_of_the_agency_gives_cases_to_a_unit(town: Town, units: Units, monkeypatch: pytest.MonkeyPatch) -> None:
    scope = f"field:{town.version.field_id}"
    facts: dict[str, Any] = {"actor": town.leader, "agency_id": town.commune.pk, "way": "unit"}
    for wrong in ({"role": "specialist"}, {"role": "leader", "unit_id": units.land.pk},
                  {"role": "specialist", "unit_id": town.city.pk}):  # fmt: skip
        with pytest.raises(Invalid):
            set_rule(**facts, **wrong)
    set_rule(**facts, role="specialist", unit_id=units.culture.pk)
    set_rule(**facts, role="specialist", unit_id=units.land.pk, scope=scope)
    set_rule(actor=units.land_head, agency_id=units.land.pk, role="specialist", way="load")
    case = sent_on(town.counter, receive(town))
    assert now_at(case) == ("allot", units.land), "the narrowest rule holds"
    sent_on(units.land_head, case)
    assert Task.objects.get(case=case, closed_at=None).assignee_id == post(units.land_specialist)
    walks(monkeypatch, USUAL)
    case = sent_on(town.counter, receive(town))
    assert now_at(case) == ("examination", units.land), "specialists' work goes there in every process"
    assert Task.objects.get(case=case, closed_at=None).assignee_id == post(units.land_specialist)
    Agency.objects.filter(pk=units.deep.pk).delete()
    AssignmentRule.objects.filter(agency=units.land).delete()
    Agency.objects.filter(pk=units.land.pk).update(valid=days(ALWAYS.lower, case.submitted_at.date()))
    case = sent_on(town.counter, receive(town))
    assert verify_cases().sound


def test_who_did_a_step_in_a_unit_does_the_next_one_there(
    town: Town, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Line("Sửa", "Mend", "unit", "specialist", Decimal(2), key="mend", same_as="examine")
    between = Line("Ý kiến", "Opinion", "unit", "specialist", Decimal(2), key="opinion")
    walks(monkeypatch, [USUAL[0], ROWS[2], between, again, USUAL[2], USUAL[3]])
    case = sent_on(town.counter, receive(town))
    assign(town.leader, case, units.land_specialist)
    sent_on(units.land_specialist, case)
    assign(town.leader, case, units.culture_specialist)
    sent_on(units.culture_specialist, case)
    assert now_at(case) == ("mend", units.land)
    assert Task.objects.get(case=case, closed_at=None).assignee_id == post(units.land_specialist)
    assert verify_cases().sound

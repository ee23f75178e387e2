"""Cases whose process has branches, choices, timers and steps at other agencies; ledger and rows tell the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from motcua.base.ledger.models import Entry
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.decide import decide_case
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.recall import NothingToRecall, recall_case
from motcua.casework.services.recount import recount_due
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.casework.services.timers import fire_timers
from motcua.casework.steps import standing
from motcua.domain.cases.errors import CaseNotFound, NotYourStep, ResultNotReady
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.directory.models import Position
from motcua.domain.processes.graph.definition import Flow, Kind, Node, Performer, Process, Relation
from motcua.domain.processes.graph.faults import ReturnRefused
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.state import from_json
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_agency, make_official

DAY_BEFORE, DAY = hanoi("2026-03-09T09:00"), hanoi("2026-03-10T09:00")
USUAL = lines_of(DEFAULT_STEPS)
NAME = Words("Thử", "Trial")
OTHER = "H26.S1"


def middle(name: str, parallel: str = "", **facts: Any) -> Line:
    unit, role = facts.pop("unit", "specialist_unit"), facts.pop("role", "specialist")
    return Line(name, name, unit, role, Decimal(8), parallel=parallel, **facts)


SIDE_BY_SIDE = process_of(
    [
        USUAL[0],
        middle("examine"),
        middle("site", "A.1"),
        middle("report", "A.1"),
        middle("opinion", "A.2", unit="named", agency=OTHER),
        *USUAL[2:],
    ],
    NAME,
)


@pytest.fixture
def department(town: Town) -> Actor:
    """A specialist of a department the city has besides."""
    agency = make_agency(OTHER, "Sở Xây dựng", "department", town.city)
    return make_official("Ngô Văn Sở", "Chuyên viên Sở", agency, ["specialist"])


@pytest.fixture
def follow(town: Town, department: Actor) -> Iterator[Any]:
    """Publishes a process for the city and goes to the day it holds from; returns a case received then."""
    frozen = clock.frozen(DAY)

    def following(graph: Process) -> Case:
        with clock.frozen(DAY_BEFORE):
            publish_graph(
                actor=town.administrator, scope=city_scope(), graph=graph, valid_from=date(2026, 3, 10), expected=0
            )
        frozen.__enter__()
        return receive(town)

    yield following
    if Case.objects.exists():
        sound = verify_cases()
        frozen.__exit__(None, None, None)
        assert sound.sound, sound.first


def forward(actor: Actor, case: Case, **more: Any) -> Case:
    return forward_case(actor=actor, case_id=case.pk, expected=None, **more)


def open_at(case: Case) -> list[str]:
    return sorted(Task.objects.filter(case=case, closed_at=None).values_list("step", flat=True))


def last(case: Case) -> str:
    return str(Entry.objects.filter(subject_id=str(case.pk)).latest("number").kind)


def split(town: Town, follow: Any) -> Case:
    case = follow(SIDE_BY_SIDE)
    forward(town.counter, case)
    return forward(town.specialist, case)


def test_branches_run_side_by_side_and_meet_again(town: Town, department: Actor, follow: Any) -> None:
    case = split(town, follow)
    assert open_at(case) == ["opinion", "site"]
    with pytest.raises(CaseNotFound):
        case_page(town.stranger, case.pk)
    page = case_page(department, case.pk)
    assert page.task and page.task.step == "opinion" and [a.name for a in page.actions][:1] == ["forward"]
    assert [row.case.pk for row in worklist(department, Wanted()).rows] == [case.pk]
    assert "site" in str(worklist(department, Wanted()).rows[0].step)
    forward(department, case)
    assert open_at(case) == ["site"] and last(case) == "case.branch_done"
    with pytest.raises(NotYourStep):
        forward(department, case)
    forward(town.specialist, case)
    forward(town.specialist, case)
    assert open_at(case) == ["approval"] and last(case) == "case.forwarded"
    decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp.")
    hand_over_result(actor=town.counter, case_id=case.pk, expected=None, receiver="Dân", identity_shown="Thẻ")
    case.refresh_from_db()
    assert open_at(case) == [] and from_json(case.process_state).over == "ended"
    assert case_page(department, case.pk).task is None, "who did a step may still read the case"


def test_a_return_in_a_branch_stays_there_and_one_past_the_split_cuts_the_others(
    town: Town, department: Actor, follow: Any
) -> None:
    case = split(town, follow)
    back = {"actor": town.specialist, "case_id": case.pk, "expected": None, "reason": "Đo lại."}
    forward(town.specialist, case)
    return_to_previous(**back)
    assert open_at(case) == ["opinion", "site"]
    take_task(actor=department, case_id=case.pk, expected=None)
    with pytest.raises(ReturnRefused):
        return_to_previous(**back, to="opinion")
    return_to_previous(**back)
    assert open_at(case) == ["examine"]
    cut = Task.objects.get(case=case, step="opinion")
    assert (cut.outcome, cut.closed_by, cut.note) == ("cut_off", None, "")
    forward(town.specialist, case)
    assert open_at(case) == ["opinion", "site"], "all branches anew"


def test_acts_on_the_whole_case_concern_every_open_step(town: Town, department: Actor, follow: Any) -> None:
    case = split(town, follow)
    whom = {"case_id": case.pk, "expected": None}
    request_duty(actor=department, **whom, reason="Lệ phí", amount_vnd=1000)
    settle_duty(actor=department, **whom, evidence="Biên lai 1")
    request_supplement(actor=town.specialist, **whom, reason="Thiếu.", items=[MissingItem("Bản vẽ")])
    with clock.frozen(DAY + timedelta(days=5)):
        answer_supplement(actor=town.counter, **whom)
        dues = set(Task.objects.filter(case=case, closed_at=None).values_list("due_at", flat=True))
        assert len(dues) == 1 and min(dues) > DAY + timedelta(days=5)
        assign_case(
            actor=town.leader, **whom, position_id=town.specialist.posts[0].position_id,
            task_id=Task.objects.get(case=case, step="site", closed_at=None).pk,
        )  # fmt: skip
        take_task(actor=department, **whom)
        assert Task.objects.filter(case=case, closed_at=None, assignee__isnull=False).count() == 2
        release_task(actor=department, **whom)
        assert Task.objects.get(case=case, closed_at=None, assignee__isnull=False).step == "site"
        Case.objects.filter(pk=case.pk).update(due_at=DAY + timedelta(days=1))
        Entry.objects.filter(pk=None)
    assert verify_cases().different == 1, "only the planted due moment"
    with clock.frozen(DAY + timedelta(days=5)):
        recount_due()
        stop_case(actor=town.leader, **whom, reason="Trùng hồ sơ.")
    assert open_at(case) == []
    assert set(Task.objects.filter(case=case, closed_at__gt=DAY).values_list("outcome", flat=True)) == {"stopped"}


def test_the_named_step_is_done_where_one_official_has_two(town: Town, follow: Any) -> None:
    case = follow(process_of([USUAL[0], middle("one", "A"), middle("two", "A"), *USUAL[2:]], NAME))
    forward(town.counter, case)
    two = Task.objects.get(case=case, step="two")
    take_task(actor=town.specialist, case_id=case.pk, expected=None, task_id=two.pk)
    page = case_page(town.specialist, case.pk)
    assert page.task == two, "what one has taken comes first"
    assert case_page(town.specialist, case.pk, Task.objects.get(case=case, step="one").pk).task != two
    forward(town.specialist, case, task_id=two.pk)
    assert open_at(case) == ["one"]
    with pytest.raises(NotYourStep):
        forward(town.specialist, case, task_id=two.pk)
    withdraw_case(actor=town.counter, case_id=case.pk, expected=None, reason="Người nộp xin rút.")


def chosen() -> Process:
    """Examination says how hard it is; hard cases go round by an extra check. After the decision it is sealed."""
    told = process_of(USUAL, NAME)
    schema = {
        "type": "object",
        "properties": {"hard": {"type": "boolean"}, "area": {"type": "number", "minimum": 0}},
        "required": ["hard"],
    }
    nodes = [replace(one, fields=schema) if one.key == "examination" else one for one in told.nodes]
    clerk = Performer(Relation.SPECIALIST, "specialist")
    nodes[3:3] = [
        Node("how", Kind.CHOICE, Words("Khó?", "Hard?")),
        Node("extra", Kind.STEP, Words("Kiểm tra thêm", "Extra check"), clerk, minutes=480),
    ]
    nodes.insert(6, Node("seal", Kind.STEP, Words("Đóng dấu", "Seal"), clerk, minutes=60))
    ways = ["_start>reception", "reception>examination", "examination>how", "extra>approval", "approval>seal"]
    ways += ["seal>return", "return>_end"]
    flows = [Flow(f"w{n}", *way.split(">")) for n, way in enumerate(ways)]
    flows += [
        Flow("hard", "how", "extra", condition={"or": [{"var": "hard"}, {">": [{"var": "area"}, 500]}]}),
        Flow("plain", "how", "approval", otherwise=True),
    ]
    return Process(NAME, tuple(nodes), tuple(flows))


@pytest.mark.parametrize(
    ("data", "step"),
    [({"hard": True}, "extra"), ({"hard": False, "area": 700}, "extra"), ({"hard": False, "area": 20}, "approval")],
)
def test_a_choice_goes_by_what_a_step_filled_in(town: Town, follow: Any, data: Any, step: str) -> None:
    case = follow(chosen())
    forward(town.counter, case)
    for wrong, field in (({}, "hard"), ({"hard": "maybe"}, "hard"), ({"hard": True, "colour": 1}, "colour"),
                         ({"hard": True, "area": -1}, "area")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            forward(town.specialist, case, data=wrong)
        assert list(refused.value.fields) == [field]
    done = forward(town.specialist, case, data=data)
    assert open_at(case) == [step] and done.data == data


def test_between_decision_and_handing_over_the_case_goes_on(town: Town, follow: Any) -> None:
    case = follow(chosen())
    whom = {"case_id": case.pk, "expected": None}
    forward(town.counter, case)
    forward(town.specialist, case, data={"hard": False})
    with pytest.raises(MoveRefused):
        forward(town.leader, case)
    decide_case(actor=town.leader, **whom, outcome="granted", text="Cấp.")
    assert open_at(case) == ["seal"]
    person = {"receiver": "Dân", "identity_shown": "Thẻ"}
    assert "hand_over" not in [one.name for one in case_page(town.counter, case.pk).actions]
    with pytest.raises(ResultNotReady):
        hand_over_result(actor=town.counter, **whom, **person)
    forward(town.specialist, case)
    assert open_at(case) == ["return"] and Case.objects.get(pk=case.pk).state == "decided"
    hand_over_result(actor=town.counter, **whom, **person)


def test_a_timer_lets_the_case_go_on_by_itself(town: Town, follow: Any) -> None:
    told = process_of(USUAL, NAME)
    posting = Node("posting", Kind.TIMER, Words("Niêm yết", "Posting"), minutes=5 * 480)
    flows = [replace(one, target="posting") if one.source == "reception" else one for one in told.flows]
    case = follow(
        Process(NAME, (*told.nodes[:2], posting, *told.nodes[2:]), (*flows, Flow("on", "posting", "examination")))
    )
    forward(town.counter, case)
    page = case_page(town.specialist, case.pk)
    assert open_at(case) == ["posting"] and fire_timers() == 0
    assert not {one.name for one in page.actions} & {"forward", "take", "assign", "send_back"}
    with pytest.raises(NotYourStep):
        forward(town.specialist, case)
    with clock.frozen(DAY + timedelta(days=8)):
        assert fire_timers() == 1 and fire_timers() == 0
        assert open_at(case) == ["examination"] and last(case) == "case.timer_fired"
        forward(town.specialist, case)


def test_the_same_person_and_the_thread_officer_get_their_steps_on_the_desk(town: Town, follow: Any) -> None:
    rows = [USUAL[0], middle("one"), middle("two", same_as="one"), USUAL[2], replace(USUAL[3], thread=True)]
    case = follow(process_of(rows, NAME))
    forward(town.counter, case)
    forward(town.leader, case)
    assert Task.objects.get(case=case, step="two").assignee_id == town.leader.posts[0].position_id
    forward(town.leader, case)
    decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp.")
    assert Task.objects.get(case=case, step="return").assignee_id == case.thread_officer_id


@pytest.mark.parametrize("change", [{"valid": DateRange(date(2010, 1, 1), date(2026, 3, 1))}, {"roles": ["archivist"]}])
def test_a_step_of_the_same_person_lies_on_nobodys_desk_once_the_post_is_gone(
    town: Town, follow: Any, change: dict[str, Any]
) -> None:
    case = follow(
        process_of([USUAL[0], middle("one"), middle("between"), middle("two", same_as="one"), *USUAL[2:]], NAME)
    )
    forward(town.counter, case)
    forward(town.specialist, case)
    Position.objects.filter(pk=town.specialist.posts[0].position_id).update(**change)
    forward(town.leader, case)
    assert Task.objects.get(case=case, step="two").assignee_id is None


def test_a_case_older_than_tokens_goes_on_where_it_stands(town: Town) -> None:
    case = receive(town)
    forward(town.counter, case)
    Task.objects.filter(case=case).update(token=0)
    Case.objects.filter(pk=case.pk).update(process_state={})
    case.refresh_from_db()
    (task,) = Task.objects.filter(case=case, closed_at=None)
    assert [token.node for token in standing(case, [task]).tokens] == ["examination"]
    return_to_previous(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu bản vẽ.")
    forward(town.counter, case)
    forward(town.specialist, case)
    assert open_at(case) == ["approval"]


def test_branches_cost_few_statements_more(town: Town, follow: Any) -> None:
    case = split(town, follow)
    forward(town.specialist, case)
    with CaptureQueriesContext(connection) as asked:
        forward(town.specialist, case)
    assert len(asked) <= 12, [one["sql"][:60] for one in asked]


def recall(actor: Actor, case: Case) -> Case:
    return recall_case(actor=actor, case_id=case.pk, expected=None)


def test_a_split_is_taken_back_whole_until_somebody_takes_a_branch(town: Town, department: Actor, follow: Any) -> None:
    case = split(town, follow)
    recall(town.specialist, case)
    assert open_at(case) == ["examine"] and last(case) == "case.recalled"
    forward(town.specialist, case)
    take_task(actor=department, case_id=case.pk, expected=None)
    with pytest.raises(NothingToRecall):
        recall(town.specialist, case)


def test_within_a_branch_others_going_on_do_not_stop_it(town: Town, department: Actor, follow: Any) -> None:
    case = split(town, follow)
    forward(town.specialist, case)
    assert open_at(case) == ["opinion", "report"]
    take_task(actor=department, case_id=case.pk, expected=None)
    recall(town.specialist, case)
    assert open_at(case) == ["opinion", "site"]
    forward(town.specialist, case)
    take_task(actor=town.specialist, case_id=case.pk, expected=None)
    with pytest.raises(NothingToRecall):
        recall(town.specialist, case)

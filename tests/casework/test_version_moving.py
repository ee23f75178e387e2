"""A decision moves open cases to the version and process in force: papers, promise, steps, who, when, two at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.base.ledger.delivery import deliver_all
from motcua.base.ledger.kinds import sentence
from motcua.base.ledger.models import Entry
from motcua.base.messages.inbox import inbox
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.verdicts import verdicts
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.apologise import apologise
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.move_to_version import move_to_version
from motcua.casework.version_moving import Wish, plan_for
from motcua.domain.cases.errors import CaseChanged, CaseNotFound, NothingToMove, NoVersionToMoveTo, OthersStillAsked
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused, State
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.catalogue.services.versions import publish
from motcua.domain.directory.models import Agency
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import at_leader, at_specialist, receive
from tests.casework.test_messages import received
from tests.casework.test_verification import every_way
from tests.casework.test_version_impact import STEPS, next_draft
from tests.support.town import Town, build_town, hanoi, make_agency, make_official

MONDAY = hanoi("2026-11-23T09:00")
WISH = Wish("Quyết định 12/QĐ-UBND")
PAPERS = (("Tờ khai theo mẫu", "paper", "TK-2"), ("Giấy xác nhận mới", "paper", ""))
USUAL = lines_of(DEFAULT_STEPS)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(request: pytest.FixtureRequest) -> Iterator[None]:
    with ExitStack() as until:
        until.enter_context(clock.frozen(MONDAY))
        yield
        if "town" in request.fixturenames:
            verified = verify_cases()
            assert not verified.different, verified.first


def published(town: Town, **text: Any) -> ProcedureVersion:
    """The next version, in force from today on."""
    draft = next_draft(town.version, **text)
    return publish(actor=town.administrator, version_id=draft.pk, effective_from=clock.today())


@contextmanager
def next_day(town: Town, *lines: Line) -> Iterator[None]:
    """Another process of the city, and the day from which it holds."""
    day = clock.today() + timedelta(1)
    graph = process_of(lines, Words("Mới", "New"))
    publish_graph(actor=town.administrator, scope=city_scope(), graph=graph, valid_from=day, expected=0)
    with clock.frozen(MONDAY + timedelta(1)):
        yield


def moved(town: Town, case: Case, wish: Wish = WISH, actor: Actor | None = None) -> Case:
    return move_to_version(actor=actor or town.leader, case_id=case.pk, expected=None, wish=wish)


def at(case: Case) -> list[str]:
    return sorted(Task.objects.filter(case=case, closed_at=None).values_list("step", flat=True))


def last(case: Case) -> Entry:
    return Entry.objects.filter(subject_id=str(case.pk)).latest("number")


def finish(town: Town, case: Case) -> None:
    """By the ordinary acts to the decision."""
    for _ in range(6):
        page = case_page(town.leader, case.pk)
        if any(action.name == "decide" for action in page.actions):
            decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp.")
            return
        forward_case(actor=town.counter if page.task and page.task.role == "counter_official" else town.leader,
                     case_id=case.pk, expected=None)  # fmt: skip
    raise AssertionError(at(case))


def test_of_all_states_accepted_and_processing_move_and_every_other_is_refused_unchanged(town: Town) -> None:
    decided = at_leader(town)
    decide_case(actor=town.leader, case_id=decided.pk, expected=None, outcome="granted", text="Cấp.")
    cases = [*every_way(town), decided]
    new = published(town)
    seen = set()
    for case in cases:
        case.refresh_from_db()
        seen.add(case.legal_state)
        before = (case.version, last(case).number)
        if case.legal_state in (State.ACCEPTED, State.PROCESSING):
            after = moved(town, case)
            assert after.procedure_version_id == new.pk and after.state == case.state
            assert after.version == case.version + 1
            continue
        with pytest.raises(MoveRefused if case.submitted_at else CaseNotFound):
            moved(town, case)
        if case.submitted_at is None:
            with pytest.raises(MoveRefused):
                moved(town, case, actor=town.administrator)
        case.refresh_from_db()
        assert (case.version, last(case).number) == before
    assert seen == set(State) - {State.RETURNED}


def test_only_the_deciding_leader_or_the_citys_keeper_of_the_catalogue(town: Town) -> None:
    case = at_specialist(town)
    published(town, days=9)
    old = Case.objects.get(pk=case.pk)
    next_door = Agency.objects.get(identifier="H26.T2")
    elsewhere = make_official("Chủ tịch khác", "Chủ tịch", next_door, ["leader"])
    below = make_official("Quản trị phường", "Quản trị", town.commune, ["administrator"])
    for actor, fault in (
        (town.counter, Denied), (town.specialist, Denied), (town.citizen, CaseNotFound), (elsewhere, CaseNotFound),
        (below, CaseNotFound),
    ):  # fmt: skip
        with pytest.raises(fault):
            moved(town, old, actor=actor)
    case.refresh_from_db()
    assert case.version == old.version


def test_nothing_more_is_asked_and_nothing_gets_later_unless_the_decision_says_so(town: Town) -> None:
    plain, asked = at_specialist(town), at_specialist(town)
    was = plain.due_at
    published(town, days=9, papers=PAPERS)
    plain = moved(town, plain)
    lines = {line.name: line.required for line in plain.papers.all()}
    assert lines == {"Tờ khai theo mẫu": True, "Giấy tờ tùy thân": False}
    assert (plain.due_at, plain.limit_value) == (was, Decimal(5)), "the better promise is kept"
    words = sentence(last(plain))
    assert "phiên bản 2" in words.vi and "Thẩm định hồ sơ" in words.vi and "cần thêm" not in words.vi
    assert "muộn hơn" not in words.vi
    asked = moved(town, asked, replace(WISH, promise="new", ask_new=True))
    assert {line.name for line in asked.papers.filter(required=True)} == {"Tờ khai theo mẫu", "Giấy xác nhận mới"}
    assert asked.papers.get(name="Tờ khai theo mẫu").originals == 1, "what was handed in stays"
    assert asked.limit_value == 9 and asked.due_at and was and asked.due_at > was
    words = sentence(last(asked))
    assert "cần thêm: Giấy xác nhận mới" in words.vi and ", muộn hơn trước" in words.vi and "later" in words.en


def test_a_shorter_time_of_the_new_version_is_the_citizens(town: Town) -> None:
    sooner, stays, excused = at_specialist(town), at_specialist(town), at_specialist(town)
    day = date(2026, 12, 10)
    apologise(actor=town.leader, case_id=excused.pk, expected=None, new_day=day, reason="Cần xác minh thêm.")
    was = sooner.due_at
    published(town, days=3)
    sooner = moved(town, sooner)
    assert was and sooner.due_at and sooner.due_at < was and sooner.limit_value == 3
    open_task = Task.objects.get(case=sooner, closed_at=None)
    assert open_task.due_at == sooner.due_at, "the open step goes along"
    assert moved(town, stays, replace(WISH, promise="old")).due_at == was
    excused = moved(town, excused)
    assert excused.due_at and clock.local(excused.due_at).date() == day, "a date given in an apology stands"
    assert excused.first_due_at


def test_a_version_without_a_clear_time_keeps_the_old_promise(town: Town) -> None:
    case = at_specialist(town)
    published(town, days=None)
    with pytest.raises(Invalid) as refused:
        moved(town, case, replace(WISH, promise="new"))
    assert list(refused.value.fields) == ["promise"]
    assert moved(town, case).due_at == case.due_at


def test_while_another_agency_is_asked_no_case_moves_and_the_preview_of_many_says_so(town: Town) -> None:
    case, other = at_specialist(town), make_agency("H26.S09", "Sở Xây dựng", "department", town.city)
    asked = [AskedAgency(other.pk, 8 * 60)]
    ask_agencies(
        actor=town.specialist, case_id=case.pk, expected=None, kind="question", text="Có vướng gì?", agencies=asked
    )
    published(town)
    case.refresh_from_db()
    with pytest.raises(OthersStillAsked):
        move_to_version(actor=town.leader, case_id=case.pk, expected=None, wish=WISH)
    order = Order("move_version", text=WISH.decision)
    (told,) = verdicts(town.leader, order, [(case, case.version)])
    assert isinstance(told.fault, OthersStillAsked)


def test_what_is_wrong_is_named_and_nothing_changes(town: Town) -> None:
    case = at_specialist(town)
    with pytest.raises(NothingToMove):
        moved(town, case)
    published(town)
    with pytest.raises(Invalid) as refused:
        moved(town, case, Wish("  ", promise="best", otherwise="anywhere"))
    assert set(refused.value.fields) == {"decision", "promise", "otherwise"}
    with pytest.raises(NoVersionToMoveTo):
        moved(town, case, replace(WISH, version_id=town.version.pk))
    with pytest.raises(CaseChanged):
        move_to_version(actor=town.leader, case_id=case.pk, expected=case.version + 1, wish=WISH)
    case.refresh_from_db()
    assert case.procedure_version_id == town.version.pk


def test_a_step_the_new_process_knows_stays_in_the_same_hands(town: Town) -> None:
    case = take_task(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    task = open_tasks_of(case)[0]
    check = Line("Kiểm tra chéo", "Cross-check", "specialist_unit", "specialist", Decimal(2), key="cross")
    with next_day(town, USUAL[0], USUAL[1], check, *USUAL[2:]):
        after = moved(town, case)
        assert after.process_day == clock.today() and after.procedure_version_id == town.version.pk
        same = open_tasks_of(after)[0]
        assert (same.pk, same.assignee_id, same.due_at) == (task.pk, task.assignee_id, task.due_at)
        assert last(after).kind == "case.process_moved" and "quy trình mới" in sentence(last(after)).vi
        forward_case(actor=town.specialist, case_id=after.pk, expected=None)
        assert at(after) == ["cross"]
        with pytest.raises(NothingToMove):
            moved(town, after)
        finish(town, after)


@pytest.mark.parametrize(("otherwise", "step"), [("examination", "look"), ("reception", "reception")])
def test_a_step_that_is_gone_becomes_examination_or_reception_as_decided(town: Town, otherwise: str, step: str) -> None:
    early, late = receive(town), at_specialist(town)
    published(town, steps=STEPS)
    wish = replace(WISH, otherwise=otherwise)
    assert plan_for(late, open_tasks_of(late), wish).standing.lost == ("examination",)
    late, early = moved(town, late, wish), moved(town, early, wish)
    assert at(late) == [step] and at(early) == ["reception"]
    assert Task.objects.get(case=late, step="examination").outcome == "moved"
    assert case_page(town.leader, late.pk).timeline
    finish(town, late)
    finish(town, early)


def test_the_same_step_of_another_role_begins_anew(town: Town) -> None:
    case = take_task(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    with next_day(town, USUAL[0], replace(USUAL[1], role="leader", hours=Decimal(8)), *USUAL[2:]):
        after = moved(town, case)
        task = open_tasks_of(after)[0]
        assert (task.step, task.role, task.assignee_id) == ("examination", "leader", None)
        finish(town, after)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_one_case_at_once_one_does_and_the_citizen_hears_once() -> None:
    town = build_town()
    received(town)
    case = forward_case(actor=town.counter, case_id=Case.objects.get().pk, expected=None)
    new = published(town)
    start = Barrier(2)

    def act(actor: Actor) -> str:
        try:
            with clock.frozen(MONDAY):
                start.wait()
                moved(town, case, actor=actor)
            return "done"
        except NothingToMove:
            return "nothing"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(act, [town.leader, town.administrator]))
    assert results == ["done", "nothing"]
    assert Entry.objects.filter(subject_id=str(case.pk), kind="case.version_moved").count() == 1
    assert Case.objects.get(pk=case.pk).procedure_version_id == new.pk
    assert not verify_cases().different
    deliver_all()
    assert town.citizen.account_id
    letters = [letter.subject for letter in inbox(town.citizen.account_id)]
    assert sum("chuyển sang phiên bản mới" in subject for subject in letters) == 1, letters

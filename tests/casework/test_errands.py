"""What automatic steps do, by the worker: once each, again after a fault, never twice, with an entry; or no more."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.ledger.models import Entry
from motcua.base.messages.models import Message
from motcua.base.messages.subscriptions import queue_messages
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services import errands
from motcua.casework.services.answer_agency import answer_request
from motcua.casework.services.decide import decide_case
from motcua.casework.services.errands import WAITS, run_errand, run_errands
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.definition import (
    Asked,
    Doing,
    Flow,
    Kind,
    Node,
    Order,
    Performer,
    Process,
    Relation,
)
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.routing.errors import AnswersAwaited
from motcua.domain.routing.models import Errand, ErrandState, SubRequest
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_agency, make_official

DAY_BEFORE, DAY = hanoi("2026-03-09T09:00"), hanoi("2026-03-10T09:00")
OTHER = "H26.S1"
SAID = Words("Hồ sơ đang được thẩm định.", "Your case is being examined.")
SPECIALIST = Performer(Relation.SPECIALIST, "specialist")
FACTS: dict[Doing, dict[str, Any]] = {
    Doing.TELL_APPLICANT: {"order": Order(Doing.TELL_APPLICANT, SAID)},
    Doing.TELL_UNIT: {"order": Order(Doing.TELL_UNIT, SAID), "performer": Performer(Relation.LEADER, "leader")},
    Doing.DOCUMENT: {"order": Order(Doing.DOCUMENT, document="control")},
    Doing.ASK: {"order": Order(Doing.ASK, SAID), "asks": (Asked(OTHER, 480),)},
    Doing.REMIND: {"order": Order(Doing.REMIND, SAID), "minutes": 240},
}
TOLD = {
    Doing.TELL_APPLICANT: "case.applicant_told",
    Doing.TELL_UNIT: "case.unit_told",
    Doing.DOCUMENT: "case.paper_made",
    Doing.ASK: "case.agency_asked",
    Doing.REMIND: "case.holders_reminded",
}


def with_step(*doings: Doing) -> Process:
    """The usual way, with automatic steps between reception and examination."""
    counter = Performer(Relation.RECEIVING, "counter_official")
    leader = Performer(Relation.LEADER, "leader")
    nodes = [
        Node("start", Kind.START, Words("", "")),
        Node("in", Kind.STEP, Words("Tiếp nhận", "Reception"), counter, 60),
        *(Node(doing.value, Kind.AUTOMATIC, Words("Tự động", "By itself"), **FACTS[doing]) for doing in doings),
        Node("look", Kind.STEP, Words("Thẩm định", "Examination"), SPECIALIST, 480),
        Node("sign", Kind.STEP, Words("Ký", "Decision"), leader, 60, decides=True),
        Node("out", Kind.STEP, Words("Trả", "Handing over"), counter, 60),
        Node("end", Kind.END, Words("", "")),
    ]
    ways = pairwise(nodes)
    flows = [Flow(f"f{place}", one.key, other.key) for place, (one, other) in enumerate(ways)]
    return Process(Words("Thử", "Trial"), tuple(nodes), tuple(flows))


@pytest.fixture
def department(town: Town) -> Actor:
    agency = make_agency(OTHER, "Sở Xây dựng", "department", town.city)
    return make_official("Ngô Văn Sở", "Chuyên viên Sở", agency, ["specialist"])


@pytest.fixture
def passing(town: Town, department: Actor) -> Iterator[Any]:
    """A case that has passed automatic steps of these kinds; at the end ledger and rows tell the same."""
    frozen = clock.frozen(DAY)

    def passed(*doings: Doing) -> Case:
        told: dict[str, Any] = {"scope": city_scope(), "graph": with_step(*doings), "valid_from": date(2026, 3, 10)}
        with clock.frozen(DAY_BEFORE):
            publish_graph(actor=town.administrator, expected=0, **told)
        frozen.__enter__()
        return forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)

    yield passed
    sound = verify_cases()
    frozen.__exit__(None, None, None)
    assert sound.sound, sound.first


def entries(case: Case, kind: str) -> list[Entry]:
    return list(Entry.objects.filter(subject_id=str(case.pk), kind=kind))


def heard(case: Case, kind: str) -> list[Message]:
    """What the one entry of a kind becomes in inboxes."""
    [entry] = entries(case, kind)
    queue_messages(entry)
    return list(Message.objects.filter(kind=kind, channel="inapp"))


def states() -> list[str]:
    return list(Errand.objects.order_by("created_at", "id").values_list("state", flat=True))


def later(at: Any = DAY, **time: int) -> Any:
    return clock.frozen(at + timedelta(**time))


@pytest.mark.parametrize("doing", Doing)
def test_each_kind_is_done_once_with_its_entry(passing: Any, doing: Doing) -> None:
    case = passing(doing)
    assert states() == [ErrandState.WAITING] and not entries(case, TOLD[doing])
    with later(hours=8):
        assert run_errands() == 1
        assert run_errands() == 0
    assert states() == [ErrandState.DONE] and len(entries(case, TOLD[doing])) == 1


def test_the_applicant_hears_in_the_inbox_what_the_step_says(town: Town, passing: Any) -> None:
    case = passing(Doing.TELL_APPLICANT)
    Case.objects.filter(pk=case.pk).update(filer=town.citizen.person_id)
    run_errands()
    [told] = heard(case, "case.applicant_told")
    assert told.body == SAID.vi and told.account_id == town.citizen.account_id


def test_everybody_with_the_role_at_the_unit_hears(town: Town, passing: Any) -> None:
    case = passing(Doing.TELL_UNIT)
    run_errands()
    [told] = heard(case, "case.unit_told")
    assert told.account_id == town.leader.account_id and SAID.vi in told.body


def test_the_control_slip_tells_who_had_the_case_and_how_it_was_with_the_time(town: Town, passing: Any) -> None:
    case = passing(Doing.DOCUMENT)
    run_errands()
    paper = Document.objects.get(subject_id=str(case.pk), kind="control")
    lines = paper.facts["lines"]
    assert [(one["step"], one["outcome"]) for one in lines] == [("Tiếp nhận", "Đúng hạn"), ("Thẩm định", "Đang làm")]
    assert lines[0]["person"] == town.counter.name and paper.number == "1/KS"
    assert ensure_rendered(paper).size > 1000


def test_a_reminder_waits_its_hours_and_is_not_sent_for_a_case_that_is_decided(town: Town, passing: Any) -> None:
    case = passing(Doing.REMIND)
    with later(hours=2):
        assert run_errands() == 0 and states() == [ErrandState.WAITING]
    forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Đồng ý.")
    with later(hours=8):
        assert run_errands() == 0
    assert states() == [ErrandState.DROPPED] and not entries(case, "case.holders_reminded")


def test_a_reminder_goes_to_whoever_has_the_case_then(town: Town, passing: Any) -> None:
    case = passing(Doing.REMIND)
    forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    with later(hours=8):
        run_errands()
        [told] = heard(case, "case.holders_reminded")
    assert told.account_id == town.leader.account_id


def test_the_decision_waits_for_what_was_asked_by_itself(town: Town, department: Actor, passing: Any) -> None:
    case = passing(Doing.ASK)
    run_errands()
    request = SubRequest.objects.get(case=case)
    assert (request.agency.identifier, request.text) == (OTHER, SAID.vi)
    assert request.asking_agency_id == town.counter.posts[0].agency_id
    forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    told: dict[str, Any] = {"case_id": case.pk, "expected": None, "outcome": "granted", "text": "Đồng ý."}
    with pytest.raises(AnswersAwaited):
        decide_case(actor=town.leader, **told)
    answer_request(actor=department, request_id=request.pk, text="Không vướng.")
    decide_case(actor=town.leader, **told)


def test_who_is_still_asked_is_not_asked_again_when_the_step_is_passed_again(town: Town, passing: Any) -> None:
    case = passing(Doing.ASK, Doing.TELL_APPLICANT)
    run_errands()
    return_to_previous(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu giấy tờ ở quầy.")
    forward_case(actor=town.counter, case_id=case.pk, expected=None)
    assert run_errands() == 1
    assert sorted(states()) == sorted([ErrandState.DONE] * 3 + [ErrandState.DROPPED])
    assert SubRequest.objects.filter(case=case).count() == 1 and len(entries(case, "case.applicant_told")) == 2


def test_asking_waits_while_the_case_waits_for_its_applicant(town: Town, passing: Any) -> None:
    case = passing(Doing.ASK, Doing.TELL_APPLICANT)
    items = [MissingItem("Bản đồ")]
    request_supplement(actor=town.specialist, case_id=case.pk, expected=None, items=items, reason="Thiếu bản đồ.")
    assert run_errands() == 1 and sorted(states()) == [ErrandState.DONE, ErrandState.WAITING]
    with later(minutes=30):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None, answer="Có rồi.")
    with later(hours=2):
        assert run_errands() == 1
    assert states() == [ErrandState.DONE] * 2


def test_nothing_is_done_for_a_case_that_was_withdrawn(town: Town, passing: Any) -> None:
    case = passing(*Doing)
    withdraw_case(actor=town.counter, case_id=case.pk, expected=None, reason="Không cần nữa.")
    with later(hours=8):
        assert run_errands() == 0
    assert states() == [ErrandState.DROPPED] * 5


def test_what_fails_leaves_nothing_is_tried_again_and_then_done(passing: Any, monkeypatch: Any) -> None:
    case = passing(Doing.DOCUMENT)
    real = errands.issue_control

    def broken(*given: Any) -> Any:
        real(*given)
        raise RuntimeError("the machine stands")

    monkeypatch.setattr(errands, "issue_control", broken)
    assert run_errands() == 0
    errand = Errand.objects.get()
    assert (errand.tries, errand.fault, errand.next_try_at) == (1, "RuntimeError", DAY + WAITS[0])
    assert not Document.objects.filter(kind="control").exists() and not entries(case, "case.paper_made")
    monkeypatch.undo()
    assert run_errands() == 0
    with later(minutes=2):
        assert run_errands() == 1
    paper = Document.objects.get(kind="control")
    assert paper.number == "1/KS"


def test_after_the_last_try_the_thread_officer_hears_and_the_case_went_on_all_the_while(
    town: Town, passing: Any
) -> None:
    case = passing(Doing.ASK)
    own = {"asks": [{"agency": town.office.agency.identifier, "minutes": 60}]}
    Errand.objects.update(node=Errand.objects.get().node | own)
    at = DAY
    for wait in (timedelta(), *WAITS):
        at += wait
        with clock.frozen(at):
            assert run_errands() == 0
    assert states() == [ErrandState.FAILED]
    assert [one.facts["fault"] for one in entries(case, "case.errand_failed")] == ["routing.nobody_to_ask"]
    assert [one.account_id for one in heard(case, "case.errand_failed")] == [town.counter.account_id]
    forward_case(actor=town.specialist, case_id=case.pk, expected=None)


def test_the_second_worker_finds_it_done(passing: Any) -> None:
    case = passing(Doing.TELL_APPLICANT)
    errand = Errand.objects.get()
    assert run_errand(case.pk, errand.pk) and not run_errand(case.pk, errand.pk)
    assert len(entries(case, "case.applicant_told")) == 1


def test_a_process_without_automatic_steps_costs_no_statement_more(town: Town, passing: Any) -> None:
    case = passing()
    with CaptureQueriesContext(connection) as queries:
        forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    assert not [query for query in queries if "routing_errand" in query["sql"]]

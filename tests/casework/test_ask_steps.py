"""A process with a step at which other agencies are asked: by itself, several at once, on when enough are back."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.queries.page import case_page
from motcua.casework.queries.requests import request_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.answer_agency import answer_request, refuse_request
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.chase_agency import escalate_request, recall_request
from motcua.casework.services.errands import run_errands
from motcua.casework.services.forward import forward_case, return_to_previous
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.definition import Asked, Flow, Kind, Node, Performer, Process, Relation
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.routing.errors import AnswersAwaited, NobodyAsked, NoneAnswered
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_agency, make_official

DAY_BEFORE, DAY = hanoi("2026-03-09T09:00"), hanoi("2026-03-10T09:00")
NAMES = ("Sở Xây dựng", "Sở Tài nguyên", "Công an phường")
QUESTION = Words("Vị trí có vướng quy hoạch không?", "Is the place free?")


def with_asking(enough: int, question: Words = QUESTION) -> Process:
    """Reception, a step that asks three departments, the decision, handing over."""
    counter, leader = Performer(Relation.RECEIVING, "counter_official"), Performer(Relation.LEADER, "leader")
    asks = tuple(Asked(f"H26.S{place}", 960, question) for place in (1, 2, 3))
    nodes = [
        Node("start", Kind.START, Words("", "")),
        Node("in", Kind.STEP, Words("Tiếp nhận", "Reception"), counter, 60),
        Node("ask", Kind.ASK, Words("Lấy ý kiến", "Opinions"), Performer(Relation.SPECIALIST, "specialist"), 960,
             asks=asks, enough=enough),
        Node("sign", Kind.STEP, Words("Ký", "Decision"), leader, 60, decides=True),
        Node("out", Kind.STEP, Words("Trả", "Handing over"), counter, 60),
        Node("end", Kind.END, Words("", "")),
    ]  # fmt: skip
    flows = [Flow(f"f{place}", one.key, other.key) for place, (one, other) in enumerate(pairwise(nodes))]
    return Process(Words("Thử", "Trial"), tuple(nodes), tuple(flows))


class Asking:
    """Three departments with somebody at each, and a case that comes to the step."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.people = {}
        for place, name in enumerate(NAMES, start=1):
            agency = make_agency(f"H26.S{place}", name, "department", town.city)
            self.people[agency.pk] = make_official(f"Ngô {name}", "CV", agency, ["specialist"])
        self.case = Case()

    def begin(self, enough: int = 2, question: Words = QUESTION) -> list[SubRequest]:
        """The case at the step, and what went out by itself."""
        with clock.frozen(DAY_BEFORE):
            publish_graph(
                actor=self.town.administrator, scope=city_scope(), graph=with_asking(enough, question),
                valid_from=date(2026, 3, 10), expected=0,
            )  # fmt: skip
        self.case = forward_case(actor=self.town.counter, case_id=receive(self.town).pk, expected=None)
        run_errands()
        return self.requests()

    def requests(self) -> list[SubRequest]:
        return list(SubRequest.objects.filter(case=self.case).select_related("agency").order_by("number"))

    def answer(self, request: SubRequest) -> None:
        answer_request(actor=self.people[request.agency_id], request_id=request.pk, text="Không vướng.")

    def forward(self, actor: Actor | None = None) -> Case:
        return forward_case(actor=actor or self.town.specialist, case_id=self.case.pk, expected=None)

    @property
    def step(self) -> str:
        return Task.objects.get(case=self.case, closed_at=None).step

    def kinds(self) -> list[str]:
        found = Entry.objects.filter(subject_id=str(self.case.pk)).order_by("number")
        return list(found.values_list("kind", flat=True))


@pytest.fixture
def asking(town: Town) -> Iterator[Asking]:
    with clock.frozen(DAY):
        yield Asking(town)
        sound = verify_cases()
        assert sound.sound, sound.first


def test_the_step_asks_by_itself_and_goes_on_by_itself_when_enough_are_back(asking: Asking) -> None:
    first, second, third = asking.begin(enough=2)
    assert [one.agency.name for one in (first, second, third)] == list(NAMES)
    assert {one.text for one in (first, second, third)} == {QUESTION.vi} and first.enough == 2
    assert first.due_at == hanoi("2026-03-12T09:00")
    before = Case.objects.get(pk=asking.case.pk)
    asking.answer(first)
    assert asking.step == "ask"
    refuse_request(actor=asking.people[third.agency_id], request_id=third.pk, reason="Không thuộc thẩm quyền.")
    assert asking.step == "sign" and asking.kinds()[-1] == "case.forwarded"
    after = Case.objects.get(pk=asking.case.pk)
    same = ("code", "due_at", "thread_officer_id")
    assert [getattr(before, name) for name in same] == [getattr(after, name) for name in same]


def test_all_must_be_back_where_the_process_says_no_number(asking: Asking) -> None:
    requests = asking.begin(enough=0)
    for one in requests:
        assert asking.step == "ask"
        asking.answer(one)
    assert asking.step == "sign"


def test_it_is_never_left_by_hand_without_an_answer(asking: Asking) -> None:
    requests = asking.begin(enough=1)
    for actor in (asking.town.specialist, asking.town.leader):
        with pytest.raises(AnswersAwaited, match="Sở Xây dựng"):
            asking.forward(actor)
    for one in requests:
        recall_request(actor=asking.town.leader, request_id=one.pk)
    with pytest.raises(NoneAnswered, match="Lấy ý kiến"):
        asking.forward()
    asking.forward(asking.town.leader)
    assert asking.step == "sign"


def test_without_a_question_in_the_process_its_people_ask_and_must(asking: Asking) -> None:
    assert asking.begin(enough=1, question=Words("", "")) == []
    with pytest.raises(NobodyAsked):
        asking.forward()
    agency = next(iter(asking.people))
    ask = {"actor": asking.town.specialist, "case_id": asking.case.pk, "expected": None, "text": "Ý kiến?"}
    ask_agencies(**ask, kind="question", agencies=[AskedAgency(agency, 480)])  # type: ignore[arg-type]
    with pytest.raises(NobodyAsked):
        asking.forward()
    ask_agencies(**ask, kind="opinion", agencies=[AskedAgency(agency, 480)])  # type: ignore[arg-type]
    asking.answer(asking.requests()[-1])
    assert asking.step == "sign"


def test_whoever_was_quicker_than_the_worker_is_not_asked_over(asking: Asking) -> None:
    first, *_ = asking.begin(enough=1)
    asking.answer(first)
    return_to_previous(actor=asking.town.leader, case_id=asking.case.pk, expected=None, reason="Hỏi thêm.", to="ask")
    asked = [AskedAgency(next(iter(asking.people)), 480)]
    ask: dict[str, Any] = {"kind": "opinion", "text": "Lần nữa?", "agencies": asked}
    ask_agencies(actor=asking.town.specialist, case_id=asking.case.pk, expected=None, **ask)
    run_errands()
    assert len(asking.requests()) == 4


def test_a_late_answer_goes_up_and_both_sides_see_what_came_of_each(asking: Asking) -> None:
    first, second, third = asking.begin(enough=0)
    asking.answer(second)
    recall_request(actor=asking.town.specialist, request_id=third.pk)
    with clock.frozen(DAY + timedelta(days=3)):
        escalate_request(actor=asking.town.specialist, request_id=first.pk)
        page = case_page(asking.town.specialist, asking.case.pk)
        assert [(one.state, one.escalated_to_id) for one in page.requests] == [
            ("sent", asking.town.city.pk), ("answered", None), ("recalled", None),
        ]  # fmt: skip
        theirs = [request_page(asking.people[one.agency_id], one.pk).request for one in (first, second, third)]
        assert [one.state for one in theirs] == ["sent", "answered", "recalled"]
        head = make_official("Chủ Tịch", "Chủ tịch thành phố", asking.town.city, ["leader"])
        answer_request(actor=head, request_id=first.pk, text="Thành phố đồng ý.")
        assert asking.step == "sign"

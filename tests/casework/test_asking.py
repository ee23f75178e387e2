"""One agency asks others about a case: several at once, each with its own clock; ledger and rows tell the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from motcua.base.calendars import facts
from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import recipients_of
from motcua.casework.clockwork import clock_of
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.answer_agency import answer_request, refuse_request, take_request
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.chase_agency import escalate_request, recall_request, remind_agency, tell_late
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import stop_case, withdraw_case
from motcua.casework.services.forward import forward_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused
from motcua.domain.routing.errors import (
    AlreadyAsked,
    AnswersAwaited,
    NothingAbove,
    RemindedToday,
    RequestNotFound,
    RequestOver,
    TooEarly,
)
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_agency, make_official

NOW = hanoi("2026-03-10T09:00")
DAY = 8 * 60


class Three:
    """Three agencies with somebody at each, and a case whose specialist asks them."""

    def __init__(self, town: Town) -> None:
        self.town = town
        names = ("Sở Xây dựng", "Sở Tài nguyên", "Công an phường")
        self.agencies = [
            make_agency(f"H26.S{place}", name, "department", town.city) for place, name in enumerate(names, start=1)
        ]
        self.people = [make_official(f"Ngô Sở {one.name}", "CV", one, ["specialist"]) for one in self.agencies]
        self.case = forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)

    def ask(self, *which: int, kind: str = "opinion", minutes: int = 3 * DAY, **more: Any) -> list[SubRequest]:
        asked = [AskedAgency(self.agencies[one].pk, minutes) for one in which]
        given = {"text": "Vị trí có vướng quy hoạch không?", "kind": kind} | more
        ask_agencies(actor=self.town.specialist, case_id=self.case.pk, expected=None, agencies=asked, **given)
        return list(SubRequest.objects.filter(case=self.case).order_by("number"))[-len(which) :]

    def answer(self, request: SubRequest, text: str = "Không vướng.") -> SubRequest:
        return answer_request(actor=self.person(request), request_id=request.pk, text=text)

    def person(self, request: SubRequest) -> Actor:
        return self.people[[one.pk for one in self.agencies].index(request.agency_id)]

    def forward(self) -> Case:
        return forward_case(actor=self.town.specialist, case_id=self.case.pk, expected=None)

    def entry(self, kind: str) -> Entry:
        return Entry.objects.filter(subject_id=str(self.case.pk), kind=kind).latest("number")

    def heard(self, kind: str) -> set[Any]:
        return {one.account_id for one in recipients_of(self.entry(kind))}

    def kinds(self) -> list[str]:
        return list(
            Entry.objects.filter(subject_id=str(self.case.pk)).order_by("number").values_list("kind", flat=True)
        )


@pytest.fixture
def three(town: Town) -> Iterator[Three]:
    with clock.frozen(NOW):
        yield Three(town)
        sound = verify_cases()
        assert sound.sound, sound.first


def test_several_are_asked_at_once_and_all_must_be_back(three: Three) -> None:
    before = Case.objects.get(pk=three.case.pk)
    building, land = three.ask(0, 1)
    assert building.due_at == hanoi("2026-03-13T09:00") and (building.slip, land.slip) == ("1/PH", "2/PH")
    with pytest.raises(AnswersAwaited) as told:
        three.forward()
    assert "Sở Xây dựng" in str(told.value) and "13/03/2026" in str(told.value) and "2 ý kiến" in str(told.value)
    three.answer(building)
    with pytest.raises(AnswersAwaited, match="Sở Tài nguyên"):
        three.forward()
    refuse_request(actor=three.people[1], request_id=land.pk, reason="Không thuộc thẩm quyền.")
    after = Case.objects.get(pk=three.case.pk)
    same = ("due_at", "code", "thread_officer_id", "version", "state")
    assert [getattr(before, name) for name in same] == [getattr(after, name) for name in same]
    three.forward()


def test_enough_lets_the_case_go_on_and_the_rest_is_recalled_with_the_decision(three: Three) -> None:
    first, second, third = three.ask(0, 1, 2, enough=2)
    three.answer(first)
    with pytest.raises(AnswersAwaited, match="1 ý kiến"):
        three.forward()
    three.answer(third)
    three.forward()
    decide_case(actor=three.town.leader, case_id=three.case.pk, expected=None, outcome="granted", text="Cấp phép.")
    second.refresh_from_db()
    assert second.state == "recalled" and three.kinds()[-1] == "case.request_recalled"


def test_deciding_waits_too_and_a_recall_ends_the_waiting(three: Three) -> None:
    three.forward()
    asked = [AskedAgency(three.agencies[0].pk, DAY)]
    ask = {"actor": three.town.leader, "case_id": three.case.pk, "expected": None}
    ask_agencies(**ask, kind="opinion", text="Có ý kiến gì?", agencies=asked)
    with pytest.raises(AnswersAwaited):
        decide_case(**ask, outcome="granted", text="Cấp phép.")
    recall_request(actor=three.town.specialist, request_id=SubRequest.objects.get().pk)
    decide_case(**ask, outcome="granted", text="Cấp phép.")


def test_a_question_is_not_waited_for(three: Three) -> None:
    three.ask(0, kind="question")
    three.forward()
    assert three.kinds().count("case.agency_asked") == 1


@pytest.mark.parametrize("end", ["withdraw", "stop"])
def test_a_case_that_ends_recalls_what_is_out(three: Three, end: str) -> None:
    three.ask(0)
    if end == "withdraw":
        withdraw_case(actor=three.town.counter, case_id=three.case.pk, expected=None, reason="Không xây nữa.")
    else:
        stop_case(actor=three.town.leader, case_id=three.case.pk, expected=None, reason="Đất tranh chấp.")
    assert SubRequest.objects.get().state == "recalled"


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"text": " "}, "text"),
    "a text with a gap": ({"text": "Về việc …"}, "text"),
    "no kind": ({"kind": "rumour"}, "kind"),
    "too many enough": ({"enough": 2}, "enough"),
    "too short": ({"minutes": 30}, "agencies"),
    "a foreign paper": ({"papers": [UUID(int=1)]}, "papers"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named(three: Three, what: str) -> None:
    more, field = WRONG[what]
    with pytest.raises(Invalid) as told:
        three.ask(0, **more)
    assert list(told.value.fields) == [field] and not SubRequest.objects.exists()


def test_nobody_is_asked_twice_nor_oneself(three: Three) -> None:
    three.ask(0)
    with pytest.raises(AlreadyAsked, match="Sở Xây dựng"):
        three.ask(0)
    three.ask(0, kind="question")
    own = [AskedAgency(three.town.commune.pk, DAY)]
    for agencies in ([], own, [AskedAgency(UUID(int=5), DAY)], [AskedAgency(three.agencies[1].pk, DAY)] * 2):
        with pytest.raises(Invalid):
            ask_agencies(actor=three.town.specialist, case_id=three.case.pk, expected=None, kind="opinion",
                         text="Ý kiến?", agencies=agencies)  # fmt: skip


def test_only_who_has_the_step_asks_and_only_while_it_is_worked_on(three: Three) -> None:
    ask = {"case_id": three.case.pk, "expected": None, "kind": "question", "text": "Khi nào?"}
    ask["agencies"] = [AskedAgency(three.agencies[0].pk, DAY)]
    for actor, fault in (
        (three.town.counter, NotYourStep),
        (three.town.stranger, CaseNotFound),
        (three.people[1], CaseNotFound),
        (three.town.citizen, CaseNotFound),
    ):
        with pytest.raises(fault):
            ask_agencies(actor=actor, **ask)
    items = [MissingItem("Bản vẽ")]
    request_supplement(actor=three.town.specialist, case_id=three.case.pk, expected=None, reason="Thiếu.", items=items)
    with pytest.raises(MoveRefused):
        ask_agencies(actor=three.town.specialist, **ask)


def test_the_asked_agency_never_sees_the_case_and_strangers_see_nothing(three: Three) -> None:
    (request,) = three.ask(0)
    with pytest.raises(CaseNotFound):
        case_page(three.people[0], three.case.pk)
    acts = (
        lambda who: take_request(actor=who, request_id=request.pk),
        lambda who: answer_request(actor=who, request_id=request.pk, text="Được."),
        lambda who: refuse_request(actor=who, request_id=request.pk, reason="Không."),
        lambda who: remind_agency(actor=who, request_id=request.pk),
        lambda who: escalate_request(actor=who, request_id=request.pk),
        lambda who: recall_request(actor=who, request_id=request.pk),
    )
    for act in acts:
        for who in (three.people[1], three.town.stranger, three.town.citizen, three.town.administrator):
            with pytest.raises(RequestNotFound):
                act(who)
    for act in acts[:3]:
        with pytest.raises(Denied):
            act(three.town.specialist)
    for act in acts[3:]:
        with pytest.raises(Denied):
            act(three.people[0])
    with pytest.raises(RequestNotFound):
        take_request(actor=three.people[0], request_id=UUID(int=3))


def test_taking_answering_and_hearing_of_it(three: Three) -> None:
    (request,) = three.ask(0)
    (told,) = recipients_of(three.entry("case.agency_asked"))
    assert (told.account_id, told.link) == (three.people[0].account_id, f"/can-bo/phoi-hop/{request.pk}/")
    take_request(actor=three.people[0], request_id=request.pk)
    take_request(actor=three.people[0], request_id=request.pk)
    three.answer(request)
    with pytest.raises(RequestOver, match="Đã trả lời"):
        three.answer(request, "Lần nữa.")
    asking = {three.town.specialist.account_id, three.town.counter.account_id}
    assert three.heard("case.agency_answered") == asking, "who asked and the thread officer"
    assert three.kinds()[-3:] == ["case.agency_asked", "case.request_taken", "case.agency_answered"]
    for text in ("", "Còn {cho_trong}"):
        other = three.ask(1)[0] if not text else SubRequest.objects.get(agency=three.agencies[1])
        with pytest.raises(Invalid):
            three.answer(other, text)


def test_chasing_a_late_answer_up_to_the_agency_above(three: Three) -> None:
    (request,) = three.ask(0, minutes=DAY)
    chase = {"actor": three.town.specialist, "request_id": request.pk}
    with pytest.raises(TooEarly):
        escalate_request(**chase)
    remind_agency(**chase)
    with pytest.raises(RemindedToday):
        remind_agency(**chase)
    assert tell_late() == 0
    with clock.frozen(NOW + timedelta(days=2)):
        assert (tell_late(), tell_late()) == (1, 0)
        town = three.town
        both = {three.people[0].account_id, town.specialist.account_id}
        assert three.heard("case.request_late") == both | {town.counter.account_id, town.leader.account_id}
        links = {one.account_id: one.link for one in recipients_of(three.entry("case.request_late"))}
        assert {links[one.account_id] for one in (town.counter, town.leader)} == {f"/can-bo/ho-so/{three.case.pk}/"}
        head = make_official("Chủ Tịch", "Chủ tịch thành phố", three.town.city, ["leader"])
        escalate_request(**chase)
        escalate_request(**chase)
        assert head.account_id in three.heard("case.request_escalated")
        answer_request(actor=head, request_id=request.pk, text="Thành phố đồng ý.")
    SubRequest.objects.get(reminders=1, escalated_to=three.town.city, state="answered")


def test_nothing_stands_above_the_city(three: Three) -> None:
    asked = [AskedAgency(three.town.city.pk, DAY)]
    ask_agencies(actor=three.town.specialist, case_id=three.case.pk, expected=None, kind="question", text="Hỏi?",
                 agencies=asked)  # fmt: skip
    request = SubRequest.objects.get()
    remind_agency(actor=three.town.specialist, request_id=request.pk)
    with pytest.raises(NothingAbove):
        escalate_request(actor=three.town.specialist, request_id=request.pk)


def test_the_time_of_an_opinion_is_the_other_agencys(three: Three) -> None:
    (request,) = three.ask(0)
    with clock.frozen(NOW + timedelta(days=2)):
        three.answer(request)
    with clock.frozen(NOW + timedelta(days=3)):
        told = clock_of(case_page(three.town.specialist, three.case.pk).case)
    owners = {one.owner.value: one.counted for one in told.owners}
    assert owners["other_agency"] == timedelta(hours=16)
    assert {one.step: one.used for one in told.steps}["ask-1"] == timedelta(hours=16)


def test_by_rule_the_clock_stands_until_all_are_back(three: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    def standing(day: Any, city: Any = ()) -> Any:
        return replace(usual(day, city), opinion_effect="stop")

    usual = facts.rules_on

    monkeypatch.setattr("motcua.casework.sub_requests.rules_on", standing)
    due = Case.objects.get(pk=three.case.pk).due_at
    first, second = three.ask(0, 1)
    assert due and Case.objects.get(pk=three.case.pk).due_at is None
    three.answer(first)
    assert Case.objects.get(pk=three.case.pk).due_at is None
    with clock.frozen(NOW + timedelta(days=1)):
        three.answer(second)
        moved = Case.objects.get(pk=three.case.pk).due_at
        assert moved and moved > due
        three.ask(0)
        items = [MissingItem("Bản vẽ")]
        asked = {"actor": three.town.specialist, "case_id": three.case.pk, "expected": None}
        request_supplement(**asked, reason="Thiếu.", items=items)
        answer_supplement(actor=three.town.counter, case_id=three.case.pk, expected=None)
        assert Case.objects.get(pk=three.case.pk).due_at is None, "an opinion is still out"
        three.answer(SubRequest.objects.get(case=three.case, closed_at=None))
    assert Case.objects.get(pk=three.case.pk).due_at

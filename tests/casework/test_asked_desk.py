"""Requests at the asked agency: given to a colleague, counted as work, reminded of, never left with who has gone."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.base.messages.models import Message
from motcua.base.messages.recipients import recipients_of
from motcua.casework.queries.reminders import count_of, reminders_of, see
from motcua.casework.queries.requests import INCOMING, acts_for, request_list
from motcua.casework.queries.sharing import answering_at, asked_waiting_at, officials_at
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.absence import enter_absence
from motcua.casework.services.answer_agency import answer_request, take_request
from motcua.casework.services.assign import NotTaken
from motcua.casework.services.assign_request import assign_request, release_request
from motcua.casework.services.hand_on import HandedOn, give_back, hand_on
from motcua.casework.services.leaving import Choice, WorkHeld, carry_out_plans, end_post
from motcua.casework.services.mail_reminders import mail_reminders
from motcua.casework.services.remind import remind
from motcua.casework.services.rules import set_rule
from motcua.domain.routing.errors import RequestNotFound
from motcua.domain.routing.models import Reminder, SubRequest
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from tests.casework.test_asking import NOW, Three
from tests.support.town import Town, hanoi, make_official


class Unit(Three):
    """The first of the agencies has a head and two specialists."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        here = self.agencies[0]
        self.here, self.one = here, self.people[0]
        self.two = make_official("Ngô Hai", "Chuyên viên", here, ["specialist"])
        self.clerk = make_official("Ngô Thư", "Văn thư", here, ["clerk"])
        self.head = make_official("Ngô Trưởng", "Giám đốc", here, ["leader"])


@pytest.fixture
def unit(town: Town) -> Iterator[Unit]:
    with clock.frozen(NOW):
        yield Unit(town)
        sound = verify_cases()
        assert sound.sound, sound.first


def key(actor: Actor) -> Any:
    return actor.posts[0].position_id


def give(unit: Unit, request: SubRequest, to: Actor, by: Actor | None = None) -> SubRequest:
    return assign_request(actor=by or unit.head, request_id=request.pk, position_id=key(to))


def listed(actor: Actor, holder: str) -> list[str]:
    return [one.slip for one in request_list(actor, INCOMING, holder=holder).items]


def test_the_head_gives_it_to_a_colleague_and_another_and_it_can_go_back(unit: Unit) -> None:
    (request,) = unit.ask(0)
    assert asked_waiting_at(unit.here) == 1 and listed(unit.two, "none") == [request.slip]
    give(unit, request, unit.one)
    assert listed(unit.one, "mine") == [request.slip] and listed(unit.two, "mine") == listed(unit.two, "none") == []
    assert unit.heard("case.request_assigned") == {unit.one.account_id}
    given = give(unit, request, unit.two)
    assert (given.state, given.taken_by_id) == ("taken", key(unit.two)) and asked_waiting_at(unit.here) == 0
    assert "assign" not in acts_for(unit.two, given) and "release" in acts_for(unit.two, given)
    with pytest.raises(Denied):
        release_request(actor=unit.one, request_id=request.pk)
    release_request(actor=unit.two, request_id=request.pk)
    with pytest.raises(NotTaken):
        release_request(actor=unit.head, request_id=request.pk)
    kinds = ["case.agency_asked", "case.request_assigned", "case.request_assigned", "case.request_released"]
    assert unit.kinds()[-4:] == kinds and SubRequest.objects.get().state == "sent"


def test_only_the_head_there_gives_it_and_only_to_who_answers_there(unit: Unit) -> None:
    (request,) = unit.ask(0)
    for who in (unit.one, unit.clerk, unit.town.specialist):
        with pytest.raises(Denied):
            give(unit, request, unit.two, who)
    for who in (unit.people[1], unit.town.stranger, unit.town.administrator, unit.town.citizen):
        with pytest.raises(RequestNotFound):
            give(unit, request, unit.two, who)
    for to in (unit.clerk, unit.people[1], unit.town.specialist):
        with pytest.raises(Invalid) as told:
            give(unit, request, to)
        assert "không trả lời" in told.value.fields["position"].vi
    with pytest.raises(Invalid):
        assign_request(actor=unit.head, request_id=request.pk, position_id=None)
    assert [one.position.person.full_name for one in answering_at(unit.here)] == ["Ngô Trưởng", "Ngô Sở Sở Xây dựng",
                                                                                  "Ngô Hai"]  # fmt: skip


def test_the_units_rule_shares_requests_out_by_load_and_passes_over_who_is_away(unit: Unit) -> None:
    set_rule(actor=unit.head, agency_id=unit.here.pk, role="specialist", way="load")
    (request,) = unit.ask(0, minutes=600)
    held = {key(unit.one): unit.one, key(unit.two): unit.two}
    assert request.taken_by_id in held and request.state == "taken"
    assert unit.entry("case.request_assigned").actor_kind == "system"
    assert not recipients_of(unit.entry("case.request_assigned")), "it came with the news that the agency is asked"
    assert unit.heard("case.agency_asked") == {held[request.taken_by_id].account_id}
    other = unit.ask(0, kind="question", minutes=60)[0].taken_by_id
    assert other != request.taken_by_id, "whoever has less"
    told = {one.position.pk: (one.asked, one.minutes) for one in officials_at(unit.here)}
    assert told[request.taken_by_id] == (1, 600) and told[other] == (1, 60)
    answer_request(actor=held[other], request_id=SubRequest.objects.get(taken_by=other).pk, text="Có.")
    enter_absence(actor=held[other], position_id=other, first_day=NOW.date(), last_day=NOW.date())
    assert unit.ask(0, kind="question")[0].taken_by_id == request.taken_by_id


def test_the_same_official_as_before_gets_the_next_one_about_the_case(unit: Unit) -> None:
    (first,) = unit.ask(0)
    take_request(actor=unit.two, request_id=first.pk)
    set_rule(actor=unit.head, agency_id=unit.here.pk, role="specialist", way="same")
    assert unit.ask(0, kind="question")[0].taken_by_id == key(unit.two)


def swept(at: str) -> list[tuple[str, str]]:
    with clock.frozen(hanoi(at)):
        remind()
        return list(Reminder.objects.filter(created_at=clock.now(), about="asked").values_list("point", "level"))


def told(actor: Actor, at: str) -> list[str]:
    with clock.frozen(hanoi(at)):
        return [line.words.vi for line in reminders_of(actor) if line.reminder.request]


def test_it_is_reminded_of_like_a_step_first_who_has_it_then_upward(unit: Unit) -> None:
    (request,) = unit.ask(0)
    assert swept("2026-03-11T13:00") == []
    assert swept("2026-03-11T14:00") == [("half", "holder")]
    assert told(unit.one, "2026-03-11T14:00") == told(unit.two, "2026-03-11T14:00") != [], "nobody has it yet"
    assert told(unit.clerk, "2026-03-11T14:00") == told(unit.people[1], "2026-03-11T14:00") == []
    with clock.frozen(hanoi("2026-03-11T15:00")):
        give(unit, request, unit.one)
    assert told(unit.two, "2026-03-11T15:00") == [] != told(unit.one, "2026-03-11T15:00")
    assert swept("2026-03-12T09:00") == [("8h", "holder")] and swept("2026-03-12T09:05") == []
    assert swept("2026-03-12T16:00") == [("2h", "holder"), ("2h", "leader")]
    assert swept("2026-03-13T09:01") == [("late", "holder"), ("late", "leader")]
    late = ["Trả lời yêu cầu phối hợp: đã trễ hạn"]
    assert told(unit.one, "2026-03-13T09:01") == told(unit.head, "2026-03-13T09:01") == late
    with clock.frozen(hanoi("2026-03-13T09:02")):
        (line,) = reminders_of(unit.one)
        assert count_of(unit.one) == 1 and see(unit.one, [line.reminder.pk]) == 4 and count_of(unit.one) == 0
        unit.answer(request)
    assert told(unit.head, "2026-03-13T09:03") == []


def test_letters_name_the_case_of_a_request_and_go_to_who_has_it_now(unit: Unit, settings: Any) -> None:
    settings.MOTCUA_SMTP_HOST = "127.0.0.1"
    (request,) = unit.ask(0)
    with clock.frozen(hanoi("2026-03-12T16:00")):
        remind()
        give(unit, request, unit.two)
        Account.objects.filter(pk=unit.two.account_id).update(email="hai@example.vn")
        assert mail_reminders() == 1
        letter = Message.objects.get(name=unit.two.name)
    assert f"{request.case} – Trả lời yêu cầu phối hợp: còn không quá 2 giờ" in letter.body


def test_who_leaves_hands_on_what_they_answer_and_what_they_await(unit: Unit) -> None:
    first, second = unit.ask(0, 1)
    give(unit, first, unit.one)
    heir = make_official("Ngô Kế", "Chuyên viên", unit.town.commune, ["specialist"])
    with pytest.raises(WorkHeld, match="1 yêu cầu phối hợp"):
        end_post(actor=unit.town.administrator, position_id=key(unit.one), last_day=NOW.date())
    assert hand_on(actor=unit.head, position_id=key(unit.one), successor_id=key(unit.two)) == HandedOn(0, 0, 0, 1, 0)
    assert SubRequest.objects.get(pk=first.pk).taken_by_id == key(unit.two)
    asking = unit.town.specialist
    with pytest.raises(WorkHeld, match="chờ 2 trả lời"):
        end_post(actor=unit.town.administrator, position_id=key(asking), last_day=NOW.date())
    given = hand_on(actor=unit.town.leader, position_id=key(asking), successor_id=key(heir))
    assert (given.asked, given.awaited) == (0, 2)
    answer_request(actor=unit.two, request_id=first.pk, text="Không vướng.")
    assert heir.account_id in unit.heard("case.agency_answered") and asking.account_id not in unit.heard(
        "case.agency_answered"
    )
    assert Entry.objects.filter(kind="case.request_awaited").count() == 2 and second.asked_by_id == key(asking)


def test_back_to_the_unit_it_waits_for_somebody_and_a_post_that_ended_holds_nothing(unit: Unit) -> None:
    (request,) = unit.ask(0)
    give(unit, request, unit.one)
    assert give_back(actor=unit.head, position_id=key(unit.one)).asked == 1
    assert SubRequest.objects.get().taken_by_id is None
    give(unit, request, unit.two)
    choice = Choice("unit")
    end_post(actor=unit.town.administrator, position_id=key(unit.two), last_day=NOW.date(), choice=choice)
    assert SubRequest.objects.get().taken_by_id is None
    SubRequest.objects.update(taken_by=key(unit.two), state="taken")
    with clock.frozen(hanoi("2026-03-11T00:30")):
        assert carry_out_plans() == 1 and carry_out_plans() == 0
    assert SubRequest.objects.get().taken_by_id is None

"""A citizen asks for erasure and is answered; a hold wins; who may answer and hold."""

from datetime import timedelta

import pytest

from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.base.messages.inbox import inbox
from motcua.casework.retention.errors import AlreadyAnswered, CaseHeld, HoldNotFound, NothingToAsk, RequestNotFound
from motcua.casework.retention.models import DataRequest, RequestState
from motcua.casework.retention.queries.asked import kept_of, own_data, to_answer
from motcua.casework.retention.services import asking, holding
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Person
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Invalid
from tests.casework.retention.test_erasing import NAME, NUMBER, found, life
from tests.support.town import Town, hanoi, make_citizen

MONDAY = hanoi("2026-11-23T09:00")


@pytest.fixture
def ended(town: Town) -> Case:
    with clock.frozen(hanoi("2026-11-02T09:00")):
        return life(town)


def asked_for(town: Town, case: Case, **more: bool) -> DataRequest:
    with clock.frozen(MONDAY):
        (made,) = asking.ask_erasure(actor=town.citizen, case_ids=[case.pk], note=f"Xin xóa, {NAME}", **more)
    return made


def test_a_request_has_its_clock_and_its_approval_erases_case_and_account(town: Town, ended: Case) -> None:
    Person.objects.filter(pk=town.citizen.person_id).update(full_name=NAME)
    asked = asked_for(town, ended, account=True)
    assert (asked.answer_by, asked.complete_by) == (hanoi("2026-11-26T17:00"), MONDAY + timedelta(days=20)), (
        "24/11 is a holiday"
    )
    assert [one.pk for one in to_answer(town.leader)] == [asked.pk] and not to_answer(town.stranger)
    with clock.frozen(MONDAY):
        asking.approve_request(actor=town.leader, request_id=asked.pk)
        with pytest.raises(AlreadyAnswered):
            asking.approve_request(actor=town.leader, request_id=asked.pk)
    assert DataRequest.objects.get().state == RequestState.DONE and found() == []
    kinds = list(Entry.objects.filter(subject_id=str(ended.pk)).order_by("-number").values_list("kind", flat=True)[:2])
    assert kinds == ["case.erased", "case.erasure_asked"] and verify().sound


def test_a_refusal_says_why_and_an_extension_is_given_once(town: Town, ended: Case) -> None:
    asked = asked_for(town, ended)
    one = {"actor": town.leader, "request_id": asked.pk}
    asking.accept_request(**one)  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        asking.accept_request(**one)  # type: ignore[arg-type]
    longer = asking.accept_request(**one, why="Hồ sơ ở kho lưu trữ")  # type: ignore[arg-type]
    assert (longer.extended, longer.complete_by) == (True, MONDAY + timedelta(days=35))
    with pytest.raises(AlreadyAnswered):
        asking.accept_request(**one, why="Nữa")  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        asking.refuse_request(**one, why=" ")  # type: ignore[arg-type]
    asking.refuse_request(**one, why="Luật còn giữ.")  # type: ignore[arg-type]
    assert town.citizen.account_id and "Luật còn giữ." in inbox(town.citizen.account_id)[0].body
    assert found(), "nothing was erased"
    assert kept_of(town.citizen)[0].may_ask, "and it may be asked for again"


def test_a_hold_wins_over_a_request_until_it_is_released(town: Town, ended: Case) -> None:
    asked = asked_for(town, ended)
    with pytest.raises(Denied):
        holding.place_hold(actor=town.specialist, case_id=ended.pk, kind="court", citation="1", reason="x")
    with pytest.raises(CaseNotFound):
        holding.place_hold(actor=town.stranger, case_id=ended.pk, kind="court", citation="1", reason="x")
    with pytest.raises(Invalid) as wrong:
        holding.place_hold(actor=town.leader, case_id=ended.pk, kind="x", citation=" ", reason="")
    assert set(wrong.value.fields) == {"kind", "citation", "reason"}
    hold = holding.place_hold(actor=town.leader, case_id=ended.pk, kind="court", citation="12/TA", reason="Kiện")
    with pytest.raises(CaseHeld):
        asking.approve_request(actor=town.leader, request_id=asked.pk)
    assert kept_of(town.citizen)[0].held
    holding.release_hold(actor=town.leader, hold_id=hold.pk, reason="Đã xử xong")
    with pytest.raises(HoldNotFound):
        holding.release_hold(actor=town.leader, hold_id=hold.pk, reason="Lại")
    assert asking.approve_request(actor=town.leader, request_id=asked.pk).state == RequestState.DONE


def test_only_ones_own_ended_cases_may_be_asked_for_and_only_once(town: Town, ended: Case) -> None:
    with pytest.raises(CaseNotFound):
        asking.ask_erasure(actor=make_citizen("Người Lạ"), case_ids=[ended.pk])
    with pytest.raises(Denied):
        asking.ask_erasure(actor=town.leader, case_ids=[ended.pk])
    asked = asked_for(town, ended)
    with pytest.raises(NothingToAsk):
        asking.ask_erasure(actor=town.citizen, case_ids=[ended.pk])
    with pytest.raises(RequestNotFound):
        asking.approve_request(actor=town.stranger, request_id=asked.pk)
    assert NUMBER in str(own_data(town.citizen)), "one's own data, whole"


def test_without_a_case_the_account_goes_at_once(town: Town) -> None:
    (made,) = asking.ask_erasure(actor=town.citizen, case_ids=[], account=True)
    person = Person.objects.get(pk=town.citizen.person_id)
    assert (made.state, person.full_name, person.account and person.account.is_active) == ("done", "[đã xóa]", False)

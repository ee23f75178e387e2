"""A case that comes by the post: the record says from when its time counts, the way counts for nobody."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from motcua.base.calendars.facts import rules_on
from motcua.base.documents.models import Document
from motcua.base.files.services.store import store_made
from motcua.base.ledger.models import Entry
from motcua.casework.clockwork import clock_of
from motcua.casework.post import HandedByPost
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.accept import accept_case
from motcua.casework.services.correct_post import LaterByCorrection, Really, correct_post
from motcua.casework.services.counter import AtCounter, file_at_counter, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import Proof, hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.domain.cases.enums import Channel, ReceiverKind, ResultWanted
from motcua.domain.cases.intervals import Owner
from motcua.domain.cases.models import Case, PostalCorrection
from motcua.domain.cases.states import MoveRefused
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.ops import case_clock
from tests.casework.test_life import MISSING, receive
from tests.support.town import APPLICANT, Town, hanoi

NOON = "2026-03-10T11:30"
RECORD = HandedByPost("BB-12/2026", hanoi("2026-03-09T14:00"), "Ngô Bưu Tá", sent_on=date(2026, 3, 6))


def facts(town: Town, handed: HandedByPost = RECORD) -> dict[str, Any]:
    return {"actor": town.counter, "version_id": town.version.pk, "office_id": town.office.pk,
            "applicant": APPLICANT, "around": AtCounter(post=handed)}  # fmt: skip


def received(town: Town, handed: HandedByPost = RECORD, at: str = NOON, wanted: str = ResultWanted.COUNTER) -> Case:
    with clock.frozen(hanoi(at)):
        return receive_at_counter(**facts(town, handed), result_wanted=wanted)


def spoken(case: Case, at: str) -> str:
    with clock.frozen(hanoi(at)):
        return "\n".join(line.vi for line in clock_of(case).lines)


def test_the_time_counts_from_the_signed_record_not_from_acceptance(town: Town) -> None:
    case = received(town)
    assert (case.channel, case.counts_from, case.accepted_at) == ("post", RECORD.signed_at, hanoi(NOON))
    assert case.due_at == hanoi("2026-03-16T17:00")
    told = spoken(case, NOON)
    assert "biên bản số BB-12/2026 ký lúc 14:00 Thứ Hai, 09/03/2026: thời hạn tính từ lúc ký (QĐ 45/2016" in told
    assert "Gửi qua bưu điện ngày 06/03/2026: thời gian chuyển đến không tính." in told
    assert [line for line in case_clock.explained(str(case.code))["lines"] if "BB-12/2026" in line]
    kinds = list(Entry.objects.filter(subject_id=str(case.pk)).order_by("number").values_list("kind", flat=True))
    assert kinds == ["case.submitted", "case.came_by_post", "case.accepted"]
    assert not verify_cases().different


def test_the_post_owns_its_time_and_the_counter_what_it_left_lying(town: Town) -> None:
    case = received(town)
    with clock.frozen(hanoi("2026-03-10T12:00")):
        found = clock_of(case)
    told = [(f"{clock.local(one.began):%d %H:%M}", one.owner, one.running) for one in found.intervals]
    assert told == [
        ("06 00:00", Owner.POST, False),
        ("09 14:00", Owner.COUNTER, True),
        ("10 11:30", Owner.COUNTER, True),
    ]
    assert found.steps[0].step == "post_arrived" and found.steps[0].over == found.steps[0].used


def test_a_supplement_before_acceptance_moves_the_start_to_when_it_was_complete(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T15:00")):
        case = file_at_counter(**facts(town), channel=Channel.POST)
        assert case.answer_by is not None
        request_supplement(actor=town.counter, case_id=case.pk, expected=None, reason="Thiếu ảnh", items=MISSING)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    with clock.frozen(hanoi("2026-03-12T09:00")):
        case = accept_case(actor=town.counter, case_id=case.pk, expected=None)
    assert (case.counts_from, case.due_at) == (hanoi("2026-03-11T09:00"), hanoi("2026-03-18T17:00"))
    assert "bổ sung đủ lúc 09:00 Thứ Tư, 11/03/2026, thời hạn tính từ đó" in spoken(case, "2026-03-12T10:00")


def test_where_the_city_decides_so_the_time_counts_from_acceptance(town: Town, monkeypatch: Any) -> None:
    from_acceptance = replace(rules_on(date(2026, 3, 9)), postal_clock="acceptance")
    monkeypatch.setattr("motcua.casework.surroundings.rules_on", lambda day, city: from_acceptance)
    case = received(town)
    assert case.counts_from is None and case.due_at == hanoi("2026-03-17T17:00")
    assert "thời hạn tính từ lúc tiếp nhận" in spoken(case, NOON)


def test_the_way_back_by_post_counts_for_nobody(town: Town) -> None:
    case = received(town, wanted=ResultWanted.POST)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        forward_case(actor=town.specialist, case_id=case.pk, expected=None)
        decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Đồng ý.")
    with clock.frozen(hanoi("2026-03-12T09:00")):
        given = Proof(receiver_kind=ReceiverKind.POST)
        case = hand_over_result(actor=town.counter, case_id=case.pk, expected=None, receiver="Ngô Bưu Tá",
                                identity_shown="Biên bản BB-20", proof=given)  # fmt: skip
    with clock.frozen(hanoi("2026-03-30T09:00")):
        found = clock_of(case)
    assert [one.owner for one in found.intervals[-2:]] == [Owner.COUNTER, Owner.POST]
    assert case.hand_over.way == "post" and found.readings is not None and not found.readings.law.late
    assert "Thời gian bưu điện chuyển kết quả không tính vào thời hạn." in [line.vi for line in found.lines]
    assert not verify_cases().different


def test_a_scan_of_the_record_lies_among_the_papers(town: Town) -> None:
    photo = store_made(b"photo", name="bien-ban.jpg", media_type="image/jpeg", pages=1)
    case = received(town, replace(RECORD, scan=photo))
    paper = case.papers.last()
    assert paper is not None and paper.name == "Biên bản giao nhận với bưu điện số BB-12/2026"
    assert paper.files.get().name == "bien-ban.jpg" and not verify_cases().different


@pytest.mark.parametrize(
    "change,field",
    [
        ({"number": " "}, "post_number"), ({"giver": ""}, "post_giver"), ({"signed_at": None}, "post_signed_on"),
        ({"signed_at": hanoi("2026-03-10T11:31")}, "post_signed_on"), ({"number": "9" * 61}, "post_number"),
        ({"signed_at": hanoi("2025-12-01T09:00")}, "post_signed_on"), ({"sent_on": date(2026, 3, 10)}, "post_sent_on"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_is_refused_at_its_field(town: Town, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        received(town, replace(RECORD, **change))
    assert set(refused.value.fields) == {field} and not Case.objects.exists()


def test_nothing_comes_by_post_without_its_record_nor_goes_by_post_without_an_address(town: Town) -> None:
    without = facts(town) | {"around": AtCounter()}
    with pytest.raises(Invalid) as refused:
        file_at_counter(**without, channel=Channel.POST)
    assert set(refused.value.fields) == {"post_number", "post_giver", "post_signed_on"}
    with pytest.raises(Invalid) as nowhere:
        file_at_counter(**without | {"applicant": replace(APPLICANT, address=" ")}, result_wanted=ResultWanted.POST)
    assert set(nowhere.value.fields) == {"address"}


def corrected(case: Case, actor: Actor, signed: str, number: str = "BB-12/2026", **more: Any) -> Case:
    with clock.frozen(hanoi("2026-03-11T09:00")):
        really = Really(number, hanoi(signed) if signed else None, more.pop("sent_on", RECORD.sent_on))
        return correct_post(actor=actor, case_id=case.pk, expected=None, really=really,
                            **({"reason": "Ghi nhầm ngày."} | more))  # fmt: skip


def test_a_record_entered_wrongly_is_corrected_with_its_reason_and_the_clock_recounted(town: Town) -> None:
    case = received(town)
    corrected(case, town.counter, "2026-03-06T10:00", number="BB-11/2026")
    case.refresh_from_db()
    assert (case.counts_from, case.due_at) == (hanoi("2026-03-06T10:00"), hanoi("2026-03-13T17:00"))
    told = Entry.objects.get(kind="case.post_corrected").facts
    assert (told["was_number"], told["number"]) == ("BB-12/2026", "BB-11/2026")
    assert RECORD.signed_at and datetime.fromisoformat(told["was_at"]) == RECORD.signed_at
    said = spoken(case, "2026-03-11T10:00")
    assert "biên bản số BB-11/2026 ký lúc 10:00" in said and "Biên bản được sửa lúc 09:00" in said
    assert Document.objects.filter(subject_id=str(case.pk), kind="receipt").count() == 2
    corrected(case, town.counter, "2026-03-06T09:00", number="BB-11/2026")
    assert PostalCorrection.objects.count() == 2 and verify_cases().sound, verify_cases().first


def test_a_promise_gets_later_by_a_correction_only_through_a_leader(town: Town) -> None:
    case = received(town)
    with pytest.raises(LaterByCorrection, match="17:00 Thứ Ba, 17/03/2026"):
        corrected(case, town.counter, "2026-03-10T09:00")
    assert not PostalCorrection.objects.exists()
    corrected(case, town.leader, "2026-03-10T09:00")
    case.refresh_from_db()
    assert case.due_at == hanoi("2026-03-17T17:00") and verify_cases().sound


@pytest.mark.parametrize(
    "signed,more,field",
    [
        ("", {}, "signed_on"), ("2026-03-06T10:00", {"number": " "}, "number"),
        ("2026-03-10T12:00", {}, "signed_on"), ("2026-03-06T10:00", {"sent_on": date(2026, 3, 7)}, "sent_on"),
        ("2026-03-06T10:00", {"reason": " "}, "reason"), ("2026-03-09T14:00", {}, "number"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_correction_is_named(town: Town, signed: str, more: dict[str, Any], field: str) -> None:
    case = received(town)
    with pytest.raises(Invalid) as wrong:
        corrected(case, town.counter, signed, **more)
    assert list(wrong.value.fields) == [field]


def test_only_the_reception_corrects_and_only_what_came_by_post(town: Town) -> None:
    by_post, brought = received(town), receive(town)
    with pytest.raises(Denied):
        corrected(by_post, town.specialist, "2026-03-06T10:00")
    with pytest.raises(MoveRefused):
        corrected(brought, town.counter, "2026-03-06T10:00")

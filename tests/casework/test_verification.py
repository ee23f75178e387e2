"""The ledger of a case gives its row again, and a planted change of any compared column is found by its name."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.base.files.services.store import store_made
from motcua.casework.bulk.orders import day_for
from motcua.casework.folded_row import COMPARED, differences
from motcua.casework.folding import Told, fold
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.accept import accept_case
from motcua.casework.services.answer_agency import take_request
from motcua.casework.services.apologise import apologise
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.counter import AtCounter, PaperTick, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, discard_draft, remove_file, save_applicant, start_draft
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.guide import guide_at_counter
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.casework.services.take_over import DraftRef
from motcua.casework.untold import UNTOLD
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock
from tests.support.town import APPLICANT, Town, hanoi, make_agency, make_official

MISSING = [MissingItem("Bản sao giấy khai sinh", "01 bản")]


def drafted(town: Town) -> Case:
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    return save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=APPLICANT, summary="", result_wanted="online"
    )


def submitted(town: Town) -> Case:
    case = drafted(town)
    photo = store_made(b"photo", name="a.jpg", media_type="image/jpeg", pages=1)
    paper = case.papers.get(position=1)
    wrong = attach_file(actor=town.citizen, case_id=case.pk, paper_id=paper.pk, stored=photo)
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=paper.pk, stored=photo)
    remove_file(actor=town.citizen, case_id=case.pk, file_id=wrong.pk)
    return submit_case(actor=town.citizen, case_id=case.pk)


def received(town: Town) -> Case:
    photo = store_made(b"photo", name="a.jpg", media_type="image/jpeg", pages=1)
    return receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1, files=(photo,))],
    )  # fmt: skip


def examined(town: Town) -> Case:
    case = forward_case(actor=town.counter, case_id=received(town).pk, expected=None)
    return take_task(actor=town.specialist, case_id=case.pk, expected=None)


def every_way(town: Town) -> list[Case]:
    """Cases that went every way there is, each left where its way ends."""
    begun = [drafted(town), *guided(town), submitted(town), received(town), examined(town)]
    return [*begun, *asked_for(town), *ended(town)]


def guided(town: Town) -> list[Case]:
    """Sent home with a slip: a new draft, one begun at home, and one that came back complete."""
    begun = drafted(town)
    place: dict[str, Any] = {"actor": town.counter, "version_id": town.version.pk, "office_id": town.office.pk}
    new, back = (guide_at_counter(applicant=APPLICANT, missing=["Giấy chứng sinh"], **place) for _ in range(2))
    continued = guide_at_counter(applicant=APPLICANT, missing=["Ảnh"], draft=DraftRef(begun.pk, begun.version), **place)
    again = AtCounter(draft=DraftRef(back.pk, back.version))
    return [new, continued, receive_at_counter(applicant=APPLICANT, around=again, **place)]


def asked_for(town: Town) -> list[Case]:
    early, late, answered, owing, paid = submitted(town), examined(town), examined(town), examined(town), examined(town)
    ask = {"expected": None, "reason": "Thiếu giấy tờ.", "items": MISSING}
    request_supplement(actor=town.counter, case_id=early.pk, **ask)
    answer_supplement(actor=town.citizen, case_id=early.pk, expected=None)
    accept_case(actor=town.counter, case_id=early.pk, expected=None)
    request_supplement(actor=town.specialist, case_id=late.pk, **ask)
    request_supplement(actor=town.specialist, case_id=answered.pk, **ask)
    answer_supplement(actor=town.counter, case_id=answered.pk, expected=None)
    owe = {"expected": None, "reason": "Lệ phí", "amount_vnd": 1000}
    request_duty(actor=town.specialist, case_id=owing.pk, **owe)
    request_duty(actor=town.specialist, case_id=paid.pk, **owe)
    settle_duty(actor=town.specialist, case_id=paid.pk, expected=None, evidence="Biên lai")
    delayed = examined(town)
    apologise(actor=town.leader, case_id=delayed.pk, expected=None, new_day=day_for(delayed), reason="Cần xác minh.")
    return [early, late, answered, owing, paid, delayed]


def ended(town: Town) -> list[Case]:
    refused, withdrawn, stopped, closed = submitted(town), examined(town), examined(town), examined(town)
    refuse_case(actor=town.counter, case_id=refused.pk, expected=None, reason="Không thuộc thẩm quyền.")
    request_duty(actor=town.specialist, case_id=withdrawn.pk, expected=None, reason="Lệ phí", amount_vnd=1)
    withdraw_case(actor=town.counter, case_id=withdrawn.pk, expected=None, reason="Người nộp rút.")
    stop_case(actor=town.leader, case_id=stopped.pk, expected=None, reason="Tranh chấp.")
    common: dict[str, Any] = {"case_id": closed.pk, "expected": None}
    forward_case(actor=town.specialist, **common)
    return_to_previous(actor=town.leader, reason="Xem lại.", **common)
    forward_case(actor=town.specialist, **common)
    decide_case(actor=town.leader, outcome="granted", text="Cấp.", **common)
    hand_over_result(actor=town.counter, receiver="Dân", identity_shown="Thẻ căn cước", **common)
    close_case(actor=town.counter, **common)
    discard_draft(actor=town.citizen, case_id=drafted(town).pk)
    return [refused, withdrawn, stopped, closed]


def test_every_case_is_as_its_ledger_tells_it(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        cases = every_way(town)
    verified = verify_cases()
    assert (verified.different, [one.fields for one in verified.first]) == (0, [])
    assert verified.checked == len(cases) + 1, "the discarded draft counts as well"


def test_moments_of_the_real_clock_fit_too(town: Town) -> None:
    every_way(town)
    assert [one.fields for one in verify_cases().first] == []


PLANTED = {
    "filing_number": "UPDATE cases_case SET filing_number = 'NOP-2222-2222-22' WHERE id = %s",
    "code": "UPDATE cases_case SET code = 'H26.T1-261123-0999' WHERE id = %s",
    "state": "UPDATE cases_case SET state = 'supplement' WHERE id = %s",
    "channel": "UPDATE cases_case SET channel = 'post' WHERE id = %s",
    "office_id": "UPDATE cases_case SET office_id = (SELECT id FROM directory_office WHERE identifier = 'H26.T2.Q') "
    "WHERE id = %s",
    "receiving_id": "UPDATE cases_case SET receiving_agency_id = "
    "(SELECT id FROM directory_agency WHERE identifier = 'H26.T2') WHERE id = %s",
    "resolving_id": "UPDATE cases_case SET resolving_agency_id = "
    "(SELECT id FROM directory_agency WHERE identifier = 'H26.T2') WHERE id = %s",
    "limit": "UPDATE cases_case SET limit_value = 99 WHERE id = %s",
    "same_day": "UPDATE cases_case SET same_day = true WHERE id = %s",
    "thread_id": "UPDATE cases_case SET thread_officer_id = NULL WHERE id = %s",
    "due_at": "UPDATE cases_case SET due_at = due_at + interval '1 day' WHERE id = %s",
    "answer_by": "UPDATE cases_case SET answer_by = now() WHERE id = %s",
    "submitted_at": "UPDATE cases_case SET submitted_at = submitted_at - interval '1 second' WHERE id = %s",
    "accepted_at": "UPDATE cases_case SET accepted_at = accepted_at - interval '1 second' WHERE id = %s",
    "counts_from": "UPDATE cases_case SET counts_from = accepted_at - interval '1 day' WHERE id = %s",
    "process_day": "UPDATE cases_case SET process_day = '2020-01-01' WHERE id = %s",
    "version": "UPDATE cases_case SET version = version + 1 WHERE id = %s",
    "process": "UPDATE cases_case SET process_state = process_state || '{\"n\": 9}' WHERE id = %s",
    "tasks": "UPDATE routing_task SET step = 'approval' WHERE closed_at IS NULL AND case_id = %s",
    "signed": "INSERT INTO cases_sign_off (id, case_id, step, kind, position_id, signer, digest, signed_at) "
    "SELECT gen_random_uuid(), case_id, 'x', 'seal', assignee_id, '', '', now() FROM routing_task "
    "WHERE closed_at IS NULL AND case_id = %s",
    "papers": "DELETE FROM cases_paper WHERE position = 2 AND case_id = %s",
    "files": "UPDATE cases_paper_file SET removed_at = now() WHERE paper_id IN "
    "(SELECT id FROM cases_paper WHERE case_id = %s)",
    "stops": "INSERT INTO cases_clock_stop (id, case_id, reason, effect, note, began_at, evidence) "
    "VALUES (gen_random_uuid(), %s, 'duty', 'stop', '', now(), '')",
    "apologies": "INSERT INTO cases_apology (id, case_id, number, was, first, due, reason, ground, in_time, automatic, "
    "given_at, signer) VALUES (gen_random_uuid(), %s, 7, now(), now(), now() + interval '1 day', 'x', '', true, false, "
    "now(), 'x')",
    "requests": "INSERT INTO routing_sub_request (id, case_id, number, round, enough, slip, kind, state, token, step, "
    "asking_agency_id, asking_path, asked_by_id, asked_at, agency_id, agency_path, text, due_at, answer, reminders, "
    "handed, minutes) "
    "SELECT gen_random_uuid(), case_id, 7, 1, 1, 'x', 'opinion', 'sent', token, step, agency_id, agency_path, "
    "assignee_id, now(), (SELECT id FROM directory_agency WHERE identifier = 'H26.T2'), '/', 'x', now(), '', 0, "
    "false, 60 "
    "FROM routing_task WHERE closed_at IS NULL AND case_id = %s",
    "supplements": "INSERT INTO cases_supplement (id, case_id, number, reason, after_acceptance, asked_at, answer) "
    "VALUES (gen_random_uuid(), %s, 7, 'x', true, now(), '')",
}
"""What somebody might change behind the acts' back, on a case that a specialist has on the desk."""

PLANTED_IN_TASKS = (
    "SET token = 7",
    "SET agency_id = (SELECT id FROM directory_agency WHERE identifier = 'H26.T2')",
    "SET due_at = now()",
    "SET assignee_id = NULL",
    "SET closed_at = now(), outcome = 'ended'",
)

PLANTED_IN_REQUESTS = (
    "SET agency_id = (SELECT id FROM directory_agency WHERE identifier = 'H26.S1')",
    "SET due_at = now()",
    "SET state = 'sent'",
    "SET reminders = 1",
    "SET escalated_to_id = asking_agency_id",
    "SET taken_by_id = NULL",
    "SET taken_by_id = asked_by_id",
    "SET awaited_by_id = taken_by_id",
)
"""On a request that somebody at the asked agency has taken on."""

PLANTED_AT_END = {
    "decided_at": "UPDATE cases_case SET decided_at = decided_at - interval '1 second' WHERE id = %s",
    "returned_at": "UPDATE cases_case SET returned_at = returned_at - interval '1 second' WHERE id = %s",
    "ended_at": "UPDATE cases_case SET ended_at = ended_at - interval '1 second' WHERE id = %s",
}
"""On a closed case."""

BY_THE_OWNER = {"version_id", "outcome", "decision_number", "handed_over"}
"""Decisions and hand-overs may not be changed by the serving role at all; versions are told apart by the pure test."""


def planted(statement: str, case: Case) -> dict[str, tuple[Any, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [case.pk])
        assert cursor.rowcount == 1 or "cases_paper_file" in statement
    found = {one.case_id: one.fields for one in verify_cases().first}
    assert set(found) == {case.pk}
    return found[case.pk]


@pytest.mark.parametrize("name", PLANTED)
def test_a_change_behind_the_acts_back_is_found_by_its_name(town: Town, name: str) -> None:
    drafted(town)
    assert name in planted(PLANTED[name], examined(town))


@pytest.mark.parametrize("change", PLANTED_IN_TASKS)
def test_a_change_of_what_lies_on_the_desk_is_found(town: Town, change: str) -> None:
    assert "tasks" in planted(f"UPDATE routing_task {change} WHERE closed_at IS NULL AND case_id = %s", examined(town))


@pytest.mark.parametrize("change", PLANTED_IN_REQUESTS)
def test_a_change_of_what_is_asked_of_others_is_found(town: Town, change: str) -> None:
    case = examined(town)
    asked, _ = (make_agency(f"H26.S{place}", f"Sở {place}", "department", town.city) for place in (2, 1))
    ask_agencies(actor=town.specialist, case_id=case.pk, expected=None, kind="opinion", text="Có vướng gì không?",
                 agencies=[AskedAgency(asked.pk, 480)])  # fmt: skip
    answering = make_official("Ngô Sở", "Chuyên viên", asked, ["specialist"])
    take_request(actor=answering, request_id=SubRequest.objects.get().pk)
    assert verify_cases().different == 0
    assert set(planted(f"UPDATE routing_sub_request {change} WHERE case_id = %s", case)) == {"requests"}


@pytest.mark.parametrize("name", PLANTED_AT_END)
def test_a_change_of_a_closed_case_is_found_too(town: Town, name: str) -> None:
    closed = ended(town)[-1]
    assert name in planted(PLANTED_AT_END[name], closed)


def test_the_table_of_changes_holds_every_compared_field() -> None:
    assert PLANTED.keys() | PLANTED_AT_END.keys() | BY_THE_OWNER == set(COMPARED)


def test_a_row_without_ledger_and_a_ledger_without_row_are_found(town: Town) -> None:
    kept, lost = drafted(town), drafted(town)
    Case.objects.filter(pk=lost.pk).delete()
    copy = Case.objects.get(pk=kept.pk)
    copy.pk, copy.filing_number, copy._state.adding = type(kept)().pk, "NOP-3333-3333-33", True
    copy.save()
    found = {one.case_id: one.fields for one in verify_cases().first}
    assert found == {lost.pk: {"row": ("row", None)}, copy.pk: {"ledger": (None, "row")}}


@pytest.mark.parametrize("name", sorted(BY_THE_OWNER))
def test_fields_the_serving_role_cannot_change_are_compared_as_well(name: str) -> None:
    at = hanoi("2026-11-23T09:00")
    row = fold(
        [Told("case.drafted", at, {"version": "a"}), Told("case.returned", at + timedelta(1), {"way": "counter"})]
    )
    row.put(outcome="granted", decision_number="1/KQ")
    assert name in differences(row, row.values | {name: "other"})


def test_what_an_older_entry_does_not_tell_is_not_compared() -> None:
    row = fold([Told("case.drafted", hanoi("2026-11-23T09:00"), {})])
    assert row.values["version_id"] is UNTOLD
    assert differences(row, row.values | {"version_id": "anything"}) == {}


REQUEST_ASKED = {"number": 1, "kind": "opinion", "agency_id": "a", "due": "2026-11-24T09:00:00+00:00"}


@pytest.mark.parametrize(("kind", "facts"), [
    ("case.request_assigned", {}),
    ("case.request_awaited", {}),
    ("case.transferred", {"moved": {}, "requests": [[1, "b"]]}),
    ("case.transferred", {"moved": {}}),
])  # fmt: skip
def test_who_has_a_request_is_not_compared_where_an_older_entry_does_not_tell(kind: str, facts: dict[str, Any]) -> None:
    at, number = hanoi("2026-11-23T09:00"), {"number": 1}
    told = [Told("case.agency_asked", at, REQUEST_ASKED), Told("case.request_taken", at, number, "p")]
    assert fold(told).values["requests"][0][-2:] == ["p", None]
    row = fold([*told, Told(kind, at, facts | number)])
    assert UNTOLD in row.values["requests"][0]
    assert "requests" not in differences(row, row.values | {"requests": [[1, "opinion", "anything"]]})


def test_an_empty_city_proves_nothing(db: None) -> None:
    assert verify_cases().sound is False


def test_a_clock_stopped_too_late_leaves_the_case_late(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-02T09:00")):
        owing, lacking = examined(town), examined(town)
    with clock.frozen(hanoi("2026-11-23T09:00")):
        request_duty(actor=town.specialist, case_id=owing.pk, expected=None, reason="Lệ phí", amount_vnd=1)
        request_supplement(
            actor=town.specialist, case_id=lacking.pk, expected=None, reason="Thiếu giấy tờ.", items=MISSING
        )
    late = Case.objects.get(due_at__isnull=False)
    assert late.pk == owing.pk, "a supplement begins the clock anew, a duty does not"
    assert [one.fields for one in verify_cases().first] == []

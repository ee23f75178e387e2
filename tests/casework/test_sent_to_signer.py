"""A decided case sent back to who signed it, before its result is handed over: kept, void, decided anew."""

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from motcua.base.documents.models import Document, Withdrawal
from motcua.base.ledger.models import Entry
from motcua.casework.queries.page import case_page
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import return_to_previous
from motcua.domain.cases.errors import NotApproved, NotYourStep
from motcua.domain.cases.models import Case, Decision, ReturnedDecision
from motcua.domain.cases.states import MoveRefused
from motcua.domain.processes.graph.faults import ReturnRefused
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from tests.casework.test_signing import FIRST, OTHER, back, case, decide, forward, given
from tests.support.town import Town

__all__ = ["case"]
REASON = "Sai tên người nhận."


@pytest.fixture
def sealing(town: Town, case: Case) -> Case:
    """Prepared, initialled, signed; at the step that seals."""
    forward(town.specialist, case, FIRST)
    forward(town.leader, case)
    return decide(town, case, FIRST)


def to_signer(actor: Actor, case: Case, to: str = "", reason: str = REASON) -> Case:
    return return_to_previous(actor=actor, case_id=case.pk, expected=None, reason=reason, to=to)


def step_of(case: Case) -> str:
    return str(Task.objects.get(case=case, closed_at=None).step)


def test_what_was_signed_is_kept_with_the_reason_and_is_void(town: Town, sealing: Case) -> None:
    first = sealing.decision
    with pytest.raises(Invalid):
        to_signer(town.specialist, sealing, reason=" ")
    now = to_signer(town.specialist, sealing)
    assert (now.state, now.decided_at, step_of(now)) == ("processing", None, "approval")
    kept = ReturnedDecision.objects.get(case=now)
    assert (kept.number, kept.text, kept.reason) == (first.number, first.text, REASON)
    assert not Decision.objects.filter(case=now).exists() and Withdrawal.objects.get().document_id == first.document_id
    assert sorted(given(now)) == [("initial", True), ("prepare", True), ("sign", False)]
    told = Entry.objects.get(subject_id=str(now.pk), kind="case.decision_returned")
    assert told.facts["number"] == first.number and REASON not in str(told.facts)
    office, own = case_page(town.leader, now.pk), case_page(town.citizen, now.pk) if now.filer else None
    assert [one.reason for one in office.returned] == [REASON] and "result" in {one.kind for one in office.documents}
    assert own is None or "result" not in {one.kind for one in own.documents}


def test_the_same_text_is_signed_anew_under_the_same_number(town: Town, sealing: Case) -> None:
    number, document = sealing.decision.number, sealing.decision.document_id
    to_signer(town.specialist, sealing)
    with pytest.raises(NotApproved):
        decide(town, sealing, OTHER)
    again = decide(town, sealing, FIRST)
    assert again.decision.number == number and again.decision.document_id != document
    forward(town.specialist, again)
    living = [kind for kind, lives in given(again) if lives]
    assert sorted(living) == ["initial", "prepare", "seal", "sign"]
    assert Document.objects.filter(subject_id=str(again.pk), kind="result", withdrawal=None).count() == 1


def test_another_text_kills_the_counter_signature_too(town: Town, sealing: Case) -> None:
    to_signer(town.specialist, sealing)
    back(town.leader, sealing, "examination")
    forward(town.specialist, sealing, OTHER)
    assert [kind for kind, lives in given(sealing) if lives] == ["prepare"]
    with pytest.raises(MoveRefused):
        decide(town, sealing, OTHER)
    forward(town.leader, sealing)
    decide(town, sealing, OTHER)
    to_signer(town.specialist, sealing)
    assert ReturnedDecision.objects.filter(case=sealing).count() == 2


def test_the_counter_sends_it_back_to_the_seal_or_to_the_signer_but_no_further(town: Town, sealing: Case) -> None:
    forward(town.specialist, sealing)
    with pytest.raises(ReturnRefused):
        to_signer(town.counter, sealing, "examination")
    now = to_signer(town.counter, sealing)
    assert (now.state, step_of(now)) == ("decided", "seal") and now.decision.number
    forward(town.specialist, sealing)
    assert to_signer(town.counter, sealing, "approval").state == "processing"
    decide(town, sealing, FIRST)
    forward(town.specialist, sealing)
    hand_over_result(
        actor=town.counter, case_id=sealing.pk, expected=None, receiver="Nguyễn Thị Thử", identity_shown="CCCD"
    )
    with pytest.raises(NotYourStep):
        to_signer(town.counter, sealing)


def test_no_decision_goes_without_being_kept_nor_is_it_changed(town: Town, sealing: Case) -> None:
    for statement in ("DELETE FROM cases_decision", "UPDATE cases_decision SET text = 'x'"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Decision.objects.filter(case=sealing, text=FIRST.text).exists()

"""A result goes back to its signer: linked cases that went on with it are decided after it is decided again."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import recipients_of
from motcua.casework.answering import answers_of
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.verdicts import verdicts
from motcua.casework.queries.page import case_page
from motcua.casework.services.accept import accept_case
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.forward import forward_case
from motcua.casework.surroundings import surround
from motcua.domain.cases.errors import BundleWaits, EarlierTakenBack
from motcua.domain.cases.models import Bundle, BundleMember, Case, PaperFile
from tests.casework.test_sent_to_signer import sealing, to_signer
from tests.casework.test_signing import FIRST, OTHER, back, case, decide, forward
from tests.casework.test_verification import submitted
from tests.support.town import Town, hanoi

__all__ = ["case", "sealing"]


@pytest.fixture
def linked(town: Town, sealing: Case) -> tuple[Case, Case]:
    """Two that need the result of the one at the seal: one to be decided next, one that nobody has accepted."""
    bundle = Bundle.objects.create(key="sinh-con")
    found = submitted(town), submitted(town)
    for place, one in enumerate(found, start=2):
        BundleMember.objects.create(bundle=bundle, case=one, place=place, after=sealing)
    begun = accept_case(actor=town.counter, case_id=found[0].pk, expected=None)
    forward_case(actor=town.counter, case_id=begun.pk, expected=None)
    forward(town.specialist, begun, FIRST)
    return forward(town.leader, begun), found[1]


def kept_result(case: Case) -> list[Any]:
    among = PaperFile.objects.filter(paper__case=case, paper__name__startswith="Kết quả:", removed_at=None)
    return list(among.values_list("file", flat=True))


def heard(case: Case, kind: str) -> set[Any]:
    return {one.account_id for one in recipients_of(Entry.objects.get(subject_id=str(case.pk), kind=kind))}


def test_a_case_that_went_on_is_told_and_is_decided_only_after_it(
    town: Town, sealing: Case, linked: tuple[Case, Case]
) -> None:
    begun, first = linked[0], kept_result(linked[0])
    assert len(first) == 1 and case_page(town.leader, begun.pk).blocked == {}
    to_signer(town.specialist, sealing)
    assert heard(begun, "case.earlier_returned") == {town.counter.account_id}, "the thread officer"
    page = case_page(town.leader, begun.pk)
    assert page.earlier_out == sealing.code and set(page.blocked) == {"decide"} and kept_result(begun) == []
    with pytest.raises(EarlierTakenBack) as told:
        decide(town, begun, FIRST)
    assert sealing.code in told.value.words.vi
    order, expected = Order("decide", text="Cấp.", outcome="granted"), Case.objects.get(pk=begun.pk).version
    (foretold,) = verdicts(town.leader, order, [(surround(Case.objects.get(pk=begun.pk)), expected)])
    assert isinstance(foretold.fault, EarlierTakenBack), "said before many are decided at once"
    back(town.leader, begun, "examination")
    forward(town.specialist, begun, OTHER)
    assert forward(town.leader, begun).state == "processing", "all other work goes on"
    decide(town, sealing, FIRST)
    assert heard(begun, "case.earlier_settled") == {town.counter.account_id}
    assert len(kept_result(begun)) == 1 and kept_result(begun) != first
    assert case_page(town.leader, begun.pk).earlier_out == ""
    assert decide(town, begun, OTHER).state == "decided"


def test_a_case_whose_turn_had_come_waits_again(town: Town, sealing: Case, linked: tuple[Case, Case]) -> None:
    waiting = linked[1]
    assert Case.objects.get(pk=waiting.pk).answer_by
    to_signer(town.specialist, sealing)
    assert Case.objects.get(pk=waiting.pk).answer_by is None and heard(waiting, "case.earlier_returned") == set()
    with pytest.raises(BundleWaits):
        accept_case(actor=town.counter, case_id=waiting.pk, expected=None)
    decide(town, sealing, FIRST)
    assert Case.objects.get(pk=waiting.pk).answer_by
    accept_case(actor=town.counter, case_id=waiting.pk, expected=None)
    assert len(kept_result(waiting)) == 1


def test_an_earlier_case_that_ends_without_a_result_is_waited_for_no_longer(
    town: Town, sealing: Case, linked: tuple[Case, Case]
) -> None:
    to_signer(town.specialist, sealing)
    withdraw_case(actor=town.counter, case_id=sealing.pk, expected=None, reason="Người nộp rút.")
    assert heard(linked[0], "case.earlier_settled") == {town.counter.account_id} and kept_result(linked[0]) == []
    assert decide(town, linked[0], FIRST).state == "decided"


def test_a_case_over_already_hears_nothing(town: Town, sealing: Case, linked: tuple[Case, Case]) -> None:
    withdraw_case(actor=town.counter, case_id=linked[0].pk, expected=None, reason="Người nộp rút.")
    to_signer(town.specialist, sealing)
    assert not Entry.objects.filter(subject_id=str(linked[0].pk), kind__startswith="case.earlier_").exists()


def test_no_answer_is_owed_before_the_turn_comes_again() -> None:
    at = hanoi("2026-11-23T09:00")
    facts = ({"answer_by": (at + timedelta(1)).isoformat()}, {}, {"answer_by": (at + timedelta(3)).isoformat()})
    kinds = ("case.turn_came", "case.earlier_returned", "case.turn_came")
    told = [SimpleNamespace(kind=kind, at=at, facts=one, actor_name="") for kind, one in zip(kinds, facts, strict=True)]
    assert answers_of(told[:2]) == []
    assert [one.due for one in answers_of(told)] == [at + timedelta(3)]

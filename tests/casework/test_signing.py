"""Approvals under a result: given in their order, each for one text; another text makes them void."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case, return_to_previous
from motcua.casework.signing import Draft
from motcua.domain.cases.errors import NotApproved, NothingDrafted
from motcua.domain.cases.models import Case, SignOff
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.definition import SignOff as Chain
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi

DAY = hanoi("2026-03-10T09:00")
USUAL = lines_of(DEFAULT_STEPS)
FIRST, OTHER = Draft("granted", "Cấp phép."), Draft("granted", "Cấp phép có điều kiện.")
ROWS = [
    USUAL[0],
    replace(USUAL[1], sign_off=(Chain.PREPARE,)),
    Line("Ký nháy", "Initial", "specialist_unit", "leader", Decimal(4), key="initial", sign_off=(Chain.INITIAL,)),
    replace(USUAL[2], sign_off=(Chain.SIGN,), decides=True),
    Line("Đóng dấu", "Seal", "specialist_unit", "specialist", Decimal(1), key="seal", sign_off=(Chain.SEAL,)),
    USUAL[3],
]


@pytest.fixture
def case(town: Town) -> Iterator[Case]:
    """At the step that prepares the result."""
    with clock.frozen(DAY - timedelta(days=1)):
        publish_graph(
            actor=town.administrator, scope=city_scope(), graph=process_of(ROWS, Words("Thử", "Trial")),
            valid_from=date(2026, 3, 10), expected=0,
        )  # fmt: skip
    with clock.frozen(DAY):
        yield forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)
        sound = verify_cases()
        assert sound.sound, sound.first


def forward(actor: Actor, case: Case, draft: Draft | None = None) -> Case:
    return forward_case(actor=actor, case_id=case.pk, expected=None, draft=draft)


def decide(town: Town, case: Case, draft: Draft) -> Case:
    return decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome=draft.outcome, text=draft.text)


def back(actor: Actor, case: Case, to: str) -> None:
    return_to_previous(actor=actor, case_id=case.pk, expected=None, reason="Sửa nội dung.", to=to)


def given(case: Case) -> list[tuple[str, bool]]:
    """Every approval in its order, and whether it lives."""
    page = SignOff.objects.filter(case=case).order_by("signed_at", "id").values_list("kind", "died_at")
    return [(kind, died is None) for kind, died in page]


def test_each_step_records_its_approval_and_the_chain_ends_in_the_seal(town: Town, case: Case) -> None:
    with pytest.raises(NothingDrafted):
        forward(town.specialist, case)
    with pytest.raises(Invalid):
        forward(town.specialist, case, Draft("granted", " "))
    forward(town.specialist, case, FIRST)
    forward(town.leader, case)
    page = case_page(town.leader, case.pk)
    assert (
        page.draft and page.draft.text == "Cấp phép." and [one.kind for one in page.approvals] == ["prepare", "initial"]
    )
    decide(town, case, FIRST)
    forward(town.specialist, case)
    assert sorted(given(case)) == [("initial", True), ("prepare", True), ("seal", True), ("sign", True)]
    told = Entry.objects.filter(subject_id=str(case.pk), kind="case.signed_off").order_by("number")
    assert [one.facts["what"] for one in told] == ["prepare", "initial", "sign", "seal"]
    hand_over_result(actor=town.counter, case_id=case.pk, expected=None, receiver="Dân", identity_shown="Thẻ")


def test_a_counter_signature_dies_when_the_text_changes(town: Town, case: Case) -> None:
    forward(town.specialist, case, FIRST)
    forward(town.leader, case)
    with pytest.raises(NotApproved):
        decide(town, case, OTHER)
    back(town.leader, case, "examination")
    forward(town.specialist, case, OTHER)
    assert sorted(given(case)) == [("initial", False), ("prepare", False), ("prepare", True)]
    forward(town.leader, case)
    decide(town, case, OTHER)


def test_the_same_text_again_keeps_the_counter_signature(town: Town, case: Case) -> None:
    forward(town.specialist, case, FIRST)
    forward(town.leader, case)
    back(town.leader, case, "examination")
    forward(town.specialist, case, FIRST)
    assert sorted(given(case)) == [("initial", True), ("prepare", False), ("prepare", True)]
    forward(town.leader, case)
    assert sorted(given(case))[:2] == [("initial", False), ("initial", True)], "given again"

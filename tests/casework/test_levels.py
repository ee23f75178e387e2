"""One case over two levels: from the commune to a city department and back under one receipt, due date and contact."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from motcua.base.documents.models import Document
from motcua.casework.queries.page import case_page
from motcua.casework.queries.public import holder_of
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import MINE, UNIT, Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_process
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_agency, make_official

DAY_BEFORE, DAY = hanoi("2026-03-09T09:00"), hanoi("2026-03-10T09:00")
USUAL = lines_of(DEFAULT_STEPS)
AT_DEPARTMENT = Line("Thẩm định tại Sở", "At the department", "named", "specialist", Decimal(8), agency="H26.S1")


def seen(actor: Actor, case: Case) -> set[str]:
    """The tabs of one's worklist that show it."""
    tabs = {tab.key: worklist(actor, Wanted(tab=tab.key)).rows for tab in (MINE, UNIT)}
    return {key for key, rows in tabs.items() if case.pk in {row.case.pk for row in rows}}


@pytest.mark.parametrize("level", ["department", "parent"])
def test_a_case_goes_up_to_the_city_and_comes_back_for_its_result(town: Town, level: str) -> None:
    department = make_agency("H26.S1", "Sở Xây dựng", "department", town.city)
    at = {"department": department, "parent": town.city}[level]
    above = make_official("Ngô Văn Trên", "Chuyên viên", at, ["specialist"])
    beside = make_official("Lạ", "CV", make_agency("H26.S2", "Sở Khác", "department", town.city), ["specialist"])
    step = AT_DEPARTMENT if level == "department" else replace(AT_DEPARTMENT, unit="parent", agency="")
    with clock.frozen(DAY_BEFORE):
        publish_process(
            actor=town.administrator, scope=city_scope(), lines=[*USUAL[:2], step, *USUAL[2:]],
            valid_from=date(2026, 3, 10), expected=0,
        )  # fmt: skip
    with clock.frozen(DAY):
        case = receive(town)
        promised = (case.code, case.due_at, case.thread_officer_id)
        act = {"case_id": case.pk, "expected": None}
        for actor in (town.counter, town.specialist):
            forward_case(actor=actor, **act)  # type: ignore[arg-type]
        task = Task.objects.get(case=case, closed_at=None)
        assert (task.agency_id, holder_of(case).vi) == (at.pk, at.name)
        assert UNIT.key in seen(above, case) and not seen(town.specialist, case) and not seen(beside, case)
        assert "forward" in {one.name for one in case_page(above, case.pk).actions}
        with pytest.raises(CaseNotFound):
            case_page(beside, case.pk)
        with pytest.raises(NotYourStep, match=at.name):
            forward_case(actor=town.specialist, **act)  # type: ignore[arg-type]
        items = [MissingItem("Bản vẽ")]
        request_supplement(actor=above, reason="Thiếu bản vẽ.", items=items, **act)  # type: ignore[arg-type]
        answer_supplement(actor=town.counter, **act)  # type: ignore[arg-type]
        promised = (case.code, Case.objects.get(pk=case.pk).due_at, case.thread_officer_id)
        forward_case(actor=above, **act)  # type: ignore[arg-type]
        assert not seen(above, case) and seen(town.leader, case)
        decide_case(actor=town.leader, outcome="granted", text="Đồng ý.", **act)  # type: ignore[arg-type]
        assert Task.objects.get(case=case, closed_at=None).agency_id == town.commune.pk
        hand_over_result(actor=town.counter, receiver="Người nộp", identity_shown="Thẻ", **act)  # type: ignore[arg-type]
        after = Case.objects.get(pk=case.pk)
        assert (after.code, after.due_at, after.thread_officer_id) == promised
        receipts = Document.objects.filter(subject_id=str(case.pk), kind="receipt")
        assert receipts.count() == 1
        sound = verify_cases()
        assert sound.sound, sound.first

"""What a step asks before it is finished: fields of every kind, a condition, the documents it produces; everywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.verdicts import verdicts
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.errors import StepNotReady
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.guards import Simple, rule_of
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.simple_fields import FieldKind, SimpleField, schema_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi

DAY = hanoi("2026-03-10T09:00")
USUAL = lines_of(DEFAULT_STEPS)
AREA = SimpleField("area", "Diện tích", "Area", FieldKind.NUMBER, needed=True, least="1", most="500")
SEEN = SimpleField("seen", "Ngày đi xem", "Seen on", FieldKind.DATE)
FEE_PAID = SimpleField("paid", "Đã thu lệ phí", "Fee paid", FieldKind.YES_NO, needed=True)
SHELF = SimpleField("shelf", "Ngăn lưu", "Shelf", FieldKind.CHOICE, needed=True, choices=("A", "B"))
REPORT, MAP = "Biên bản xác minh", "Sơ đồ (nếu có)"
ROWS = [
    USUAL[0],
    replace(USUAL[1], fields=schema_of([AREA, SEEN]), documents=(REPORT, MAP)),
    replace(USUAL[2], fields=schema_of([FEE_PAID]), documents=("Quyết định",), decides=True,
            guard=rule_of(Simple("area", "<=", "200"))),
    replace(USUAL[3], fields=schema_of([SHELF]), documents=("Sổ trả kết quả",)),
]  # fmt: skip


@pytest.fixture
def examined(town: Town) -> Iterator[Case]:
    with clock.frozen(DAY - timedelta(days=1)):
        publish(town, ROWS)
    with clock.frozen(DAY):
        yield forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)
        sound = verify_cases()
        assert sound.sound, sound.first


def publish(town: Town, rows: list[Line]) -> None:
    publish_graph(
        actor=town.administrator, scope=city_scope(), graph=process_of(rows, Words("Thử", "Trial")),
        valid_from=date(2026, 3, 10), expected=0,
    )  # fmt: skip


def examine(town: Town, case: Case, area: float = 80, **more: Any) -> Case:
    given = {"data": {"area": area, "seen": "2026-03-09"}, "documents": [REPORT]} | more
    return forward_case(actor=town.specialist, case_id=case.pk, expected=None, **given)


def decide(town: Town, case: Case, **more: Any) -> Case:
    given = {"outcome": "granted", "text": "Cấp.", "data": {"paid": True}, "documents": ["Quyết định"]} | more
    return decide_case(actor=town.leader, case_id=case.pk, expected=None, **given)


def test_every_step_asks_for_its_fields_and_documents_and_keeps_them(town: Town, examined: Case) -> None:
    for wrong, field in (
        ({"data": {}}, "area"), ({"area": 501}, "area"), ({"data": {"area": 80, "seen": "hôm qua"}}, "seen"),
        ({"documents": []}, "documents"), ({"documents": [MAP]}, "documents"),
        ({"documents": [REPORT, "x"]}, "documents"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            examine(town, examined, **wrong)  # type: ignore[arg-type]
        assert list(refused.value.fields) == [field]
    examine(town, examined)
    assert Task.objects.get(case=examined, step="examination").documents == [REPORT]
    for wrong, field in (({"data": {}}, "paid"), ({"documents": []}, "documents")):
        with pytest.raises(Invalid) as refused:
            decide(town, examined, **wrong)
        assert list(refused.value.fields) == [field]
    decide(town, examined)
    given: dict[str, Any] = {"actor": town.counter, "case_id": examined.pk, "expected": None}
    given |= {"receiver": "Dân", "identity_shown": "Thẻ"}
    with pytest.raises(Invalid):
        hand_over_result(**given)
    case = hand_over_result(**given, data={"shelf": "B"})
    assert case.data == {"area": 80, "seen": "2026-03-09", "paid": True, "shelf": "B"}
    told = Entry.objects.filter(subject_id=str(case.pk), facts__has_key="documents").order_by("number")
    assert [(one.kind, one.facts["documents"]) for one in told] == [
        ("case.forwarded", [REPORT]), ("case.decided", ["Quyết định"]), ("case.returned", ["Sổ trả kết quả"]),
    ]  # fmt: skip


def test_a_condition_keeps_a_step_from_being_finished_and_its_button_says_why(town: Town, examined: Case) -> None:
    examine(town, examined, area=300)
    page = case_page(town.leader, examined.pk)
    assert "decide" in [one.name for one in page.actions]
    assert page.blocked["decide"].vi == "Chỉ hoàn thành bước này khi “Diện tích” không quá 200."
    with pytest.raises(StepNotReady) as refused:
        decide(town, examined)
    assert refused.value.code == "case.step_not_ready" and "không quá 200" in refused.value.words.vi
    (verdict,) = verdicts(town.leader, Order("decide", "Cấp.", outcome="granted"), [(examined, page.case.version)])
    assert verdict.fault is not None


def test_where_the_step_itself_fills_in_what_is_looked_at_it_is_asked_on_finishing(town: Town) -> None:
    rows = [*ROWS]
    rows[1] = replace(rows[1], guard=rule_of(Simple("area", ">", "10")), documents=())
    with clock.frozen(DAY - timedelta(days=1)):
        publish(town, rows)
    with clock.frozen(DAY):
        case = forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)
        assert case_page(town.specialist, case.pk).blocked == {}
        with pytest.raises(StepNotReady):
            examine(town, case, area=5, documents=[])
        examine(town, case, area=50, documents=[])

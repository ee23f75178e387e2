"""The desk where a process has fields, choices and branches: asked, told where it goes, one tab for each open step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import Ready, hand_over_results
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.errors import LastStepAsks
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.definition import Flow, Kind, Node, Process
from motcua.domain.processes.graph.guards import Simple, rule_of
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.simple_fields import SimpleField, schema_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.words import Words
from tests.casework.test_branches import chosen
from tests.casework.test_life import receive
from tests.casework.test_step_asks import AREA, FEE_PAID, SEEN, SHELF
from tests.faces.desk.conftest import SignIn
from tests.support.town import Town, hanoi

DAY = hanoi("2026-03-10T09:00")
NAME = Words("Thử", "Trial")
USUAL = lines_of(DEFAULT_STEPS)


@pytest.fixture
def follow(town: Town) -> Iterator[Any]:
    def following(graph: Process) -> Case:
        with clock.frozen(DAY - timedelta(days=1)):
            publish_graph(
                actor=town.administrator, scope=city_scope(), graph=graph, valid_from=date(2026, 3, 10), expected=0
            )
        with clock.frozen(DAY):
            return forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)

    yield following


def test_a_step_asks_what_its_process_wants_and_says_where_the_case_goes(
    town: Town, follow: Any, sign_in: SignIn
) -> None:
    case, client = follow(chosen()), sign_in(town.specialist)
    where = f"/can-bo/ho-so/{case.pk}/forward/"
    page = client.get(where).content.decode()
    assert 'name="o-hard"' in page and 'name="o-area"' in page and "Khó?: theo dữ liệu hiện có" in page
    typed = {"expected": case.version, "note": "", "o-hard": "false", "o-area": "-3"}
    refused = client.post(where, typed)
    assert (
        refused.status_code == 422 and "ít nhất là 0" in refused.content.decode() and "-3" in refused.content.decode()
    )
    assert client.post(where, typed | {"o-area": "nhiều"}).status_code == 422
    assert client.post(where, typed | {"o-area": "700,5"}).status_code == 302
    case.refresh_from_db()
    assert case.data == {"hard": False, "area": 700.5}
    assert Task.objects.get(case=case, closed_at=None).step == "extra"


def test_what_only_a_condition_names_is_asked_by_the_ways_it_opens(town: Town, follow: Any, sign_in: SignIn) -> None:
    told = process_of(USUAL, NAME)
    extra = Node("extra", Kind.STEP, Words("Kiểm tra thêm", "Extra check"), told.by_key["examination"].performer)
    how = Node("how", Kind.CHOICE, Words("Loại công trình", "Kind of building"))
    house = Words("Nhà ở", "A house")
    flows = [flow for flow in told.flows if flow.source != "examination"]
    flows += [Flow("a", "examination", "how"), Flow("d", "extra", "approval")]
    flows += [Flow("b", "how", "extra", house, condition={"==": [{"var": "kind"}, "house"]})]
    flows += [Flow("c", "how", "approval", otherwise=True)]
    case = follow(Process(NAME, (*told.nodes, extra, how), tuple(flows)))
    client, where = sign_in(town.specialist), f"/can-bo/ho-so/{case.pk}/forward/"
    page = client.get(where).content.decode()
    assert "Loại công trình" in page and ">Nhà ở</option>" in page
    assert client.post(where, {"expected": case.version, "o-kind": "house"}).status_code == 302
    assert Task.objects.get(case=case, closed_at=None).step == "extra"


def test_each_of_several_open_steps_has_its_tab_and_its_acts(town: Town, follow: Any, sign_in: SignIn) -> None:
    rows = [
        Line(name, name, "specialist_unit", "specialist", Decimal(8), parallel="A") for name in ("đo đạc", "xác minh")
    ]
    case, client = follow(process_of([USUAL[0], *rows, *USUAL[2:]], NAME)), sign_in(town.specialist)
    page = client.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "Nhánh 1 · đo đạc" in page and "Nhánh 2 · xác minh" in page and page.count('aria-current="step"') == 2
    assert "trễ từ" in page, "its day is long over"
    second = Task.objects.get(case=case, position=3)
    assert f"?buoc={second.pk}" in page
    form = client.get(f"/can-bo/ho-so/{case.pk}/forward/?buoc={second.pk}").content.decode()
    assert f'name="task_id" value="{second.pk}"' in form
    typed = {"expected": case.version, "task_id": second.pk, "note": ""}
    assert client.post(f"/can-bo/ho-so/{case.pk}/forward/", typed).status_code == 302
    second.refresh_from_db()
    assert second.outcome == "forwarded"
    assert client.get(f"/can-bo/ho-so/{case.pk}/?buoc=nichts").status_code == 200


def test_one_of_several_earlier_steps_is_chosen_to_send_back_to(town: Town, follow: Any, sign_in: SignIn) -> None:
    middle = Line("đo đạc", "survey", "specialist_unit", "specialist", Decimal(8))
    case = follow(process_of([*USUAL[:2], middle, *USUAL[2:]], NAME))
    with clock.frozen(DAY):
        case = forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    client, where = sign_in(town.specialist), f"/can-bo/ho-so/{case.pk}/send_back/"
    page = client.get(where).content.decode()
    assert '<option value="examination"' in page and '<option value="reception"' in page
    typed = {"expected": case.version, "reason": "Thiếu chữ ký.", "to": "reception"}
    assert client.post(where, typed).status_code == 302
    assert Task.objects.get(case=case, closed_at=None).step == "reception"


WRONG = {
    "o-area": ("0", "501", "nhiều", "1e9"),
    "o-seen": ("32/1/2026", "hôm qua"),
    "o-shelf": ("C",),
    "o-paid": ("có thể",),
    "o-code": ("x" * 11,),
}
BOOK = SimpleField("book", "Số trong sổ", "Number in the book", needed=True, most="20")
RIGHT = {"o-area": "80,5", "o-seen": "9/3/2026", "o-shelf": "A", "o-paid": "true", "o-code": "HS 12"}


def asking() -> Process:
    """Every kind of field at every kind of step."""
    told = schema_of([AREA, SEEN, SHELF, FEE_PAID, SimpleField("code", "Ký hiệu", "Mark", most="10")])
    documents = ("Biên bản", "Sơ đồ (nếu có)")
    middle, deciding = (replace(one, fields=told, documents=documents, papers=("Phiếu 05",)) for one in USUAL[1:3])
    deciding = replace(deciding, guard=rule_of(Simple("area", "<=", "200")), duty="Xem xét và ký.")
    return process_of([USUAL[0], middle, deciding, replace(USUAL[3], fields=schema_of([BOOK]))], NAME)


@pytest.mark.parametrize("name", ["forward", "decide"])
def test_what_is_wrong_in_a_step_s_field_is_said_there_and_nothing_typed_is_lost(
    town: Town, follow: Any, sign_in: SignIn, name: str
) -> None:
    case = follow(asking())
    client = sign_in(town.specialist)
    own = {"note": "Đã xem."}
    if name == "decide":
        where = f"/can-bo/ho-so/{case.pk}/forward/"
        assert client.post(where, {"expected": case.version, **RIGHT, "documents": ["Biên bản"]}).status_code == 302
        case.refresh_from_db()
        client, own = sign_in(town.leader), {"outcome": "granted", "text": "Cấp phép."}
    where = f"/can-bo/ho-so/{case.pk}/{name}/"
    page = client.get(where).content.decode()
    assert "Phiếu 05" in page and ("Xem xét và ký." in page) == (name == "decide")
    sent = {"expected": case.version, **own, **RIGHT, "documents": ["Biên bản"]}
    tried = [(field, value) for field, values in WRONG.items() for value in values] + [("documents", [])]
    for field, value in tried:
        answer = client.post(where, sent | {field: value})
        page = answer.content.decode()
        assert answer.status_code == 422, field
        assert f'id="id_{field}-error"' in page or "aria-invalid" in page or "Bạn đánh dấu văn bản" in page
        kept = {"o-area": "80,5", "o-seen": "9/3/2026", "o-code": "HS 12"} | ({field: value} if value else {})
        assert all(f'value="{text}"' in page for one, text in kept.items() if one in ("o-area", "o-seen", "o-code"))
        assert next(iter(own.values())) in page
    assert client.post(where, sent).status_code == 302
    case.refresh_from_db()
    assert case.data == {"area": 80.5, "seen": "2026-03-09", "shelf": "A", "paid": True, "code": "HS 12"}
    shown = client.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "Đã điền qua các bước" in shown and "09/03/2026" in shown and "80,5" in shown and "Ngày đi xem" in shown
    assert "đã làm ra: Biên bản" in shown


def test_a_button_the_process_holds_back_is_grey_with_its_reason(town: Town, follow: Any, sign_in: SignIn) -> None:
    rows = [USUAL[0], replace(USUAL[1], fields=schema_of([AREA]), documents=("Biên bản",))]
    rows += [replace(USUAL[2], guard=rule_of(Simple("area", "<=", "200"))), USUAL[3]]
    case = follow(process_of(rows, NAME))
    sent = {"expected": case.version, "o-area": "300", "documents": ["Biên bản"]}
    assert sign_in(town.specialist).post(f"/can-bo/ho-so/{case.pk}/forward/", sent).status_code == 302
    client = sign_in(town.leader)
    page = client.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    button = 'disabled aria-describedby="vi-sao-decide"'
    assert ("Chỉ hoàn thành bước này khi “Diện tích” không quá 200." in page) and button in page
    assert client.get(f"/can-bo/ho-so/{case.pk}/decide/").status_code == 409


def test_the_last_step_asks_too_and_several_at_once_say_where_to_go(town: Town, follow: Any, sign_in: SignIn) -> None:
    case = follow(asking())
    with clock.frozen(DAY):
        given = {"area": 80, "shelf": "A", "paid": True}
        forward_case(actor=town.specialist, case_id=case.pk, expected=None, data=given, documents=["Biên bản"])
        decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp.",
                    data=given, documents=["Biên bản"])  # fmt: skip
        with pytest.raises(LastStepAsks):
            hand_over_results(actor=town.counter, ready=[Ready(case.pk, None)], receiver="Dân", identity_shown="Thẻ")
    case.refresh_from_db()
    client, where = sign_in(town.counter), f"/can-bo/ho-so/{case.pk}/hand_over/"
    typed = {"expected": case.version, "receiver": "Dân", "identity_shown": "Thẻ"}
    assert 'name="o-book"' in client.get(where).content.decode()
    assert client.post(where, typed).status_code == 422
    assert client.post(where, typed | {"o-book": "12"}).status_code == 302
    case.refresh_from_db()
    assert case.data["book"] == "12" and case.state == "returned"

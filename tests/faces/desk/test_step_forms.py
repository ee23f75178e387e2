"""The desk where a process has fields, choices and branches: asked, told where it goes, one tab for each open step."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.definition import Flow, Kind, Node, Process
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.words import Words
from tests.casework.test_branches import chosen
from tests.casework.test_life import receive
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
    assert refused.status_code == 422 and "chưa hợp lệ" in refused.content.decode() and "-3" in refused.content.decode()
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

"""The chain of approvals at the desk: prepared, initialled, signed, sealed in the browser's own forms."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.kernel import clock
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.casework.test_signing import DAY, ROWS
from tests.faces.desk.conftest import SignIn
from tests.support.town import Town

CARD = "Chữ ký dưới kết quả"


@pytest.fixture
def case(town: Town) -> Iterator[Case]:
    with clock.frozen(DAY - timedelta(days=1)):
        publish_graph(
            actor=town.administrator, scope=city_scope(), graph=process_of(ROWS, Words("Thử", "Trial")),
            valid_from=date(2026, 3, 10), expected=0,
        )  # fmt: skip
    with clock.frozen(DAY):
        yield forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)


def open_form(client: Client, case: Case, name: str) -> str:
    return client.get(f"/can-bo/ho-so/{case.pk}/{name}/").content.decode()


def send(client: Client, case: Case, name: str, **typed: str) -> int:
    case.refresh_from_db()
    return client.post(f"/can-bo/ho-so/{case.pk}/{name}/", {"expected": case.version, **typed}).status_code


def card(client: Client, case: Case) -> str:
    page = client.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    return page[page.index(CARD) :].split("</ul>")[0]


def test_the_chain_goes_through_the_forms_and_dies_with_its_text(town: Town, case: Case, sign_in: SignIn) -> None:
    specialist, leader = sign_in(town.specialist), sign_in(town.leader)
    page = open_form(specialist, case, "forward")
    assert 'name="outcome"' in page and "Dự thảo nội dung kết quả" in page
    refused = specialist.post(
        f"/can-bo/ho-so/{case.pk}/forward/",
        {"expected": case.version, "outcome": "granted", "text": " ", "note": "Xem"},
    )
    assert refused.status_code == 422 and "Xem" in refused.content.decode()
    assert send(specialist, case, "forward", outcome="granted", text="Cấp phép.") == 302
    page = open_form(leader, case, "forward")
    assert "Ký nháy: đồng ý. “Cấp phép.”" in page and 'name="text"' not in page
    assert send(leader, case, "forward") == 302
    assert "Soạn: Phạm Văn Chuyên" in card(leader, case) and "Ký – chưa có" in card(leader, case)
    assert "Cấp phép.</textarea>" in open_form(leader, case, "decide"), "the draft stands in the form"
    other = leader.post(
        f"/can-bo/ho-so/{case.pk}/decide/",
        {"expected": Case.objects.get(pk=case.pk).version, "outcome": "granted", "text": "Cấp có điều kiện."},
    )
    assert other.status_code == 409 and "Cấp có điều kiện." in other.content.decode(), "told, and kept"
    assert send(leader, case, "send_back", reason="Sửa nội dung.", to="examination") == 302
    assert send(specialist, case, "forward", outcome="granted", text="Cấp có điều kiện.") == 302
    told = card(leader, case)
    assert told.count("<s>") == 2 and "hết giá trị" in told and "Ký nháy – chưa có" in told
    assert send(leader, case, "forward") == 302
    assert send(leader, case, "decide", outcome="granted", text="Cấp có điều kiện.") == 302
    assert "Đóng dấu: đồng ý. “Cấp có điều kiện.”" in open_form(specialist, case, "forward")
    assert send(specialist, case, "forward") == 302
    assert "Đóng dấu: Phạm Văn Chuyên" in card(specialist, case) and "chưa có" not in card(specialist, case)

"""The city's keeper of the catalogue moves every open case of a procedure: counted, looked at, ordered, followed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework.bulk.models import Job
from motcua.casework.bulk.services.running import run_stretch
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.services.versions import publish
from motcua.kernel import clock
from tests.casework.test_life import at_specialist, receive
from tests.casework.test_version_impact import next_draft
from tests.domain.directory.conftest import NOON
from tests.faces.api.client import program
from tests.faces.console.conftest import signed_in
from tests.support.town import Town, build_town

DECISION = "Quyết định 12/QĐ-UBND"


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def run(job: Job) -> None:
    assert job.starts_at
    with clock.frozen(job.starts_at):
        assert run_stretch(job.pk, 60)


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", page.decode())


def test_all_open_cases_are_moved_by_one_decision_with_a_result_for_each(town: Town) -> None:
    accepted, late, waiting = receive(town), at_specialist(town), at_specialist(town)
    request_supplement(actor=town.specialist, case_id=waiting.pk, expected=None, reason="Thiếu.",
                       items=[MissingItem("Bản sao", "01 bản")])  # fmt: skip
    new = publish(actor=town.administrator, version_id=next_draft(town.version).pk, effective_from=clock.today())
    keeper, procedure = signed_in(town.city, "administrator", name="Vũ Thành Phố"), town.version.procedure_id
    address = reverse("console:open_cases", args=[procedure])
    page = text_of(keeper.get(address).content)
    assert "Chuyển tất cả sang phiên bản 2" in page and "APPLICANT" not in page
    choices = {"promise": "better", "otherwise": "examination"}
    assert keeper.post(address, {"text": "", **choices}).status_code == 422
    answer = keeper.post(address, {"text": DECISION, **choices})
    assert answer.status_code == 302
    look = text_of(keeper.get(answer["Location"]).content)
    assert "2 trên 3 hồ sơ chuyển được" in look and "Chờ bổ sung" in look and accepted.code and accepted.code in look
    assert keeper.post(answer["Location"], {"do": "confirm"}).status_code == 302
    job = Job.objects.get()
    run(job)
    done = text_of(keeper.get(answer["Location"]).content)
    assert "2 hồ sơ đã chuyển, 1 không chuyển được" in done
    assert set(Case.objects.filter(procedure_version=new).values_list("pk", flat=True)) == {accepted.pk, late.pk}
    assert not verify_cases().different
    again = keeper.post(address, {"text": DECISION, **choices})
    refused = keeper.post(again["Location"], {"do": "confirm"})
    assert refused.status_code == 409 and "không có gì để chuyển" in text_of(refused.content)
    other = signed_in(town.city, "administrator", name="Người khác")
    assert other.get(answer["Location"]).status_code == 404
    assert signed_in(town.commune, "administrator").get(address).status_code == 403


def test_a_leader_moves_cases_at_the_desk_and_by_the_interface(town: Town) -> None:
    first, second, third = (at_specialist(town) for _ in range(3))
    publish(actor=town.administrator, version_id=next_draft(town.version).pk, effective_from=clock.today())
    desk = Client()
    with clock.frozen(NOON):
        desk = signed_in(town.commune, "leader", name="Đỗ Lãnh Đạo")
        address = reverse("desk:case_action", args=[first.pk, "move_version"])
        page = text_of(desk.get(address).content)
        for words in ("Bước hiện tại: Thẩm định hồ sơ", "Hạn trả sớm hơn", "Giấy tờ tùy thân", "có lợi hơn"):
            assert words in page, words
        sent = {"expected": "", "decision": DECISION, "promise": "better", "otherwise": "examination"}
        assert desk.post(address, sent | {"decision": ""}).status_code == 422
        assert desk.post(address, sent).status_code == 302
        shown = text_of(desk.get(reverse("desk:case", args=[first.pk])).content)
        assert "Phiên bản 2 của thủ tục" in shown and "trước là phiên bản 1" in shown
        assert "Chuyển sang phiên bản" not in shown, "nothing is left to move"
        chosen = desk.post(reverse("desk:bulk"), {"viec": "move_version", "ho_so": [str(second.pk), str(first.pk)]})
        look = text_of(desk.get(chosen["Location"]).content)
        assert "có lợi hơn" in look and "không có gì để chuyển" not in look
        sent = {"text": DECISION, "promise": "better", "otherwise": "examination", "chay": "1"}
        assert desk.post(chosen["Location"], sent).status_code == 302
        run(Job.objects.get())
    second.refresh_from_db()
    assert second.procedure_version.number == 2
    leader = program(town.leader)
    body = {"action": "move_version", "decision": DECISION, "ask_new": True}
    told = leader.post(f"/cases/{third.pk}/moves", body).json()
    assert (told["procedure_version"], told["process_day"]) == (2, clock.today().isoformat())
    assert leader.post(f"/cases/{third.pk}/moves", body).json()["code"] == "case.nothing_to_move"
    order = {"action": "move_version", "cases": [{"case": str(third.pk)}], "text": DECISION}
    assert leader.post("/bulk", order).json()["code"] == "bulk.nothing_possible"

"""The pages: one's own data on the portal, the queue of requests and the hold at the desk."""

import json

import pytest
from django.test import Client

from motcua.base.access.looks import record_look
from motcua.base.ledger import Subject
from motcua.casework.retention.models import DataRequest, Hold
from motcua.casework.services.draft import start_draft
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Person
from motcua.kernel import clock
from tests.casework.retention.test_erasing import NAME, NUMBER, life
from tests.faces.desk.conftest import SignIn
from tests.support.town import Town, hanoi, make_citizen

MINE = "/du-lieu-cua-toi/"


@pytest.fixture
def ended(town: Town) -> Case:
    with clock.frozen(hanoi("2026-11-02T09:00")):
        return life(town)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_citizen_sees_what_is_kept_takes_it_along_asks_and_reads_the_answer(
    town: Town, ended: Case, sign_in: SignIn
) -> None:
    citizen, leader = sign_in(town.citizen), sign_in(town.leader)
    start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    assert f'value="{ended.pk}"' in page(citizen, MINE)
    told = citizen.get(f"{MINE}tai-ve/")
    data = json.loads(told.content)
    assert data["cases"][-1]["applicant"]["identity_number"] == NUMBER and "attachment" in told["Content-Disposition"]
    refused = citizen.post(MINE, {"ghi-chu": "Xin xóa giúp"})
    assert refused.status_code == 422 and "Xin xóa giúp" in refused.content.decode(), "nothing typed is lost"
    assert citizen.post(MINE, {"ho-so": str(ended.pk)}).status_code == 302
    asked = DataRequest.objects.get()
    assert asked.number in page(citizen, MINE) and asked.number in page(leader, "/can-bo/du-lieu/")
    one = f"/can-bo/du-lieu/{asked.pk}/"
    assert "Chấp nhận và xóa ngay" in page(leader, one)
    assert leader.post(one, {"viec": "refuse", "answer": ""}).status_code == 422
    assert leader.post(one, {"viec": "refuse", "answer": "Luật còn giữ hồ sơ này."}).status_code == 302
    assert "Luật còn giữ hồ sơ này." in page(citizen, MINE)


def test_a_citizen_reads_who_found_them_at_a_counter_and_takes_it_along(
    town: Town, ended: Case, sign_in: SignIn
) -> None:
    citizen, counter = sign_in(town.citizen), sign_in(town.counter)
    person = Person.objects.get(pk=town.citizen.person_id)
    make_citizen(person.full_name)
    assert "Chưa có cán bộ nào xem" in page(citizen, MINE)
    for _ in range(2):
        counter.post("/can-bo/tiep-nhan/", {"seek_person": person.full_name, "press": "seek"})
    text = page(citizen, MINE)
    assert town.counter.name in text and "Tìm người nộp tại quầy, 2 lần trong ngày" in text
    record_look(actor=town.specialist, subject=Subject("case", ended.pk), purpose="Xem để giải quyết")
    data = json.loads(citizen.get(f"{MINE}tai-ve/").content)
    assert {one["times"] for one in data["looks"] if one["by"] == town.counter.name} >= {2}
    assert "Xem để giải quyết" in [one["purpose"] for one in data["cases"][-1]["looks"]]
    assert town.counter.name not in page(sign_in(make_citizen("Lê Thị Khác")), MINE)


def test_a_hold_is_placed_shown_on_the_case_and_released(town: Town, ended: Case, sign_in: SignIn) -> None:
    leader, place = sign_in(town.leader), f"/can-bo/ho-so/{ended.pk}/du-lieu/"
    assert "Giữ nguyên dữ liệu" in page(leader, place)
    typed = {"kind": "court", "citation": "Số 12/TB-TA", "reason": ""}
    wrong = leader.post(place, typed)
    assert wrong.status_code == 422 and "Số 12/TB-TA" in wrong.content.decode()
    assert leader.post(place, typed | {"reason": "Đang xét xử"}).status_code == 302
    assert "Dữ liệu hồ sơ đang được giữ nguyên" in page(leader, f"/can-bo/ho-so/{ended.pk}/")
    hold, colleague = Hold.objects.get(), page(sign_in(town.specialist), place)
    assert "Số 12/TB-TA" in colleague and "Đang xét xử" not in colleague, "why is read by who may hold"
    assert leader.post(place, {"giu": str(hold.pk), "release_reason": ""}).status_code == 422
    assert leader.post(place, {"giu": str(hold.pk), "release_reason": "Đã xử xong"}).status_code == 302
    assert "đang được giữ nguyên" not in page(leader, f"/can-bo/ho-so/{ended.pk}/")
    assert sign_in(town.specialist).post(place, typed | {"reason": "x"}).status_code == 403


def test_pages_of_an_erased_case_still_open(town: Town, ended: Case, sign_in: SignIn) -> None:
    citizen, leader = sign_in(town.citizen), sign_in(town.leader)
    citizen.post(MINE, {"ho-so": str(ended.pk)})
    asked = DataRequest.objects.get()
    assert leader.post(f"/can-bo/du-lieu/{asked.pk}/", {"viec": "approve", "answer": ""}).status_code == 302
    shown = page(leader, f"/can-bo/ho-so/{ended.pk}/")
    assert NAME not in shown.replace(asked.note, "") and "[đã xóa]" in shown
    assert "Đã xóa dữ liệu cá nhân" in page(leader, f"/can-bo/ho-so/{ended.pk}/du-lieu/")
    assert asked.number in page(citizen, MINE)
    file = ended.papers.get(position=1).files.get()
    assert leader.get(f"/can-bo/ho-so/{ended.pk}/tep/{file.pk}/").status_code in (404, 410)

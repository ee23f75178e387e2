"""Linked procedures at the counter: one more press, papers once, one visit, one print with a receipt for each."""

from typing import Any

import pytest
from django.test import Client

from motcua.base.documents.models import Document
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.accept import accept_case
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case, return_to_previous
from motcua.domain.cases.models import Bundle, Case, PaperFile, Visit
from motcua.domain.directory.models import OfficeService
from tests.faces.desk.conftest import SignIn, photograph
from tests.support.town import Town, build_town, make_office, make_official, make_version

PAGE = "/can-bo/tiep-nhan/"
CERTIFICATE = ("Giấy chứng sinh", "paper")
WHO = {
    "full_name": "Nguyễn Thị Mới", "identity_number": "001185012345", "birth_date": "1/2/1985", "phone": "0912 345 678",
    "address": "Số 1, ngõ 2",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Town:
    """Birth and residence are decided in the commune, the insurance card in the city."""
    town = build_town(code="1.001193", papers=[CERTIFICATE])
    make_version(code="1.004222", papers=[CERTIFICATE, ("Giấy tờ về chỗ ở", "paper")])
    make_version(code="1.014137", papers=[("GIẤY CHỨNG SINH", "paper")], level="city")
    return town


@pytest.fixture
def insurer(town: Town) -> Any:
    """The city's own office receives what the city decides."""
    office = make_office(town.city)
    return make_official("Cao Văn Thẻ", "Công chức một cửa", town.city, ["counter_official"], office)


@pytest.fixture
def counter(town: Town, insurer: Any, sign_in: SignIn) -> Client:
    return sign_in(town.counter)


@pytest.fixture
def typed(town: Town) -> dict[str, Any]:
    return {**WHO, "version": str(town.version.pk), "office": str(town.office.pk), "linked": "sinh-con"}


def received(counter: Client, typed: dict[str, Any], **more: Any) -> list[Case]:
    counts = {"originals_1": "1", "originals_1002": "1"}
    answer = counter.post(PAGE, {**typed, **counts, **more, "press": "receive"})
    first, *others = Case.objects.order_by("member__place")
    assert answer["Location"] == f"{PAGE}xong/{first.pk}/", answer.content.decode()
    return [first, *others]


def test_one_more_press_opens_all_with_each_paper_once(counter: Client, typed: dict[str, Any], town: Town) -> None:
    plain = {**typed, "linked": ""}
    page = counter.post(PAGE, {**plain, "press": "seek"}).content.decode()
    assert 'name="take_linked" value="sinh-con"' in page
    page = counter.post(PAGE, {**plain, "originals_1": "3", "take_linked": "sinh-con"}).content.decode()
    assert page.count("Giấy chứng sinh") >= 1 and "GIẤY CHỨNG SINH" not in page
    assert 'name="originals_1" value="3"' in page, "what was typed stays"
    assert 'name="originals_1002" value="1"' in page and "Giấy tờ về chỗ ở" in page
    assert 'value="write_down"' not in page and "Nguyễn Thị Mới" in page
    alone = counter.post(PAGE, {**typed, "press": "alone"}).content.decode()
    assert "originals_1002" not in alone and 'name="take_linked"' in alone


def test_the_first_is_accepted_and_the_others_wait_each_at_its_office(
    counter: Client, typed: dict[str, Any], town: Town, insurer: Any
) -> None:
    birth, home, card = received(counter, typed, files_1=photograph("chung-sinh.jpg"))
    assert [one.state for one in (birth, home, card)] == ["accepted", "submitted", "submitted"]
    assert (home.receiving_agency_id, card.receiving_agency_id) == (town.commune.pk, town.city.pk)
    assert {one.applicant.full_name for one in (birth, home, card)} == {"Nguyễn Thị Mới"}
    assert [one.after for one in Bundle.objects.get().members.order_by("place")] == [None, birth, birth]
    assert PaperFile.objects.count() == 3, "the picture lies with each that asks for the paper"
    assert [(one.originals, one.copies) for one in home.papers.order_by("position")] == [(0, 1), (1, 0)]
    visit = Visit.objects.get()
    assert {one.visit_id for one in (birth, home, card)} == {visit.pk}
    page = counter.get(f"{PAGE}xong/{birth.pk}/").content.decode()
    assert "In cả lượt: 3 giấy tiếp nhận" in page and "tiếp nhận sau khi có kết quả" in page
    slips = {one.subject_id: one.kind for one in Document.objects.all()}
    assert slips == {str(birth.pk): "receipt", str(home.pk): "filing", str(card.pk): "filing"}
    printed = counter.post("/can-bo/in/", {"visit": str(visit.pk), "size": "a4"})
    assert printed.status_code == 200 and printed["Content-Type"] == "application/pdf"
    facts = Document.objects.get(subject_id=str(home.pk)).facts
    assert str(birth.code) in facts["next_step"] and facts["handed"][1]["originals"] == 1
    assert verify_cases().sound


def test_each_case_shows_the_others_and_when_its_turn_has_come(
    counter: Client, typed: dict[str, Any], town: Town, insurer: Any, sign_in: SignIn
) -> None:
    birth, home, card = received(counter, typed)
    page = counter.get(f"/can-bo/ho-so/{home.pk}/").content.decode()
    assert f"/can-bo/ho-so/{birth.pk}/" in page and f"Chờ kết quả của hồ sơ {birth}" in page
    assert f"/can-bo/ho-so/{home.pk}/accept/" not in page
    assert counter.get(f"/can-bo/ho-so/{card.pk}/").status_code == 200, "who took it in may see it"
    city = sign_in(insurer).get(f"/can-bo/ho-so/{card.pk}/").content.decode()
    assert "Nộp cùng lúc" in city
    forward_case(actor=town.counter, case_id=birth.pk, expected=None)
    forward_case(actor=town.specialist, case_id=birth.pk, expected=None)
    decide_case(actor=town.leader, case_id=birth.pk, expected=None, outcome="granted", text="Cấp giấy khai sinh.")
    assert Case.objects.get(pk=home.pk).answer_by, "from now on it is to be answered"
    assert f"/can-bo/ho-so/{home.pk}/accept/" in counter.get(f"/can-bo/ho-so/{home.pk}/").content.decode()
    accept_case(actor=insurer, case_id=card.pk, expected=None)
    return_to_previous(actor=town.counter, case_id=birth.pk, expected=None, reason="Sai tên con.")
    gone_back = sign_in(insurer).get(f"/can-bo/ho-so/{card.pk}/").content.decode()
    assert "Kết quả của hồ sơ trước đã trả lại người ký" in gone_back
    assert f"Kết quả của hồ sơ {birth} đã trả lại người ký" in gone_back
    sound = verify_cases()
    assert sound.sound, sound.first


def test_nothing_is_written_where_one_of_them_is_not_received(
    counter: Client, typed: dict[str, Any], town: Town
) -> None:
    OfficeService.objects.filter(agency=town.city).delete()
    answer = counter.post(PAGE, {**typed, "originals_1": "1", "press": "receive"})
    assert (
        answer.status_code == 409
        and "1.014137" in answer.content.decode()
        and "Nguyễn Thị Mới" in answer.content.decode()
    )
    assert not Case.objects.exists() and not Bundle.objects.exists()


def test_sending_twice_is_sending_once(counter: Client, typed: dict[str, Any]) -> None:
    for _ in range(2):
        received(counter, {**typed, "once": "dau-mot"})
    assert Case.objects.count() == 3

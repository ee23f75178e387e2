"""A newborn: three linked procedures in one filing, typed once, papers once, sent together, one after the other."""

from typing import Any

import pytest
from django.test import Client

from motcua.base.ledger.models import Entry
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import figures
from motcua.casework.services.accept import accept_case
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.errors import BundleWaits
from motcua.domain.cases.models import Bundle, Case, PaperFile
from tests.faces.portal.cases import photo, signed_in
from tests.support.town import Town, build_town, make_citizen, make_version

CERTIFICATE = ("Giấy chứng sinh", "paper")
WHO = {
    "do": "who", "kind": "person", "full_name": "Trần Văn Dân", "identity_number": "001185054321",
    "phone": "0912345678", "address": "Số 7, Hà Nội", "result_wanted": "counter", "summary": "",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Town:
    town = build_town(code="1.001193", papers=[CERTIFICATE])
    make_version(code="1.004222", papers=[CERTIFICATE, ("Giấy tờ về chỗ ở", "paper")])
    make_version(code="1.014137", papers=[("GIẤY CHỨNG SINH", "paper")])
    return town


def begun(town: Town) -> tuple[Client, str, Bundle]:
    client = signed_in(town.citizen)
    assert client.get("/nop-ho-so-nhom/sinh-con/").status_code == 200
    assert client.post("/nop-ho-so-nhom/sinh-con/", {}).status_code == 422
    sent = client.post("/nop-ho-so-nhom/sinh-con/", {"office": str(town.office.pk)})
    return client, sent["Location"], Bundle.objects.get()


def cards(client: Client, page: str) -> list[str]:
    text = client.get(page).content.decode()
    return [part.split('"')[0] for part in text.split('name="paper" value="')[1:]]


def sent_off(town: Town) -> tuple[Client, str, list[Case]]:
    client, page, bundle = begun(town)
    client.post(page, WHO)
    for key in cards(client, page):
        client.post(page, {"paper": key, "file": photo()})
    assert client.post(page, {"do": "send"}).status_code == 302
    return client, page, [one.case for one in bundle.members.order_by("place")]


def test_typed_once_and_papers_once(town: Town) -> None:
    client, page, bundle = begun(town)
    assert client.post(page, WHO | {"full_name": ""}).status_code == 422
    client.post(page, WHO)
    assert {one.case.applicant.full_name for one in bundle.members.all()} == {"Trần Văn Dân"}
    certificate, home = cards(client, page)
    client.post(page, {"paper": certificate, "file": photo()})
    assert PaperFile.objects.count() == 3
    shown = client.get(page).content.decode()
    assert "Dùng cho 3 thủ tục" in shown and "to-khai.jpg" in shown
    client.post(page, {"paper": certificate, "remove": str(PaperFile.objects.earliest("added_at").pk)})
    assert not PaperFile.objects.filter(removed_at=None).exists()
    assert client.post(page, {"paper": home}).status_code == 422


def test_all_are_sent_or_none(town: Town) -> None:
    client, page, bundle = begun(town)
    client.post(page, WHO)
    client.post(page, {"paper": cards(client, page)[0], "file": photo()})
    refused = client.post(page, {"do": "send"})
    assert refused.status_code == 422 and "Giấy tờ về chỗ ở" in refused.content.decode()
    assert not Case.objects.exclude(state="draft").exists()
    client.post(page, {"paper": cards(client, page)[1], "file": photo()})
    client.post(page, {"do": "send"})
    assert Case.objects.filter(state="submitted").count() == 3
    told = Entry.objects.filter(kind="case.drafted", facts__bundle=str(bundle.pk))
    assert told.count() == 3


def test_one_waits_for_the_other_and_gets_its_result(town: Town) -> None:
    client, page, (birth, home, card) = sent_off(town)
    shown = client.get(page).content.decode()
    assert shown.count("Mở hồ sơ") == 3 and "Chờ kết quả của hồ sơ" in shown
    assert birth.answer_by or Case.objects.get(pk=birth.pk).answer_by
    assert Case.objects.get(pk=home.pk).answer_by is None
    accept: dict[str, Any] = {"actor": town.counter, "expected": None}
    with pytest.raises(BundleWaits):
        accept_case(**accept, case_id=home.pk)
    accept_case(**accept, case_id=birth.pk)
    forward_case(**accept, case_id=birth.pk)
    forward_case(actor=town.specialist, case_id=birth.pk, expected=None)
    decide_case(actor=town.leader, case_id=birth.pk, expected=None, outcome="granted", text="Cấp giấy khai sinh.")
    assert Case.objects.get(pk=home.pk).answer_by and Case.objects.get(pk=card.pk).answer_by
    accept_case(**accept, case_id=home.pk)
    assert home.papers.filter(name__startswith="Kết quả:").get().files.count() == 1
    sound = verify_cases()
    assert sound.sound, sound.first


def test_an_earlier_case_taken_back_is_not_waited_for(town: Town) -> None:
    _, _, (birth, home, _) = sent_off(town)
    withdraw_case(actor=town.counter, case_id=birth.pk, expected=None, reason="Nộp nhầm.")
    accept_case(actor=town.counter, case_id=home.pk, expected=None)
    assert verify_cases().sound


def test_a_bundle_is_no_case(town: Town) -> None:
    sent_off(town)
    assert figures(town.counter, Wanted(tab="all")).total == Case.objects.count() == 3


def test_to_others_it_does_not_exist(town: Town) -> None:
    _, page, _ = begun(town)
    other = signed_in(make_citizen("Người Khác"))
    assert other.get(page).status_code == 404 and other.post(page, {"do": "send"}).status_code == 404
    assert signed_in(town.counter).get(page).status_code == 403
    assert other.get("/nop-ho-so-nhom/khong-co/").status_code == 404

"""The whole filing as a browser without JavaScript does it, and what goes wrong on the way."""

import io
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.base.access.models import Account
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Office
from motcua.faces.portal.views.filing.office import asked_for
from tests.support.town import Town, build_town

WHO = {
    "kind": "person",
    "full_name": "Trần Văn Dân",
    "identity_number": "001 085 012 345",
    "birth_date": "1/2/1985",
    "phone": "0912.345.678",
    "email": "",
    "address": "Số 1, ngõ 2, Hà Nội",
    "organisation": "",
    "tax_code": "",
    "summary": "",
    "result_wanted": "counter",
}


def photo() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(content, "JPEG")
    return SimpleUploadedFile("to-khai.jpg", content.getvalue(), "image/jpeg")


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def citizen(town: Town, client: Client) -> Iterator[Client]:
    client.force_login(Account.objects.get(pk=town.citizen.account_id))
    yield client


def begin(citizen: Client, town: Town) -> str:
    answer = citizen.post(f"/nop-ho-so/{town.version.procedure.code}/", {"office": str(town.office.pk)})
    assert answer.status_code == 302
    return answer["Location"].removesuffix("nguoi-nop/")


def test_a_citizen_files_page_by_page(citizen: Client, town: Town) -> None:
    assert town.office.name in citizen.get(f"/nop-ho-so/{town.version.procedure.code}/?q=thu+nghiem").content.decode()
    way = begin(citizen, town)
    assert "Trần Văn Dân" in citizen.get(f"{way}nguoi-nop/").content.decode(), "filled in from what is known"
    assert citizen.post(f"{way}nguoi-nop/", WHO)["Location"] == f"{way}giay-to/"
    case = Case.objects.get()
    paper = case.papers.get(required=True)
    answer = citizen.post(f"{way}giay-to/", {"paper": str(paper.pk), "file": photo()})
    assert answer.status_code == 302
    assert "to-khai.jpg" in citizen.get(f"{way}giay-to/").content.decode()
    assert "0912345678" in citizen.get(f"{way}kiem-tra/").content.decode()
    assert citizen.post(f"{way}kiem-tra/")["Location"] == f"{way}da-gui/"
    confirmation = citizen.get(f"{way}da-gui/").content.decode()
    case.refresh_from_db()
    assert case.legal_state is State.SUBMITTED
    assert case.filing_number in confirmation and "1 tệp" in confirmation


def test_sending_twice_going_back_and_reloading_is_one_case(citizen: Client, town: Town) -> None:
    way = begin(citizen, town)
    citizen.post(f"{way}nguoi-nop/", WHO)
    paper = Case.objects.get().papers.get(required=True)
    citizen.post(f"{way}giay-to/", {"paper": str(paper.pk), "file": photo()})
    for page in ("kiem-tra/", "kiem-tra/", "giay-to/", "nguoi-nop/"):
        assert citizen.post(f"{way}{page}", WHO)["Location"] == f"{way}da-gui/"
    assert Case.objects.count() == 1


def test_a_missing_paper_is_named_and_nothing_is_lost(citizen: Client, town: Town) -> None:
    way = begin(citizen, town)
    citizen.post(f"{way}nguoi-nop/", WHO)
    assert "Chưa gửi được" in citizen.get(f"{way}kiem-tra/").content.decode(), "said before the button is pressed"
    answer = citizen.post(f"{way}kiem-tra/")
    assert answer.status_code == 422
    assert "Tờ khai theo mẫu" in answer.content.decode()
    assert Case.objects.get().legal_state is State.DRAFT


def test_wrong_fields_are_all_named_and_keep_what_was_typed(citizen: Client, town: Town) -> None:
    way = begin(citizen, town)
    answer = citizen.post(f"{way}nguoi-nop/", WHO | {"phone": "12", "identity_number": "77", "birth_date": "hôm qua"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count('aria-invalid="true"') == 3
    for typed in ('value="12"', 'value="77"', 'value="hôm qua"'):
        assert typed in text


@pytest.mark.parametrize(
    "name,content,said",
    [
        ("don.exe", b"MZ\x90\x00", "PDF"),
        ("trong.pdf", b"", "không có nội dung"),
        ("cat.pdf", b"%PDF-1.7\n%%EOF", ""),
        ("trang.html", b"<script>alert(1)</script>", "PDF"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    citizen: Client, town: Town, name: str, content: bytes, said: str
) -> None:
    way = begin(citizen, town)
    paper = Case.objects.get().papers.get(required=True)
    answer = citizen.post(f"{way}giay-to/", {"paper": str(paper.pk), "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not paper.files.exists()


def test_a_draft_is_not_there_for_others(citizen: Client, town: Town) -> None:
    way = begin(citizen, town)
    for actor, status in ((town.counter, 403), (None, 302)):
        other = Client()
        if actor:
            other.force_login(Account.objects.get(pk=actor.account_id))
        assert other.get(f"{way}nguoi-nop/").status_code == status
    assert UUID(way.split("/")[-2]) == Case.objects.get().pk


def test_words_typed_together_find_the_office_that_has_them_together(town: Town) -> None:
    far = Office(name="Điểm phục vụ xã Vân Đình", agency=town.commune)
    near = Office(name="Điểm phục vụ phường Ba Đình", agency=town.commune)
    assert asked_for([far, near], "ba dinh") == [near]
    assert asked_for([far, near], "dinh phuong") == [far, near]
    assert asked_for([far, near], "") == [far, near]

"""A person brings what was missing to the counter: the official puts it on its paper."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.base.access.models import Account
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.kernel.actor import Actor
from tests.support.town import APPLICANT, Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def waiting(town: Town) -> Case:
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    return request_supplement(
        actor=town.counter, case_id=case.pk, expected=None, reason="Thiếu", items=[MissingItem("Tờ khai")]
    )


def photo(name: str = "to-khai.jpg") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue())


def test_a_file_brought_to_the_counter_stands_on_its_paper(town: Town) -> None:
    case = waiting(town)
    paper = case.papers.get(required=True)
    client, address = signed_in(town.counter), f"/can-bo/ho-so/{case.pk}/"
    assert f"{address}giay-to/" in client.get(address).content.decode()
    answer = client.post(f"{address}giay-to/", {"paper": str(paper.pk), "file": photo()})
    assert answer.status_code == 302
    assert "to-khai.jpg" in client.get(address).content.decode()


def test_a_refused_file_says_why(town: Town) -> None:
    case = waiting(town)
    paper = case.papers.get(required=True)
    wrong = SimpleUploadedFile("don.exe", b"MZ\x90\x00")
    answer = signed_in(town.counter).post(f"/can-bo/ho-so/{case.pk}/giay-to/", {"paper": str(paper.pk), "file": wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not paper.files.exists()


@pytest.mark.parametrize("who,status", [("specialist", 403), ("stranger", 404), ("citizen", 403)])
def test_only_the_receiving_office_attaches(town: Town, who: str, status: int) -> None:
    case = waiting(town)
    paper = case.papers.get(required=True)
    answer = signed_in(getattr(town, who)).post(
        f"/can-bo/ho-so/{case.pk}/giay-to/", {"paper": str(paper.pk), "file": photo()}
    )
    assert answer.status_code == status
    assert not paper.files.exists()

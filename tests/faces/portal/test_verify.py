"""Whether a paper is genuine: for anybody who holds it, with nothing about the person."""

import pytest
from django.test import Client

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered, verification_token
from motcua.base.files.services.store import storage
from tests.faces.portal.cases import PLANTED, accepted
from tests.support.town import Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def receipt_of(town: Town) -> Document:
    return Document.objects.get(subject_id=str(accepted(town).pk), kind="receipt")


def test_a_genuine_paper_is_told_by_number_agency_day_and_digest(town: Town, client: Client) -> None:
    receipt = receipt_of(town)
    ensure_rendered(receipt)
    answer = client.get(f"/verify/{verification_token(receipt)}")
    text = answer.content.decode()
    assert answer.status_code == 200 and answer["X-Robots-Tag"].startswith("noindex")
    assert receipt.file
    for said in ("Giấy này có thật", receipt.number, town.commune.name, receipt.file.sha256):
        assert said in text
    for secret in (*PLANTED, receipt.subject_id, town.counter.name, town.version.name):
        assert secret not in text


def test_a_paper_not_drawn_yet_is_genuine_all_the_same(town: Town, client: Client) -> None:
    answer = client.get(f"/verify/{verification_token(receipt_of(town))}")
    assert answer.status_code == 200 and "Giấy này có thật" in answer.content.decode()


def test_a_kept_copy_that_no_longer_matches_is_said(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = receipt_of(town)
    ensure_rendered(receipt)
    monkeypatch.setattr(type(storage()), "verify", lambda *_: False)
    text = client.get(f"/verify/{verification_token(receipt)}").content.decode()
    assert "Không xác nhận được giấy này" in text and "có thật" not in text


def test_an_unknown_secret_belongs_to_no_paper(town: Town, client: Client) -> None:
    for token in ("A" * 22, "ă", "%00"):
        answer = client.get(f"/verify/{token}")
        assert answer.status_code == 404 and "Không có giấy nào như vậy" in answer.content.decode()
        assert answer["X-Robots-Tag"].startswith("noindex")

"""A paper is issued with its act or not at all; its PDF comes later and only once."""

import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base.documents import addresses
from motcua.base.documents.addresses import printed_address
from motcua.base.documents.facts import from_facts
from motcua.base.documents.models import Document
from motcua.base.documents.queries import by_token, documents_of, verification
from motcua.base.documents.services import (
    ensure_rendered,
    issue_document,
    render_document,
    verification_address,
    verification_token,
)
from motcua.base.documents.slips import Slip
from motcua.base.documents.tasks import render as render_task
from motcua.base.files.models import StoredFile
from motcua.base.files.places import sealed_place
from motcua.base.files.services.store import open_file, storage
from motcua.kernel.actor import SYSTEM, Actor
from tests.base.documents import samples
from tests.base.documents.samples import CODE, EVERY, pdf_text

pytestmark = pytest.mark.django_db

CLERK = Actor(kind="official", name="Trần Văn Hùng", account_id=uuid4())


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files in a folder of the test's own, and codes that no area above sends elsewhere."""
    monkeypatch.setattr(addresses, "_elsewhere", {})
    settings.FILES_ROOT = tmp_path
    settings.MOTCUA_SITE = "https://dichvucong.example.vn"


def issued(slip: Slip | None = None, number: str = CODE, subject_id: str = "1") -> Document:
    slip = slip or samples.receipt()
    with transaction.atomic():
        return issue_document(
            kind=slip.kind, number=number, slip=slip, subject_kind="case", subject_id=subject_id, actor=CLERK
        )


@pytest.mark.parametrize("slip", EVERY, ids=[slip.kind for slip in EVERY])
def test_an_issued_paper_keeps_the_slip_and_has_no_file_yet(slip: Slip) -> None:
    document = Document.objects.get(pk=issued(slip, "12/HDHS").pk)
    assert from_facts(document.kind, document.facts) == slip
    assert (document.file, document.created_by, document.number) == (None, CLERK.account_id, "12/HDHS")


def test_drawing_is_ordered_in_the_same_transaction() -> None:
    document = issued()
    job = ProcrastinateJob.objects.get(task_name="documents.render")
    assert job.queue_name == "documents"
    assert job.args == {"document_id": str(document.pk)}


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_neither_paper_nor_order() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        issued()
        raise RuntimeError
    assert not Document.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="documents.render").exists()


@pytest.mark.django_db(transaction=True)
def test_a_paper_outside_an_act_is_refused() -> None:
    slip = samples.receipt()
    with pytest.raises(TransactionManagementError):
        issue_document(kind="receipt", number="1", slip=slip, subject_kind="case", subject_id="1", actor=SYSTEM)


def test_a_slip_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="receipt"):
        issue_document(
            kind="refusal", number="1", slip=samples.receipt(), subject_kind="case", subject_id="1", actor=SYSTEM
        )


def test_the_worker_draws_the_paper_and_doing_it_again_changes_nothing() -> None:
    document = issued()
    render_task(document_id=str(document.pk))
    first = Document.objects.get(pk=document.pk).file_id
    render_task(document_id=str(document.pk))
    assert first is not None
    assert Document.objects.get(pk=document.pk).file_id == first
    assert StoredFile.objects.count() == 1
    file = StoredFile.objects.get()
    assert file.name == f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {CODE}.pdf"
    with open_file(file) as stream:
        assert CODE in pdf_text(stream.read())


def test_somebody_who_asks_earlier_gets_it_at_once() -> None:
    document = issued(samples.supplement(), "12/HDHS")
    file = ensure_rendered(document)
    assert file.name == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ 12-HDHS.pdf"
    assert ensure_rendered(document).pk == file.pk
    assert render_document(document.pk).file == file


def test_a_result_is_named_after_its_own_title() -> None:
    assert ensure_rendered(issued(samples.result(), "123/QĐ-UBND")).name == "Quyết định 123-QĐ-UBND.pdf"


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_get_one_file() -> None:
    document = issued()
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(ensure_rendered(Document.objects.get(pk=document.pk)).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("change", [{"number": "2"}, {"facts": {}}, {"subject_id": "2"}, {"verify_digest": "0" * 64}])
def test_an_issued_paper_does_not_change(change: dict[str, Any]) -> None:
    document = issued()
    with pytest.raises(ProgrammingError, match="does not change"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_a_drawn_file_is_not_exchanged_and_a_paper_not_removed() -> None:
    document, other = issued(), issued(samples.refusal(), "2")
    ensure_rendered(document)
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(file=None)
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(file=ensure_rendered(other))
    with pytest.raises(ProgrammingError), transaction.atomic():
        document.delete()


def test_the_secret_finds_the_paper_and_is_nowhere_stored() -> None:
    document = issued()
    token = verification_token(document)
    assert len(token) == 22
    assert by_token(token) == document
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(row)::text FROM documents_document AS row")
        assert token not in cursor.fetchone()[0]


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "\x00", "\ud800", "'; --", "x" * 100_000])
def test_a_strange_secret_finds_nothing(token: str) -> None:
    issued()
    assert by_token(token) is None
    assert verification(token) is None


def test_a_stranger_learns_that_a_paper_is_genuine_and_nothing_about_a_person() -> None:
    document = issued()
    token = verification_token(document)
    before = verification(token)
    assert before is not None
    assert (before.sha256, before.valid) == ("", True)
    file = ensure_rendered(document)
    facts = verification(token)
    assert facts is not None
    assert (facts.kind, facts.number, facts.agency, facts.issued_at) == (
        "receipt",
        CODE,
        samples.HEAD.agency,
        samples.ISSUED,
    )
    assert facts.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert (facts.sha256, facts.valid) == (file.sha256, True)
    slip = samples.receipt()
    personal = (slip.submitter, slip.owner, slip.contact.phone, slip.contact.email, slip.identity_number)
    assert not any(text in str(facts) for text in personal)


def test_a_paper_whose_bytes_were_changed_is_not_valid() -> None:
    document = issued()
    path = sealed_place(storage().root, ensure_rendered(document).sha256)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-gia")
    facts = verification(verification_token(document))
    assert facts is not None
    assert not facts.valid


def test_the_code_opens_the_verification_unless_an_area_sends_it_elsewhere() -> None:
    document = issued()
    verify_page = f"https://dichvucong.example.vn/verify/{verification_token(document)}"
    assert printed_address(document) == verification_address(document) == verify_page
    addresses.open_elsewhere("receipt", lambda document: f"https://a.vn/t/{document.subject_id}")
    assert printed_address(document) == "https://a.vn/t/1"
    assert printed_address(issued(samples.refusal(), "2")).startswith("https://dichvucong.example.vn/verify/")


def test_the_papers_of_a_subject_come_oldest_first() -> None:
    first, second = issued(subject_id="7"), issued(samples.refusal(), "2", subject_id="7")
    issued(subject_id="8")
    assert [document.pk for document in documents_of("case", "7")] == [first.pk, second.pk]

"""Printing at the counter: one press, one PDF; the paper is remembered, a second print says that it is one."""

import io
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from motcua.base.documents.models import Document
from motcua.base.ledger.models import Entry
from motcua.domain.cases.models import Case, Visit
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import APPLICANT, Town, make_version

PRINT, RECEIVE = "/can-bo/in/", "/can-bo/tiep-nhan/"


@pytest.fixture
def counter(town: Town, sign_in: SignIn) -> Client:
    return sign_in(town.counter)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    return " ".join(page.get_textpage().get_text_range() for page in document)


def wide(answer: Any) -> int:
    return round(pypdfium2.PdfDocument(io.BytesIO(answer.content))[0].get_width() / 72 * 25.4)


def receipt_of(case: Case) -> Document:
    return Document.objects.get(kind="receipt", subject_id=str(case.pk))


def visit_of_two(town: Town, counter: Client) -> Visit:
    typed = {"full_name": APPLICANT.full_name, "identity_number": "001185012345", "originals_1": "2"}
    for number, version in enumerate((town.version, make_version(code="1.000055"))):
        visit = Visit.objects.first()
        more = {"visit": str(visit.pk)} if number and visit else {}
        assert (
            counter.post(RECEIVE, {**typed, **more, "version": str(version.pk), "press": "receive"}).status_code == 302
        )
    return Visit.objects.get()


def test_a_receipt_is_printed_and_on_record(counter: Client, stage: Stage) -> None:
    case = stage.accepted()
    assert str(case) in text_of(counter.post(PRINT, {"document": str(receipt_of(case).pk)}))
    entry = Entry.objects.get(kind="case.slip_printed")
    assert entry.facts == {"slip": f"receipt {case}", "copy": 1}


def test_the_second_print_says_so(counter: Client, stage: Stage) -> None:
    asked = {"document": str(receipt_of(stage.accepted()).pk)}
    assert "BẢN IN LẠI" not in text_of(counter.post(PRINT, asked))
    assert "BẢN IN LẠI, LẦN 2" in text_of(counter.post(PRINT, asked))


@pytest.mark.parametrize("size,millimetres", [("a5", 148), ("a4", 297), ("80mm", 80)])
def test_the_paper_is_chosen_once_and_remembered(size: str, millimetres: int, counter: Client, stage: Stage) -> None:
    asked = {"document": str(receipt_of(stage.accepted()).pk)}
    assert wide(counter.post(PRINT, {**asked, "size": size})) == millimetres
    assert wide(counter.post(PRINT, {**asked, "size": "x"})) == millimetres


def test_one_print_for_the_whole_visit_in_order_with_the_total(town: Town, counter: Client) -> None:
    visit = visit_of_two(town, counter)
    text = text_of(counter.post(PRINT, {"visit": str(visit.pk)}))
    codes = list(visit.cases.order_by("submitted_at").values_list("code", flat=True))
    assert "Tổng cộng: 2 hồ sơ, 4 giấy tờ" in text
    assert [text.count(code) for code in codes] >= [2, 2] and text.index(codes[0]) < text.index(codes[1])
    assert Entry.objects.filter(kind="case.slip_printed").count() == 2


def test_a_visit_of_a_colleague_or_a_paper_of_elsewhere_is_not_printed(
    town: Town, counter: Client, stage: Stage, sign_in: SignIn
) -> None:
    visit, case = visit_of_two(town, counter), stage.accepted()
    stranger = sign_in(town.stranger)
    given = {"visit": str(visit.pk), "document": str(receipt_of(case).pk), "given": str(stage.returned().pk)}
    for name, value in given.items():
        assert stranger.post(PRINT, {name: value}).status_code == 404, name
    assert stranger.post(PRINT, {}).status_code == 404 and not Entry.objects.filter(kind="case.slip_printed").exists()


def test_a_hand_over_slip_names_everything_one_receiver_got(counter: Client, stage: Stage) -> None:
    case = stage.returned()
    text = text_of(counter.post(PRINT, {"given": [str(case.pk)]}))
    assert str(case) in text and APPLICANT.full_name in text and case.decision.number in text


def test_what_was_not_handed_over_has_no_hand_over_slip(counter: Client, stage: Stage) -> None:
    given = [str(stage.returned().pk), str(stage.decided().pk)]
    assert counter.post(PRINT, {"given": given}).status_code == 404

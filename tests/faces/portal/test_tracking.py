"""Tracking by code and by the receipt's secret: no account, no personal data, guesses slowed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.supplement import answer_supplement
from motcua.casework.tracking import token_of
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from tests.faces.portal.cases import PLANTED, accepted, asked, at_specialist, draft, submitted
from tests.support.town import Town, build_town, hanoi, make_agency

WRONG_TOKEN = "A" * 22


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with clock.frozen(hanoi("2026-11-25T09:00")):
        yield build_town()


def says_nothing_of_people(text: str, case: Case) -> None:
    for secret in (*PLANTED, str(case.pk), "to-khai.jpg", "Lê Thị Quầy", "Phạm Văn Chuyên"):
        assert secret not in text


def test_a_code_tells_stage_and_due_date_only(town: Town, client: Client) -> None:
    case = accepted(town)
    answer = client.get("/tra-cuu/", {"ma": f" {case.code.lower()} "})
    text = answer.content.decode()
    assert answer.status_code == 200 and answer["X-Robots-Tag"].startswith("noindex")
    assert "Đã tiếp nhận" in text and "17:00 Thứ Tư, 02/12/2026" in text
    says_nothing_of_people(text, case)
    assert town.version.name not in text and town.office.name not in text


def test_a_filing_number_works_before_acceptance(town: Town, client: Client) -> None:
    case = submitted(town)
    text = client.get("/tra-cuu/", {"ma": case.filing_number}).content.decode()
    assert "Chờ tiếp nhận" in text and "Chưa có ngày hẹn" in text
    says_nothing_of_people(text, case)


def test_every_wrong_code_gets_the_same_answer(town: Town, client: Client) -> None:
    known = draft(town)
    said = set()
    for code in (known.filing_number, "H26.T1-261125-9999", "x", "x\x00y", "ă" * 300):
        answer = client.get("/tra-cuu/", {"ma": code})
        assert answer.status_code == 404
        said.add(answer.content.decode().count("Không tìm thấy hồ sơ có mã này"))
    assert said == {1}


def test_the_page_without_a_code_asks_for_one(town: Town, client: Client) -> None:
    answer = client.get("/tra-cuu/")
    assert answer.status_code == 200 and 'name="ma"' in answer.content.decode()
    assert client.get("/tra-cuu/", {"ma": "\x00"}).status_code == 200, "U+0000 is no letter"
    assert client.post("/tra-cuu/").status_code == 405


def test_the_receipt_tells_how_the_case_goes_on(town: Town, client: Client) -> None:
    case = at_specialist(town)
    answer = client.get(f"/t/{token_of(case)}")
    text = answer.content.decode()
    assert answer.status_code == 200 and answer["X-Robots-Tag"].startswith("noindex")
    for said in (
        case.code,
        town.version.name,
        town.commune.name,
        "Đang giải quyết",
        "Hồ sơ được tiếp nhận",
        "/verify/",
    ):
        assert said in text
    says_nothing_of_people(text, case)


@pytest.mark.parametrize("situation", [submitted, accepted, asked, at_specialist])
def test_the_receipt_marks_one_present_stop(town: Town, client: Client, situation) -> None:
    case = situation(town)
    text = client.get(f"/t/{token_of(case)}").content.decode()
    assert text.count('aria-current="step"') == 1
    says_nothing_of_people(text, case)


def test_an_answer_typed_by_the_citizen_is_not_shown_to_who_holds_the_receipt(town: Town, client: Client) -> None:
    case = asked(town)
    answer_supplement(actor=town.citizen, case_id=case.pk, expected=None, answer="Chuyện riêng của tôi")
    text = client.get(f"/t/{token_of(case)}").content.decode()
    assert "Chuyện riêng" not in text and "Ảnh chụp bị mờ" not in text


def test_a_wrong_secret_is_a_page_that_says_so(town: Town, client: Client) -> None:
    for token in (WRONG_TOKEN, "x" * 200, "ă"):
        answer = client.get(f"/t/{token}")
        assert answer.status_code == 404 and "Không tìm thấy hồ sơ" in answer.content.decode()


@pytest.mark.parametrize("guess", ["/tra-cuu/?ma=sai", f"/t/{WRONG_TOKEN}", f"/verify/{WRONG_TOKEN}"])
def test_guesses_are_slowed_whatever_is_guessed(town: Town, client: Client, guess: str) -> None:
    case = accepted(town)
    assert [client.get(guess).status_code for _ in range(20)] == [404] * 20
    for address in (guess, f"/t/{token_of(case)}", f"/tra-cuu/?ma={case.code}", f"/verify/{WRONG_TOKEN}"):
        answer = client.get(address)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 600 and answer["X-Robots-Tag"].startswith("noindex")
        assert "Bạn thử lại từ" in answer.content.decode() and "02/12/2026" not in answer.content.decode()
    assert client.get("/tra-cuu/").status_code == 200, "the empty page asks nothing"
    assert client.get(f"/t/{token_of(case)}", REMOTE_ADDR="203.0.113.9").status_code == 200, "others are not slowed"
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)):
        assert client.get(f"/t/{token_of(case)}").status_code == 200


def test_right_answers_are_not_counted(town: Town, client: Client) -> None:
    case = accepted(town)
    assert {client.get("/tra-cuu/", {"ma": case.code}).status_code for _ in range(25)} == {200}


def test_who_is_asked_until_when_is_told_and_nothing_of_what(town: Town, client: Client) -> None:
    case = at_specialist(town)
    agency = make_agency("H26.S1", "Sở Xây dựng", "department", town.city)
    asked_now = [AskedAgency(agency.pk, 480)]
    ask_agencies(actor=town.specialist, case_id=case.pk, expected=None, kind="opinion", text="Bà Lan ở đâu?",
                 agencies=asked_now)  # fmt: skip
    text = client.get(f"/t/{token_of(case)}").content.decode()
    assert "Đang chờ ý kiến của Sở Xây dựng đến 09:00 Thứ Năm, 26/11/2026" in text
    says_nothing_of_people(text, case)
    assert "Bà Lan" not in text
    client.force_login(Account.objects.get(pk=town.citizen.account_id))
    own = client.get(f"/ho-so/{case.pk}/").content.decode()
    assert "Đang chờ ý kiến của Sở Xây dựng" in own and "Bà Lan" not in own

"""Handing results back: found by what the person has with them, one form, nothing lost."""

import base64
import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from motcua.base.ledger.models import Entry
from motcua.casework.tracking import url_of
from motcua.domain.cases.models import Case, HandOver
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import APPLICANT, Town

PAGE = "/can-bo/tra-ket-qua/"
TYPED = {"receiver": "Người được ủy quyền", "identity_shown": "Thẻ căn cước, số cuối 9999"}


@pytest.fixture
def counter(town: Town, sign_in: SignIn) -> Client:
    return sign_in(town.counter)


def test_what_waits_is_listed_and_nothing_else(counter: Client, stage: Stage) -> None:
    ready, other = stage.decided(), stage.accepted()
    page = counter.get(PAGE).content.decode()
    assert f"{PAGE}{ready.pk}/" in page and str(other.pk) not in page


def test_nothing_waiting_says_so(counter: Client) -> None:
    assert "Không có kết quả nào chờ trả" in counter.get(PAGE).content.decode()


@pytest.mark.parametrize("typed", ["0912 345 678", "001185012345", "nguyen thi thu nghiem"])
def test_one_ready_case_opens_at_once(typed: str, counter: Client, stage: Stage) -> None:
    case = stage.decided()
    answer = counter.post(PAGE, {"q": typed}, follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"{PAGE}?"), "the form stands on the page that was sought on"
    page = answer.content.decode()
    assert f'action="{PAGE}{case.pk}/"' in page
    assert f'value="{APPLICANT.full_name}"' in page and "số cuối 2345" in page
    assert typed not in str(answer.redirect_chain)


def test_a_case_not_ready_is_shown_with_its_state(counter: Client, stage: Stage) -> None:
    case = stage.examined()
    page = counter.post(PAGE, {"q": case.code}, follow=True).content.decode()
    assert "Chưa có kết quả, hoặc đã trả" in page and str(case.pk) in page
    assert "Không tìm thấy hồ sơ nào" in counter.post(PAGE, {"q": "zzz"}, follow=True).content.decode()


def test_it_is_handed_over_and_noted(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    answer = counter.post(f"{PAGE}{case.pk}/", {**TYPED, "expected": case.version}, follow=True)
    assert "Đã trả kết quả hồ sơ" in answer.content.decode()
    assert HandOver.objects.get(case=case).receiver == TYPED["receiver"]


def test_what_is_missing_is_said_and_the_rest_stays(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    answer = counter.post(f"{PAGE}{case.pk}/", {**TYPED, "identity_shown": " ", "expected": case.version})
    assert answer.status_code == 422 and TYPED["receiver"] in answer.content.decode()
    assert 'href="#id_identity_shown"' in answer.content.decode()


def test_a_colleague_was_faster(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    Case.objects.filter(pk=case.pk).update(version=case.version + 1)
    answer = counter.post(f"{PAGE}{case.pk}/", {**TYPED, "expected": case.version})
    page = answer.content.decode()
    assert answer.status_code == 409 and "vừa thực hiện" in page and TYPED["receiver"] in page
    assert f'name="expected" value="{case.version + 1}"' in page


def test_what_was_handed_over_meanwhile_gives_the_text_back(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    counter.post(f"{PAGE}{case.pk}/", {**TYPED, "expected": case.version})
    answer = counter.post(f"{PAGE}{case.pk}/", {**TYPED, "receiver": "Người nào đó khác", "expected": case.version})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Người nào đó khác" in page and HandOver.objects.count() == 1
    assert counter.get(f"{PAGE}{case.pk}/").status_code == 409


def test_another_agency_hears_that_there_is_no_such_case(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.decided()
    assert sign_in(town.stranger).get(f"{PAGE}{case.pk}/").status_code == 404
    assert sign_in(town.stranger).post(f"{PAGE}{case.pk}/", TYPED).status_code == 404


CARD = "001185012345|012345678|Nguyễn Thị Thử Nghiệm|05031985|Nữ|Số 1, Phúc Xá, Ba Đình, Hà Nội|10052021"
OTHER_CARD = "001085054321||Lê Văn Thay|05031985|Nam|Số 1, Phúc Xá, Ba Đình, Hà Nội|10052021"


def all_of(*cases: Case, **more: Any) -> dict[str, Any]:
    """What the page sends with these ticked."""
    versions = {f"expected_{case.pk}": case.version for case in cases}
    return {**TYPED, "several": "1", "case": [str(case.pk) for case in cases], **versions, **more}


def drawing() -> str:
    picture = io.BytesIO()
    Image.new("RGB", (480, 160), "white").save(picture, "PNG")
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()


def test_a_scanned_card_opens_everything_that_waits_of_the_person(counter: Client, stage: Stage) -> None:
    cases = [stage.decided(), stage.decided()]
    page = counter.post(PAGE, {"q": CARD}, follow=True).content.decode()
    assert page.count('name="case"') == 2 and all(str(case) in page for case in cases)
    assert page.count("checked") >= 3, "both results and the applicant as receiver"


def test_a_scanned_receipt_opens_its_case_first(counter: Client, stage: Stage) -> None:
    first = stage.decided()
    second = stage.decided()
    answer = counter.post(PAGE, {"scan": url_of(second)}, follow=True)
    page = answer.content.decode()
    assert f'action="{PAGE}{second.pk}/"' in page
    assert page.index(f'value="{second.pk}"') < page.index(f'value="{first.pk}"')


def test_several_are_handed_over_together(counter: Client, stage: Stage) -> None:
    cases = [stage.decided(), stage.decided()]
    answer = counter.post(f"{PAGE}{cases[0].pk}/", all_of(*cases, signed="on"), follow=True)
    page = answer.content.decode()
    assert "Đã trả 2 kết quả" in page and page.count('name="given"') == 2 and "In phiếu trả kết quả" in page
    given = HandOver.objects.all()
    assert [one.signed for one in given] == [True, True] and {one.receiver for one in given} == {TYPED["receiver"]}
    assert [entry.facts["signed"] for entry in Entry.objects.filter(kind="case.returned")] == [True, True]


def test_only_what_is_ticked_is_given_and_nothing_ticked_is_said(counter: Client, stage: Stage) -> None:
    first, second = stage.decided(), stage.decided()
    assert counter.post(f"{PAGE}{first.pk}/", all_of()).status_code == 422
    counter.post(f"{PAGE}{first.pk}/", all_of(second))
    assert set(HandOver.objects.values_list("case", flat=True)) == {second.pk}


def test_if_a_colleague_changed_one_of_them_none_is_given(counter: Client, stage: Stage) -> None:
    first, second = stage.decided(), stage.decided()
    sent = all_of(first, second)
    Case.objects.filter(pk=second.pk).update(version=second.version + 1)
    answer = counter.post(f"{PAGE}{first.pk}/", sent)
    assert answer.status_code == 409 and TYPED["receiver"] in answer.content.decode()
    assert not HandOver.objects.exists()


def test_the_card_of_somebody_else_makes_them_the_authorised_receiver(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    page = counter.post(f"{PAGE}{case.pk}/", all_of(case, scan=OTHER_CARD)).content.decode()
    assert 'value="Lê Văn Thay"' in page and "số cuối 4321" in page and "Chưa đối chiếu với thẻ" in page
    assert 'value="authorised" required' in page or 'value="authorised"' in page.partition("checked")[0][-400:] + page
    refused = counter.post(f"{PAGE}{case.pk}/", all_of(case, card=OTHER_CARD, receiver_kind="authorised"))
    assert refused.status_code == 422 and not HandOver.objects.exists(), "a scan is no proof"
    counter.post(f"{PAGE}{case.pk}/", all_of(case, card=OTHER_CARD, card_compared="on", receiver_kind="authorised"))
    assert HandOver.objects.get().receiver_kind == "authorised"
    assert Entry.objects.get(kind="case.returned").facts["card"] == "compared"


def test_a_card_scanned_into_the_receiver_without_scripts_is_read_too(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    page = counter.post(f"{PAGE}{case.pk}/", all_of(case, receiver=OTHER_CARD, press="give")).content.decode()
    assert 'value="Lê Văn Thay"' in page and not HandOver.objects.exists()


def test_a_signature_drawn_on_the_screen_is_kept(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    counter.post(f"{PAGE}{case.pk}/", all_of(case, signature=drawing()))
    given = HandOver.objects.get()
    assert given.signed and given.signature is not None and given.signature.media_type == "image/png"
    assert counter.post("/can-bo/in/", {"given": str(case.pk)}).content.startswith(b"%PDF")


@pytest.mark.parametrize("drawn", ["data:image/png;base64,%%", "data:image/png;base64,", "x", drawing()[:60]])
def test_a_broken_drawing_never_loses_the_rest(drawn: str, counter: Client, stage: Stage) -> None:
    case = stage.decided()
    answer = counter.post(f"{PAGE}{case.pk}/", all_of(case, signature=drawn))
    assert answer.status_code in (302, 422)
    assert HandOver.objects.exists() or TYPED["receiver"] in answer.content.decode()


def test_people_of_the_same_name_are_told_apart(counter: Client, town: Town, stage: Stage) -> None:
    first, second = stage.decided(), stage.decided()
    second.applicant.identity_digest, second.applicant.phone = "", "0987654321"
    second.applicant.save()
    page = counter.post(PAGE, {"q": APPLICANT.full_name}, follow=True).content.decode()
    assert "Chọn người" in page and f"{PAGE}{first.pk}/" in page and f"{PAGE}{second.pk}/" in page


def test_where_nothing_was_handed_over_the_list_opens(counter: Client) -> None:
    assert counter.get(f"{PAGE}xong/").headers["Location"] == PAGE

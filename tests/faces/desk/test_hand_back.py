"""Handing results back: found by what the person has with them, one form, nothing lost."""

import pytest
from django.test import Client

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
    assert answer.redirect_chain[-1][0] == f"{PAGE}{case.pk}/"
    page = answer.content.decode()
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

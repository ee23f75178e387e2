"""The citizen's list: drafts to go on with, cases by what they wait for, and nobody else's."""

import pytest

from motcua.domain.cases.models import Case
from tests.faces.portal.cases import accepted, asked, draft, signed_in
from tests.support.town import Town, build_town, make_citizen


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def test_an_empty_list_says_how_to_begin(town: Town) -> None:
    assert "Chưa có hồ sơ nào" in signed_in(town.citizen).get("/ho-so/").content.decode()


def test_drafts_waiting_and_sent_cases_stand_apart(town: Town) -> None:
    unsent, waiting, running = draft(town), asked(town), accepted(town)
    text = signed_in(town.citizen).get("/ho-so/").content.decode()
    assert text.index("Cần bạn làm") < text.index("Bản nháp chưa gửi") < text.index("Hồ sơ đã gửi")
    assert f"/nop-ho-so/{unsent.pk}/kiem-tra/" in text and f"/ho-so/{unsent.pk}/bo/" in text
    assert waiting.filing_number in text and running.code in text
    assert "Chờ bổ sung" in text and "Đã tiếp nhận" in text and "hẹn trả" in text


def test_a_draft_without_applicant_goes_on_with_the_applicant(town: Town) -> None:
    client = signed_in(town.citizen)
    client.post(f"/nop-ho-so/{town.version.procedure.code}/", {"office": str(town.office.pk)})
    text = client.get("/ho-so/").content.decode()
    assert f"/nop-ho-so/{Case.objects.get().pk}/nguoi-nop/" in text


def test_others_see_an_empty_list_and_officials_and_strangers_none(town: Town) -> None:
    case = accepted(town)
    text = signed_in(make_citizen("Người Khác")).get("/ho-so/").content.decode()
    assert case.code not in text and "Chưa có hồ sơ nào" in text
    assert signed_in(town.counter).get("/ho-so/").status_code == 403
    answer = signed_in(None).get("/ho-so/")
    assert answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")


def test_a_draft_is_discarded_only_after_asking_once_more(town: Town) -> None:
    case, client = draft(town), signed_in(town.citizen)
    assert "Bỏ bản nháp này?" in client.get(f"/ho-so/{case.pk}/bo/").content.decode()
    assert Case.objects.filter(pk=case.pk).exists()
    answer = client.post(f"/ho-so/{case.pk}/bo/", follow=True)
    assert "Đã bỏ bản nháp" in answer.content.decode()
    assert not Case.objects.filter(pk=case.pk).exists()


def test_a_sent_case_is_not_discarded(town: Town) -> None:
    case, client = accepted(town), signed_in(town.citizen)
    assert client.get(f"/ho-so/{case.pk}/bo/").status_code == 409
    assert client.post(f"/ho-so/{case.pk}/bo/").status_code == 409
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_draft_is_discarded_by_its_owner_only(town: Town) -> None:
    case = draft(town)
    for actor, status in ((make_citizen("Người Khác"), 404), (town.counter, 403), (None, 302)):
        assert signed_in(actor).post(f"/ho-so/{case.pk}/bo/").status_code == status
    assert Case.objects.filter(pk=case.pk).exists()

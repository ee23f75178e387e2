"""The citizen's list: what waits for them first, results, drafts, all others paged; and nobody else's."""

import re

import pytest
from django.test import Client

from motcua.casework.queries.mine import mine
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Applicant, Case
from motcua.kernel import clock
from tests.faces.portal.cases import accepted, asked, at_specialist, draft, signed_in, submitted
from tests.support.town import Town, build_town, hanoi, make_citizen


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def list_of(client: Client, query: str = "") -> str:
    answer = client.get(f"/ho-so/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def decided(town: Town) -> Case:
    case = forward_case(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    return decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp như đề nghị.")


def many(town: Town, count: int) -> list[Case]:
    """Filed cases of one person, as a firm has them."""
    version = Case.objects.filter(filer_id=town.citizen.person_id).first() or submitted(town)
    shared = {
        "procedure_version": version.procedure_version, "office": version.office, "state": "submitted",
        "receiving_agency": version.receiving_agency, "resolving_agency": version.resolving_agency,
        "receiving_path": version.receiving_path, "resolving_path": version.resolving_path,
        "filer_id": town.citizen.person_id, "channel": Channel.ONLINE, "submitted_at": clock.now(),
    }  # fmt: skip
    cases = Case.objects.bulk_create(Case(**shared) for _ in range(count))
    Applicant.objects.bulk_create(
        Applicant(case=case, full_name="Lê Hoà", folded_name="le hoa", organisation=f"Công ty Số s{place}s")
        for place, case in enumerate(cases)
    )
    return cases


def test_an_empty_list_says_how_to_begin(town: Town) -> None:
    text = list_of(signed_in(town.citizen))
    assert "Chưa có hồ sơ nào" in text and 'type="search"' not in text


def test_each_case_stands_where_it_belongs_with_its_one_thing_to_do(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-25T09:00")):
        unsent, waiting, ready, running = draft(town), asked(town), decided(town), accepted(town)
        text = list_of(signed_in(town.citizen))
    places = [text.index(words) for words in ("Cần bạn làm", "Đã có kết quả", "Hồ sơ đang làm dở", "Hồ sơ đã gửi")]
    assert places == sorted(places)
    assert f"/nop-ho-so/{unsent.pk}/kiem-tra/" in text and f"/ho-so/{unsent.pk}/bo/" in text
    assert f"/ho-so/{waiting.pk}/#bo-sung" in text and "Bổ sung 2 nội dung" in text
    assert f"/ho-so/{ready.pk}/#ket-qua" in text and "Xem kết quả" in text
    assert "Hẹn trả <b>17:00 Thứ Tư, 02/12/2026</b>" in text and "Còn" in text
    assert waiting.filing_number in text and running.code in text
    assert text.count('class="button" href="/ho-so/') == 2, "one thing to do, where there is one"


def test_a_draft_without_applicant_goes_on_with_the_applicant(town: Town) -> None:
    client = signed_in(town.citizen)
    client.post(f"/nop-ho-so/{town.version.procedure.code}/", {"office": str(town.office.pk)})
    assert f"/nop-ho-so/{Case.objects.get().pk}/nguoi-nop/" in list_of(client)


def test_many_cases_come_in_pages_by_key_each_once(town: Town) -> None:
    waiting, cases, client = asked(town), many(town, 65), signed_in(town.citizen)
    seen, query, pages = [], "", 0
    while True:
        text = list_of(client, query)
        seen += re.findall(r'<a href="/ho-so/([0-9a-f-]{36})/" lang', text)
        pages += 1
        assert ("Cần bạn làm" in text) == (pages == 1)
        following = re.search(r'rel="next" href="([^"]*)"', text)
        if not following:
            break
        query = following[1].replace("&amp;", "&")
    assert pages == 4 and len(seen) == len(set(seen)) == 66
    assert set(seen) == {str(case.pk) for case in [waiting, *cases]}


@pytest.mark.parametrize(
    "search,count",
    [("CÔNG TY SỐ S64S", 1), ("le hoa", 65), ("khong co", 0), ("%", 0), ("\x00", 66)],
)
def test_a_search_goes_over_all_without_accents(town: Town, search: str, count: int) -> None:
    asked(town)
    many(town, 65)
    shown = mine(town.citizen, search=search, page=100)
    assert len(shown.others) + len(shown.waiting) == count


def test_a_search_keeps_its_words_and_says_when_nothing_fits(town: Town) -> None:
    many(town, 65)
    client = signed_in(town.citizen)
    text = list_of(client, "?q=cong+ty")
    assert 'value="cong ty"' in text and "?q=cong+ty&amp;sau=" in text
    assert "Không có hồ sơ nào khớp" in list_of(client, "?q=khong-co")
    assert "Không có hồ sơ nào khớp" not in list_of(client, "?sau=hong&q=")


def test_the_list_asks_the_database_a_bounded_number_of_times(town: Town, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    asked(town)
    many(town, 40)
    with django_assert_max_num_queries(10):
        mine(town.citizen)


def test_the_start_page_shows_the_few_that_matter(town: Town) -> None:
    client = signed_in(town.citizen)
    assert "Hồ sơ của bạn" not in client.get("/").content.decode()
    waiting, unsent = asked(town), draft(town)
    many(town, 5)
    text = client.get("/").content.decode()
    assert f"/ho-so/{waiting.pk}/#bo-sung" in text and f"/nop-ho-so/{unsent.pk}/kiem-tra/" in text
    assert text.count('class="case-line"') == 3
    assert "Hồ sơ của bạn" not in signed_in(None).get("/").content.decode()


def test_others_see_an_empty_list_and_officials_and_strangers_none(town: Town) -> None:
    case = accepted(town)
    text = list_of(signed_in(make_citizen("Người Khác")))
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

"""Reception at the counter: one form for everything, nothing typed or uploaded is ever lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.base.access.looks import looks_at
from motcua.base.access.vault import holds
from motcua.base.files.models import StoredFile
from motcua.base.ledger import Subject
from motcua.domain.cases.models import Case, PaperFile
from motcua.domain.directory.models import Office, Person
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.faces.desk import receiving
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from tests.faces.desk.conftest import SignIn, photograph
from tests.support.town import Town, build_town, hanoi, make_version

PAGE = "/can-bo/tiep-nhan/"
TYPED = {
    "full_name": "Nguyễn Thị Mới", "identity_number": "001185012345", "birth_date": "1/2/1985", "phone": "0912 345 678",
    "address": "Số 1, ngõ 2", "originals_1": "1", "copies_1": "2",
}  # fmt: skip


@pytest.fixture
def counter(town: Town, sign_in: SignIn) -> Client:
    return sign_in(town.counter)


@pytest.fixture
def typed(town: Town) -> dict[str, Any]:
    return {**TYPED, "version": str(town.version.pk), "office": str(town.office.pk)}


@pytest.fixture
def known(town: Town) -> Person:
    details = PersonDetails(
        full_name="Lý Thị Quen", birth_date=date(1985, 2, 1), identity_number="001185012345", phone="0912345678",
        address="Số 9, phố Cũ",
    )  # fmt: skip
    return register_person(actor=town.counter, details=details).person


def test_accepting_gives_code_due_date_and_slip(counter: Client, typed: dict[str, Any]) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        answer = counter.post(PAGE, {**typed, "press": "receive"})
        case = Case.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, f"/can-bo/tiep-nhan/xong/{case.pk}/")
        page = counter.get(answer["Location"]).content.decode()
    assert case.state == "accepted" and case.channel == "counter"
    assert case.due_at is not None and clock.local(case.due_at).hour == 17
    assert str(case.code) in page and weekday_time(case.due_at).vi in page and "/can-bo/phieu/" in page
    first, second = case.papers.all()
    assert (first.originals, first.copies, second.originals) == (1, 2, 0)
    assert case.applicant.birth_date == "01/02/1985" and case.applicant.phone == "0912345678"


def test_a_new_person_with_a_number_is_registered_and_found_next_time(counter: Client, typed: dict[str, Any]) -> None:
    counter.post(PAGE, {**typed, "press": "receive"})
    person = Person.objects.get(full_name="Nguyễn Thị Mới")
    assert Case.objects.get().applicant.person_id == person.pk
    page = counter.post(PAGE, {"press": "seek", "seek_person": "001185012345"}).content.decode()
    assert f'value="{person.pk}"' in page and "đã có trong hệ thống" in page


def test_a_known_person_is_filled_in_and_the_look_is_on_record(counter: Client, known: Person) -> None:
    page = counter.post(PAGE, {"press": "seek", "seek_person": "0912 345 678"}).content.decode()
    for text in ("Lý Thị Quen", "001185012345", "01/02/1985", "Số 9, phố Cũ"):
        assert f'value="{text}"' in page
    assert [look.purpose for look in looks_at(Subject("person", known.pk))] == ["Tiếp nhận hồ sơ tại quầy"]


def test_several_people_are_offered_with_hidden_numbers(counter: Client, town: Town, known: Person) -> None:
    register_person(actor=town.counter, details=PersonDetails(full_name="Lý Thị Quen Khác"))
    page = counter.post(PAGE, {"press": "seek", "seek_person": "ly thi quen"}).content.decode()
    assert page.count('name="take_person"') == 2 and "••••••••2345" in page and "001185012345" not in page
    chosen = counter.post(PAGE, {"take_person": str(known.pk), "seek_person": "ly thi quen"}).content.decode()
    assert 'value="Số 9, phố Cũ"' in chosen and 'name="take_person"' not in chosen


@pytest.mark.parametrize(
    "text,name", [("001085054321", "identity_number"), ("0987654321", "phone"), ("Bùi Lạ", "full_name")]
)
def test_nobody_found_means_a_new_person_with_what_was_typed(text: str, name: str, counter: Client) -> None:
    page = counter.post(PAGE, {"press": "seek", "seek_person": text}).content.decode()
    assert "Chưa có trong hệ thống" in page
    assert page.partition(f'id="id_{name}"')[0].rpartition("<input")[2].count(f'value="{text}"') or (
        f'value="{text}"' in page.partition(f'name="{name}"')[2][:80]
    )


def test_somebody_else_empties_the_person_and_keeps_the_papers(
    counter: Client, known: Person, typed: dict[str, Any]
) -> None:
    page = counter.post(PAGE, {**typed, "person": str(known.pk), "press": "new_person"}).content.decode()
    assert "Nguyễn Thị Mới" not in page and f'value="{typed["version"]}"' in page
    assert 'name="copies_1" value="2"' in page


def test_a_person_under_another_name_is_never_mixed_up(counter: Client, known: Person, typed: dict[str, Any]) -> None:
    answer = counter.post(PAGE, {**typed, "press": "receive"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Nguyễn Thị Mới" in page and not Case.objects.exists()


def test_a_chosen_person_whose_number_was_typed_over_is_not_theirs_any_more(
    counter: Client, known: Person, typed: dict[str, Any]
) -> None:
    counter.post(PAGE, {**typed, "person": str(known.pk), "identity_number": "001190054321", "press": "receive"})
    assert Case.objects.get().applicant.person_id not in (None, known.pk)


def test_a_procedure_is_found_by_two_words_without_scripts(counter: Client, town: Town) -> None:
    make_version(code="1.000002")
    make_version(code="1.000003", level="city")
    page = counter.get(PAGE, {"tt": "thu nghiem"}).content.decode()
    assert page.count('name="take_version"') == 2, "only what this office takes"


def test_one_procedure_found_is_taken_with_its_usual_counts(counter: Client) -> None:
    page = counter.post(PAGE, {"press": "seek", "seek": "thu nghiem"}).content.decode()
    assert "Thủ tục thử nghiệm 1.000001" in page
    assert 'name="originals_1" value="1"' in page, "asked for"
    assert 'name="originals_2" value="0"' in page, "only shown"
    assert "Nếu tiếp nhận bây giờ" in page


def test_the_live_search_answers_with_the_same_piece(counter: Client, town: Town) -> None:
    answer = counter.get(f"{PAGE}thu-tuc/", {"seek": "thu ng", "office": str(town.office.pk)})
    page = answer.content.decode()
    assert 'name="take_version"' in page and "<html" not in page
    nothing = counter.get(f"{PAGE}thu-tuc/", {"seek": "zzzz"}).content.decode()
    assert "Nơi này không nhận" in nothing
    assert counter.get(f"{PAGE}thu-tuc/", {"seek": " "}).content.decode().strip() == ""


def test_another_procedure_can_be_chosen_without_losing_the_person(counter: Client, typed: dict[str, Any]) -> None:
    page = counter.post(PAGE, {**typed, "press": "other_procedure"}).content.decode()
    assert 'value="Nguyễn Thị Mới"' in page and 'id="id_seek"' in page


def test_everything_wrong_is_said_at_once_and_everything_typed_stays(counter: Client, typed: dict[str, Any]) -> None:
    wrong = {"full_name": "", "identity_number": "12", "phone": "34", "copies_1": "x", "press": "receive"}
    answer = counter.post(PAGE, {**typed, **wrong, "address": "Số 1, ngõ 2", "email": "x@", "tax_code": "9"})
    page = answer.content.decode()
    assert (
        answer.status_code == 422
        and not Case.objects.exists()
        and not Person.objects.filter(holds("phone", "34")).exists()
    )
    for name in ("full_name", "identity_number", "phone", "copies_1", "email", "tax_code"):
        assert f'href="#id_{name}"' in page, name
    for name, text in (("identity_number", "12"), ("phone", "34"), ("copies_1", "x"), ("address", "Số 1, ngõ 2")):
        assert f'name="{name}" value="{text}"' in page, name


def test_without_a_procedure_it_says_so(counter: Client) -> None:
    answer = counter.post(PAGE, {"full_name": "Bùi Lạ", "press": "receive", "seek": "hm"})
    assert answer.status_code == 422 and "Bạn chọn thủ tục." in answer.content.decode()
    assert 'value="hm"' in answer.content.decode()


def test_files_survive_a_refused_form_and_end_up_in_the_case(counter: Client, typed: dict[str, Any]) -> None:
    answer = counter.post(PAGE, {**typed, "phone": "34", "files_1": photograph(), "press": "receive"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "to-khai.jpg" in page
    sign = page.partition('name="kept_1" value="')[2].partition('"')[0]
    assert counter.post(PAGE, {**typed, "kept_1": sign, "press": "receive"}).status_code == 302
    assert PaperFile.objects.get().file == StoredFile.objects.get()


def test_a_file_taken_off_the_list_stays_out(counter: Client, typed: dict[str, Any]) -> None:
    counter.post(PAGE, {**typed, "files_1": photograph(), "press": "seek"})
    counter.post(PAGE, {**typed, "press": "receive"})
    assert StoredFile.objects.count() == 1 and not PaperFile.objects.exists()


def test_files_of_somebody_else_cannot_be_carried_in(
    counter: Client, town: Town, typed: dict[str, Any], sign_in: SignIn
) -> None:
    page = counter.post(PAGE, {**typed, "files_1": photograph(), "press": "seek"}).content.decode()
    sign = page.partition('name="kept_1" value="')[2].partition('"')[0]
    other = sign_in(town.stranger)
    mine = {**typed, "office": str(Office.objects.exclude(pk=town.office.pk).get().pk)}
    assert other.post(PAGE, {**mine, "kept_1": [sign, "x", "a:b:c"], "press": "receive"}).status_code == 302
    assert not PaperFile.objects.exists()


def test_a_file_that_is_none_is_named_beside_its_paper(counter: Client, typed: dict[str, Any]) -> None:
    bad = photograph("la.jpg")
    bad.file.seek(0)
    bad.file.truncate()
    bad.file.write(b"not a picture at all")
    bad.file.seek(0)
    bad.size = 20
    answer = counter.post(PAGE, {**typed, "files_1": [bad, photograph()], "press": "receive"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "la.jpg: " in page and "to-khai.jpg" in page and not Case.objects.exists()


def test_written_down_but_not_accepted_leads_to_the_case_and_its_slips(counter: Client, typed: dict[str, Any]) -> None:
    answer = counter.post(PAGE, {**typed, "press": "write_down"}, follow=True)
    case = Case.objects.get()
    assert case.state == "submitted" and answer.redirect_chain == [(f"/can-bo/ho-so/{case.pk}/", 302)]
    page = answer.content.decode()
    assert "/supplement/" in page and "/refuse/" in page and "Đã ghi nhận" in page
    assert counter.get(f"/can-bo/tiep-nhan/xong/{case.pk}/")["Location"] == f"/can-bo/ho-so/{case.pk}/"


def test_without_a_stated_time_a_day_and_its_ground_are_asked_for_on_the_same_screen(
    counter: Client, typed: dict[str, Any]
) -> None:
    version = make_version(code="1.000009", limit=None)
    typed = {**typed, "version": str(version.pk)}
    assert 'name="promised_on"' in counter.post(PAGE, {**typed, "press": "seek"}).content.decode()
    refused = counter.post(PAGE, {**typed, "promised_on": "", "ground": "Điều 5", "press": "receive"})
    page = refused.content.decode()
    assert refused.status_code == 422 and 'href="#id_promised_on"' in page and 'value="Điều 5"' in page
    accepted = counter.post(PAGE, {**typed, "promised_on": "30/12/2026", "ground": "Điều 5", "press": "receive"})
    assert accepted.status_code == 302 and Case.objects.get().promise_ground == "Điều 5"


def test_writing_down_needs_no_promise(counter: Client, typed: dict[str, Any]) -> None:
    version = make_version(code="1.000009", limit=None)
    assert counter.post(PAGE, {**typed, "version": str(version.pk), "press": "write_down"}).status_code == 302


def test_an_organisation_files_under_its_name(counter: Client, typed: dict[str, Any]) -> None:
    more = {"kind": "organisation", "organisation": "Công ty Thử", "tax_code": "0100109106", "press": "receive"}
    assert counter.post(PAGE, {**typed, **more}).status_code == 302
    assert Case.objects.get().applicant.organisation == "Công ty Thử"


def test_a_person_without_a_number_is_taken_as_written(counter: Client, typed: dict[str, Any]) -> None:
    assert counter.post(PAGE, {**typed, "identity_number": "", "press": "receive"}).status_code == 302
    assert Case.objects.get().applicant.person_id is None


def test_an_office_elsewhere_or_a_broken_id_falls_back_to_ones_own(counter: Client, typed: dict[str, Any]) -> None:
    page = counter.post(PAGE, {**typed, "office": "x", "version": "y", "person": "z", "take_version": "w"})
    assert page.status_code == 200


@pytest.mark.parametrize("day,precision", [("1985", "year"), ("02/1985", "month"), ("1/2/1985", "day")])
def test_a_birth_is_registered_as_far_as_it_is_known(
    day: str, precision: str, counter: Client, typed: dict[str, Any]
) -> None:
    counter.post(PAGE, {**typed, "birth_date": day, "press": receiving.RECEIVE})
    assert Person.objects.get(full_name="Nguyễn Thị Mới").birth_precision == precision


@pytest.mark.parametrize("press,goal", [("receive", "/can-bo/tiep-nhan/xong/{}/"), ("write_down", "/can-bo/ho-so/{}/")])
def test_a_form_sent_twice_makes_one_case(press: str, goal: str, counter: Client, typed: dict[str, Any]) -> None:
    mark = counter.get(PAGE).content.decode().partition('name="once" value="')[2].partition('"')[0]
    answers = [counter.post(PAGE, {**typed, "once": mark, "press": press}, follow=True) for _ in range(2)]
    assert {answer.redirect_chain[-1][0] for answer in answers} == {goal.format(Case.objects.get().pk)}


POSTED = {"by_post": "on", "post_number": "BB-12", "post_giver": "Ngô Bưu Tá", "post_signed_on": "20/11/2026",
          "post_signed_at": "9h05", "post_sent_on": "18/11/2026"}  # fmt: skip


def test_what_the_post_brought_is_received_with_its_record(counter: Client, typed: dict[str, Any]) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        shown = counter.post(PAGE, {**typed, **POSTED, "press": "seek"}).content.decode()
        assert weekday_time(hanoi("2026-11-30T17:00")).vi in shown
        scan = {"files_0": photograph()}
        kept = counter.post(PAGE, {**typed, **POSTED, **scan, "post_giver": "", "press": "receive"})
        page = kept.content.decode()
        assert kept.status_code == 422 and "nhân viên bưu điện đã ký" in page and 'value="BB-12"' in page
        sign = page.split('name="kept_0" value="')[1].split('"')[0]
        answer = counter.post(PAGE, {**typed, **POSTED, "kept_0": sign, "press": "receive"})
        case = Case.objects.get()
        told = counter.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert answer.status_code == 302 and case.channel == "post" and case.visit is None
    assert case.counts_from == hanoi("2026-11-20T09:05") and case.due_at == hanoi("2026-11-30T17:00")
    assert "biên bản BB-12" in told.replace("số ", "") and "Ngô Bưu Tá" in told and "thời hạn tính từ lúc ký" in told
    assert case.papers.last().files.count() == 1  # type: ignore[union-attr]


def test_a_result_by_post_needs_an_address(counter: Client, typed: dict[str, Any]) -> None:
    answer = counter.post(PAGE, {**typed, "address": "", "result_wanted": "post", "press": "receive"})
    assert answer.status_code == 422 and "địa chỉ liên hệ" in answer.content.decode() and not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_case(sign_in: SignIn) -> None:
    town = build_town()
    client, start = sign_in(town.counter), Barrier(2)
    mark = client.get(PAGE).content.decode().partition('name="once" value="')[2].partition('"')[0]
    typed = {**TYPED, "version": str(town.version.pk), "office": str(town.office.pk), "once": mark, "press": "receive"}

    def press(_: int) -> str:
        hand = Client()
        hand.cookies = client.cookies
        try:
            start.wait(10)
            return str(hand.post(PAGE, typed)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        led = set(pool.map(press, range(2)))
    assert led == {f"/can-bo/tiep-nhan/xong/{Case.objects.get().pk}/"}

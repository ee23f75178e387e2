"""Scanned cards, papers and drafts at the counter: nothing is typed for the identity, nothing is taken as proof."""

from typing import Any

import lxml.html
import pytest
from django.test import Client

from motcua.base.access.looks import looks_at
from motcua.base.files.services.store import store
from motcua.base.ledger import Subject
from motcua.base.ledger.models import Entry
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.submit import submit_case
from motcua.casework.tracking import url_of
from motcua.domain.cases.enums import ResultWanted
from motcua.domain.cases.models import Case, CasePaper, Visit
from motcua.domain.directory.models import Person
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.kernel.vietnamese_code_pages import as_tcvn3
from tests.faces.desk.conftest import SignIn, Stage, photograph
from tests.support.town import APPLICANT, Town, make_version

PAGE = "/can-bo/tiep-nhan/"
NAME, PLACE = "Nguyễn Thị Mới", "Số 1, ngõ 2, Phúc Xá, Ba Đình, Hà Nội"
CARD = f"001185012345|012345678|{NAME}|05031985|Nữ|{PLACE}|10052021"
FILLED = {"full_name": NAME, "identity_number": "001185012345", "birth_date": "05/03/1985", "address": PLACE}


@pytest.fixture
def counter(town: Town, sign_in: SignIn) -> Client:
    return sign_in(town.counter)


@pytest.fixture
def known(town: Town) -> Person:
    details = PersonDetails(full_name=NAME, identity_number="001185012345", phone="0912345678", address="Nhà mới")
    return register_person(actor=town.counter, details=details).person


def holds(page: str, values: dict[str, str]) -> bool:
    return all(f'name="{name}" value="{value}"' in page for name, value in values.items())


def drafted(town: Town, person: Person | None = None) -> Case:
    """A draft begun at home, with an applicant and a file."""
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    if person is not None:
        Case.objects.filter(pk=case.pk).update(filer=person)
    case = save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=APPLICANT, summary="Từ nhà",
        result_wanted=ResultWanted.ONLINE,
    ) if person is None else case  # fmt: skip
    if person is None:
        attach_file(
            actor=town.citizen,
            case_id=case.pk,
            paper_id=case.papers.first().pk,
            stored=store(photograph(), name="to-khai.jpg"),
        )
    return case


@pytest.mark.parametrize("field", ["scan", "seek_person", "full_name", "phone", "summary", "seek", "ground"])
def test_a_card_scanned_into_any_field_fills_the_person(field: str, counter: Client) -> None:
    page = counter.post(PAGE, {field: CARD, "press": "seek"}).content.decode()
    assert holds(page, FILLED) and "Chưa đối chiếu với thẻ" in page and "Phường Hồng Hà" in page
    assert 'id="id_seek"' in page and "autofocus" in page.partition('id="id_seek"')[2][:300], "no field is left to type"


def test_a_scan_onto_the_accepting_button_accepts_nothing(counter: Client, town: Town) -> None:
    answer = counter.post(PAGE, {"scan": CARD, "version": str(town.version.pk), "press": "receive"})
    assert answer.status_code == 200 and not Case.objects.exists() and holds(answer.content.decode(), FILLED)


def test_a_known_person_is_chosen_by_the_card_and_what_is_known_stays(counter: Client, known: Person) -> None:
    page = counter.post(PAGE, {"scan": CARD}).content.decode()
    assert f'name="person" value="{known.pk}"' in page and holds(page, {"phone": "0912345678", "address": "Nhà mới"})
    assert looks_at(Subject("person", known.pk))


def test_a_person_known_by_the_old_number_is_the_same_person(counter: Client, town: Town) -> None:
    details = PersonDetails(full_name=NAME, identity_number="012345678")
    old = register_person(actor=town.counter, details=details).person
    counter.post(PAGE, received(town, card=CARD, person=str(old.pk)))
    assert (
        Case.objects.get().applicant.person_id == old.pk
        and Person.objects.filter(name_folded="nguyen thi moi").count() == 1
    )


def test_another_name_under_the_number_is_said(counter: Client, town: Town) -> None:
    register_person(actor=town.counter, details=PersonDetails(full_name="Tên Khác", identity_number="001185012345"))
    assert "thẻ ghi “Nguyễn Thị Mới”" in counter.post(PAGE, {"scan": CARD}).content.decode()


def received(town: Town, **more: Any) -> dict[str, Any]:
    return {**FILLED, "version": str(town.version.pk), "originals_1": "1", "press": "receive", **more}


@pytest.mark.parametrize("tick,said", [("", "scanned"), ("on", "compared")])
def test_the_ledger_says_whether_the_card_was_compared(tick: str, said: str, counter: Client, town: Town) -> None:
    counter.post(PAGE, received(town, card=CARD, card_compared=tick))
    assert Entry.objects.get(kind="case.submitted").facts["card"] == said
    person = Person.objects.get(full_name=NAME)
    assert person.sex == "female" and person.commune_code, "what only the card says is kept"


def test_a_garbled_card_is_not_received_before_it_was_compared(counter: Client, town: Town) -> None:
    garbled = CARD.replace(NAME, as_tcvn3(NAME))
    page = counter.post(PAGE, {"scan": garbled}).content.decode()
    assert holds(page, {"full_name": NAME}) and "có dấu lạ" in page
    card = page.partition('name="card" value="')[2].partition('"')[0]
    doubted = card.replace(NAME, as_tcvn3(NAME))
    assert counter.post(PAGE, received(town, card=doubted)).status_code == 422 and not Case.objects.exists()
    assert counter.post(PAGE, received(town, card=doubted, card_compared="on")).status_code == 302


@pytest.mark.parametrize("text", ["http://x/t/AbCdEfGhIjKlMnOpQrStUv", "http://x/verify/AbCdEfGhIjKlMnOpQrStUv"])
def test_an_unknown_code_is_said_and_nothing_is_lost(text: str, counter: Client) -> None:
    page = counter.post(PAGE, {"scan": text, "full_name": "Bùi Lạ", "phone": "09"}).content.decode()
    assert "không đọc được" in page and holds(page, {"full_name": "Bùi Lạ", "phone": "09"})


def test_a_receipt_finds_its_person_and_their_cases(counter: Client, stage: Stage) -> None:
    case = stage.accepted()
    page = counter.post(PAGE, {"scan": url_of(case)}).content.decode()
    assert holds(page, {"full_name": APPLICANT.full_name, "phone": "0912345678"}) and str(case) in page


def test_a_receipt_of_a_finished_case_leads_to_handing_over_its_result(counter: Client, stage: Stage) -> None:
    case = stage.decided()
    answer = counter.post(PAGE, {"scan": url_of(case), "press": "seek"})
    assert answer.status_code == 302 and answer["Location"] == f"/can-bo/tra-ket-qua/{case.pk}/"
    page = counter.get(answer["Location"]).content.decode()
    assert str(case) in page and "Trả kết quả đã chọn" in page


def test_what_was_typed_stays_when_a_finished_receipt_is_scanned(counter: Client, stage: Stage, town: Town) -> None:
    case = stage.decided()
    for typed in ({"full_name": "Bùi Lạ"}, {"version": str(town.version.pk)}, {"summary": "Nhà số 3"}):
        page = counter.post(PAGE, {"scan": url_of(case), **typed}).content.decode()
        assert f'href="/can-bo/tra-ket-qua/{case.pk}/"' in page and "đã có kết quả chờ trả" in page
        assert all(f'value="{text}"' in page for name, text in typed.items() if name != "full_name")


def test_a_finished_receipt_of_another_office_hands_nothing_over(town: Town, stage: Stage, sign_in: SignIn) -> None:
    answer = sign_in(town.stranger).post(PAGE, {"scan": url_of(stage.decided())})
    assert answer.status_code == 200 and "tra-ket-qua/" not in answer.content.decode().partition("<main")[2]


def test_a_receipt_of_another_office_tells_nothing(town: Town, stage: Stage, sign_in: SignIn) -> None:
    page = sign_in(town.stranger).post(PAGE, {"scan": url_of(stage.accepted())}).content.decode()
    assert APPLICANT.full_name not in page and "không đọc được" in page


@pytest.mark.parametrize("lower", [False, True])
def test_a_draft_from_home_is_taken_over_by_its_code_with_nothing_typed(
    lower: bool, counter: Client, town: Town
) -> None:
    draft = drafted(town)
    code = draft.filing_number.lower() if lower else draft.filing_number
    page = counter.post(PAGE, {"seek_person": code, "press": "seek"}).content.decode()
    assert holds(page, {"full_name": APPLICANT.full_name, "draft": str(draft.pk), "summary": "Từ nhà"})
    assert "Đã nộp từ nhà" in page and looks_at(Subject("case", draft.pk))
    answer = counter.post(PAGE, sent(page))
    case = Case.objects.get()
    assert answer.status_code == 302 and (case.pk, case.state, case.channel) == (draft.pk, "accepted", "counter")
    assert case.filer_id == town.citizen.person_id and Entry.objects.filter(kind="case.draft_taken_over").exists()
    assert Entry.objects.get(kind="case.submitted").facts["files"] == 1


def sent(page: str, press: str = "receive") -> dict[str, Any]:
    """What a browser sends of a page, with one button."""
    form = lxml.html.fromstring(page).xpath("//main//form[@enctype]")[0]
    return {name: value for name, value in form.form_values() if value is not None} | {"press": press}


def test_drafts_and_cases_stand_beside_the_person(counter: Client, town: Town, known: Person) -> None:
    draft = drafted(town, known)
    page = counter.post(PAGE, {"scan": CARD}).content.decode()
    assert f'name="take_draft" value="{draft.pk}"' in page
    page = counter.post(PAGE, sent(page, "") | {"take_draft": str(draft.pk)}).content.decode()
    assert holds(page, {"draft": str(draft.pk), "version": str(town.version.pk)})
    case_page = counter.post(PAGE, sent(page)).headers["Location"]
    past = Case.objects.get()
    page = counter.post(PAGE, {"scan": CARD}).content.decode()
    assert f'name="take_case" value="{past.pk}"' in page and str(past.pk) in case_page
    again = counter.post(PAGE, sent(page, "") | {"take_case": str(past.pk)}).content.decode()
    assert holds(again, {"version": str(town.version.pk), "full_name": NAME}) and 'name="draft" id' in again


def test_a_draft_of_somebody_else_cannot_be_pressed_open(counter: Client, town: Town) -> None:
    draft, other = drafted(town), register_person(actor=town.counter, details=PersonDetails(full_name="Bùi Lạ")).person
    page = counter.post(PAGE, {"person": str(other.pk), "take_draft": str(draft.pk)}).content.decode()
    assert 'name="draft" id' in page and "Từ nhà" not in page


def test_two_counters_with_the_same_draft_make_one_case(counter: Client, town: Town, sign_in: SignIn) -> None:
    draft = drafted(town)
    pages = [one.post(PAGE, {"scan": draft.filing_number}).content.decode() for one in (counter, sign_in(town.counter))]
    assert counter.post(PAGE, sent(pages[0])).status_code == 302
    late = sign_in(town.counter).post(PAGE, sent(pages[1]))
    assert late.status_code == 409 and "vừa thực hiện" in late.content.decode()
    assert holds(late.content.decode(), {"full_name": APPLICANT.full_name}) and Case.objects.count() == 1


def test_a_draft_its_filer_went_on_writing_is_looked_at_again(counter: Client, town: Town) -> None:
    draft = drafted(town)
    page = counter.post(PAGE, {"scan": draft.filing_number}).content.decode()
    save_applicant(
        actor=town.citizen, case_id=draft.pk, expected=None, details=APPLICANT, summary="Mới", result_wanted="counter"
    )
    late = counter.post(PAGE, sent(page))
    assert late.status_code == 409
    assert counter.post(PAGE, sent(late.content.decode())).status_code == 302, "the second press is meant"


def test_a_draft_sent_from_home_meanwhile_is_gone(counter: Client, town: Town) -> None:
    draft = drafted(town)
    page = counter.post(PAGE, {"scan": draft.filing_number}).content.decode()
    submit_case(actor=town.citizen, case_id=draft.pk)
    late = counter.post(PAGE, sent(page))
    assert late.status_code == 409 and Case.objects.get().state == "submitted"


def test_several_cases_are_one_visit_of_the_same_person(counter: Client, town: Town) -> None:
    other = make_version(code="1.000055")
    first = counter.post(PAGE, received(town), follow=True).content.decode()
    visit = Visit.objects.get()
    assert f"?luot={visit.pk}" in first
    page = counter.get(PAGE, {"luot": str(visit.pk)}).content.decode()
    assert holds(page, FILLED) and "Cùng lượt này đã nhận" in page
    done = counter.post(PAGE, sent(page) | {"version": str(other.pk)}, follow=True).content.decode()
    assert "In cả lượt: 2 giấy tiếp nhận" in done and "Lượt giao dịch này: 2 hồ sơ" in done
    assert set(Case.objects.values_list("visit", flat=True)) == {visit.pk}
    assert Entry.objects.filter(kind="case.submitted", facts__visit=str(visit.pk)).count() == 2


def test_the_next_person_has_a_visit_of_their_own(counter: Client, town: Town) -> None:
    counter.post(PAGE, received(town))
    visit = Visit.objects.get()
    counter.post(PAGE, received(town, visit=str(visit.pk), identity_number="001190054321", full_name="Người Khác"))
    assert Visit.objects.count() == 2


def test_a_visit_of_a_colleague_is_not_gone_on_with(counter: Client, town: Town, sign_in: SignIn) -> None:
    counter.post(PAGE, received(town))
    page = sign_in(town.stranger).get(PAGE, {"luot": str(Visit.objects.get().pk)}).content.decode()
    assert NAME not in page


def test_guidance_keeps_what_was_typed_and_names_what_is_missing(counter: Client, town: Town) -> None:
    make_version(code="1.000056", papers=(("Tờ khai", "paper"), ("Giấy chứng sinh", "paper")))
    version = make_version(code="1.000057", papers=(("Tờ khai", "paper"), ("Giấy chứng sinh", "paper")))
    typed = {**FILLED, "version": str(version.pk), "originals_1": "1", "originals_2": "0", "summary": "Con đầu lòng"}
    answer = counter.post(PAGE, {**typed, "guidance": "Ảnh 4x6\n\n", "press": "guide"}, follow=True)
    draft = Case.objects.get()
    assert (
        draft.state == "draft"
        and draft.filing_number in answer.content.decode()
        and "In hướng dẫn" in answer.content.decode()
    )
    entry = Entry.objects.get(kind="case.guided")
    assert entry.facts["items"] == 2
    page = counter.post(PAGE, {"scan": draft.filing_number}).content.decode()
    assert holds(page, {**FILLED, "summary": "Con đầu lòng", "originals_1": "1"})
    counter.post(PAGE, sent(page) | {"originals_2": "1"})
    assert Case.objects.get().state == "accepted" and CasePaper.objects.get(position=2).originals == 1


def test_guidance_about_nothing_is_refused(counter: Client, town: Town) -> None:
    answer = counter.post(PAGE, received(town, press="guide"))
    assert answer.status_code == 422 and "cần mang thêm" in answer.content.decode() and not Case.objects.exists()


def test_a_draft_kept_at_a_counter_is_not_seen_elsewhere(counter: Client, town: Town, sign_in: SignIn) -> None:
    counter.post(PAGE, received(town, press="guide", guidance="Ảnh"))
    place = f"{PAGE}huong-dan/{Case.objects.get().pk}/"
    assert counter.get(place).status_code == 200 and sign_in(town.stranger).get(place).status_code == 404
    assert sign_in(town.specialist).get(place).status_code in (403, 404)


def test_two_letters_find_a_procedure_and_the_usual_ones_stand_first(counter: Client, town: Town) -> None:
    counter.post(PAGE, received(town))
    page = counter.post(PAGE, {"full_name": "Bùi Lạ", "seek": "tn", "press": "seek"}).content.decode()
    assert "Thủ tục thử nghiệm 1.000001" in page and holds(page, {"version": str(town.version.pk)})
    assert "Nhận nhiều ở đây" in counter.get(PAGE).content.decode()

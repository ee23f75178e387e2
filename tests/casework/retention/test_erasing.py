"""Planted people are erased; afterwards nothing of them is in any column of any table or in the store of files."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base.access.looks import record_look
from motcua.base.documents.models import Document
from motcua.base.documents.queries import verification
from motcua.base.documents.services import ensure_rendered, verification_token
from motcua.base.erasure import listing
from motcua.base.erasure.models import Tombstone
from motcua.base.files.errors import FileErased
from motcua.base.files.models import StoredFile
from motcua.base.files.services.erasing import remove_bytes
from motcua.base.files.services.store import open_file, storage, store_made
from motcua.base.ledger import Subject
from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.base.messages.models import Message
from motcua.casework.queries.verification import verify_cases
from motcua.casework.retention.errors import CaseHeld, CaseStillOpen, StillNeeded
from motcua.casework.retention.models import Hold
from motcua.casework.retention.queries.due import due_cases
from motcua.casework.retention.rules import CASE, PAPERS
from motcua.casework.retention.services.applying import apply_rules, due, replay
from motcua.casework.retention.services.erasing import Ground, erase_cases, erase_person
from motcua.casework.services.accept import accept_case
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.finish import close_case, hand_over_result, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.directory.models import Person
from motcua.kernel import clock
from tests.support.town import Town, hanoi

NAME, NUMBER, PHONE, STREET = "Khuất Thị Vĩnh Quên", "001190987654", "0987 123 654", "Ngõ Không Ai Nhớ"
WHO = ApplicantDetails(full_name=NAME, identity_number=NUMBER, phone=PHONE, address=STREET)
PLANTED = (NAME, "khuat thi vinh quen", NUMBER, "0987123654", STREET, "Vĩnh Quên")
GROUND = Ground("case", "thử")


@pytest.fixture
def planted(town: Town) -> Case:
    """A whole life with the name in every text somebody may type."""
    with clock.frozen(hanoi("2021-11-22T09:00")):
        Person.objects.filter(pk=town.citizen.person_id).update(
            full_name=NAME, name_folded="khuat thi vinh quen", phone="0987123654", address=STREET
        )
        return life(town)


def life(town: Town) -> Case:
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=WHO, summary=f"của {NAME}", result_wanted="online"
    )
    photo = store_made(f"ảnh của {NAME}".encode(), name=f"{NAME}.jpg", media_type="image/jpeg", pages=1)
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=case.papers.get(position=1).pk, stored=photo)
    one: dict[str, Any] = {"case_id": case.pk, "expected": None}
    submit_case(actor=town.citizen, case_id=case.pk)
    asked = [MissingItem(f"Giấy của {NAME}", STREET)]
    request_supplement(actor=town.counter, reason=f"{NAME} thiếu", items=asked, **one)
    answer_supplement(actor=town.citizen, **one)
    accept_case(actor=town.counter, **one)
    forward_case(actor=town.counter, **one)
    take_task(actor=town.specialist, **one)
    forward_case(actor=town.specialist, **one)
    return_to_previous(actor=town.leader, reason=f"{NAME} chưa rõ", **one)
    forward_case(actor=town.specialist, **one)
    decide_case(actor=town.leader, outcome="granted", text="Cấp.", **one)
    hand_over_result(actor=town.counter, receiver=NAME, identity_shown=NUMBER, **one)
    close_case(actor=town.counter, **one)
    entry = Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).latest("id")
    Message.objects.create(
        key="x", entry_id=entry.pk, kind="case.closed", channel="inapp", language="vi", name=NAME, address="a@b.vn",
        subject="s", body=f"Kính gửi {NAME}", state="sent", sent_at=clock.now(),
    )  # fmt: skip
    for paper in Document.objects.filter(subject_id=str(case.pk)):
        ensure_rendered(paper)
    record_look(actor=town.leader, subject=Subject("case", case.pk), purpose="giải quyết")
    return case


def lines() -> Iterator[str]:
    """Every row of every table as text, and what papers hold sealed, but results and what was decided."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_.*::text FROM "{table}" AS row_')
            yield from (f"{table}: {row[0]}" for row in cursor.fetchall())
    yield from (f"facts: {paper.facts}" for paper in Document.objects.exclude(kind="result"))


def found() -> list[str]:
    return [line for line in lines() if any(one in line for one in PLANTED)]


def stored() -> list[str]:
    """Digests of what is kept and tells of the person."""
    found = []
    for digest in storage().untouched(-3600):
        with storage().open(digest) as stream:
            found += [digest] if NAME.encode() in stream.read() else []
    return found


def test_of_an_erased_person_no_table_and_no_file_tells_but_the_signed_result_and_the_ledger_stays_whole(
    town: Town, planted: Case
) -> None:
    assert len(found()) > 10 and stored()
    with clock.frozen(hanoi("2026-11-27T09:00")):
        done = erase_cases([planted.pk], GROUND)
        erase_person(town.citizen.person_id, Ground("person", "thử"))  # type: ignore[arg-type]
        remove_bytes(0)
    assert (done["cases"], found(), stored()) == (1, [], [])
    assert verify().sound and verify_cases().different == 0
    result = Document.objects.get(subject_id=str(planted.pk), kind="result")
    assert NAME in str(result.facts) and storage().verify(result.file.sha256, result.file.size)  # type: ignore[union-attr]
    receipt = Document.objects.get(subject_id=str(planted.pk), kind="receipt")
    told = verification(verification_token(receipt))
    assert told and told.agency and told.valid, "the paper in somebody's hand is still told to be genuine"
    with pytest.raises(FileErased):
        open_file(ensure_rendered(receipt))
    assert [one.kind for one in listing.kept() if one.id == str(planted.pk)] == ["case"]


def test_what_stands_changes_only_after_a_tombstone_and_only_into_the_mark_of_erasure(planted: Case) -> None:
    statements = (
        "UPDATE cases_hand_over SET receiver = '[đã xóa]'", "UPDATE documents_document SET facts = '{}'",
        "UPDATE access_look SET actor_name = 'x'",
    )  # fmt: skip
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
    Tombstone.objects.create(subject_kind="case", subject_id=str(planted.pk), scope="all", rule="x", ground="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE cases_hand_over SET receiver = 'Người khác'")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE cases_hand_over SET way = 'post'")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE documents_document SET facts = '{}' WHERE kind = 'result'")
    connection.cursor().execute("UPDATE cases_hand_over SET receiver = '[đã xóa]'")


def test_rules_erase_what_is_old_enough_once_and_a_hold_wins(town: Town, planted: Case) -> None:
    with clock.frozen(hanoi("2024-01-01T09:00")):
        assert (due()["papers"], due()["case"]) == (0, 0)
    with clock.frozen(hanoi("2027-01-01T09:00")):
        assert (due()["papers"], due()["case"]) == (1, 0)
        assert (apply_rules()["papers"], due_cases(PAPERS).count()) == (1, 0)
        assert stored(), "what came in within the hour may be somebody else's as well"
        assert (remove_bytes(0), stored()) == (1, [])
    assert found(), "texts are kept longer than pictures of papers"
    hold = Hold.objects.create(case=planted, kind="court", citation="12/TA", reason="Đang kiện", placed_by="A")
    with clock.frozen(hanoi("2032-11-27T09:00")):
        assert (due()["case"], apply_rules()["case"]) == (0, 0)
        with pytest.raises(CaseHeld):
            erase_cases([planted.pk], GROUND, strict=True)
        hold.released_at, hold.release_reason, hold.released_by = clock.now(), "Xong", "A"
        hold.save()
        done = apply_rules()
        assert (done["case"], done["person"]) == (1, 1), "who has no case left and was not here for years goes as well"
        assert found() == []
        assert apply_rules()["case"] == 0 and due_cases(CASE).count() == 0
    assert verify().sound and verify_cases().sound


def test_open_cases_and_people_who_are_needed_stay(town: Town) -> None:
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    save_applicant(actor=town.citizen, case_id=case.pk, expected=None, details=WHO, summary="", result_wanted="online")
    photo = store_made(b"photo", name="a.jpg", media_type="image/jpeg", pages=1)
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=case.papers.get(position=1).pk, stored=photo)
    submit_case(actor=town.citizen, case_id=case.pk)
    with pytest.raises(CaseStillOpen):
        erase_cases([case.pk], GROUND, strict=True)
    assert erase_cases([case.pk], GROUND)["cases"] == 0
    for person in (town.citizen.person_id, town.leader.person_id):
        with pytest.raises(StillNeeded):
            erase_person(person, GROUND)  # type: ignore[arg-type]
    withdraw_case(actor=town.citizen, case_id=case.pk, expected=None, reason="Thôi")
    assert erase_cases([case.pk], GROUND)["cases"] == 1
    assert erase_person(town.citizen.person_id, GROUND)["people"] == 1  # type: ignore[arg-type]


def test_old_drafts_go_with_their_files_and_their_slips(town: Town) -> None:
    with clock.frozen(hanoi("2026-01-05T09:00")):
        case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
        save_applicant(
            actor=town.citizen, case_id=case.pk, expected=None, details=WHO, summary="", result_wanted="online"
        )
        photo = store_made(NAME.encode(), name=f"{NAME}.jpg", media_type="image/jpeg", pages=1)
        attach_file(actor=town.citizen, case_id=case.pk, paper_id=case.papers.get(position=1).pk, stored=photo)
    with clock.frozen(hanoi("2026-06-05T09:00")):
        assert apply_rules()["draft"] == 1
        storage().remove(photo.sha256, 0)
    assert not Case.objects.filter(pk=case.pk).exists()
    assert StoredFile.objects.filter(pk=photo.pk, erased_at=None).count() == 0
    assert verify_cases().sound and found() == []


def test_what_was_erased_is_erased_again_where_a_backup_of_before_came_back(town: Town, planted: Case) -> None:
    class Back(Exception):
        pass

    with pytest.raises(Back), transaction.atomic():
        erase_cases([planted.pk], GROUND)
        raise Back
    assert found(), "as a backup of before would bring it"
    told = [one for one in listing.kept() if one.id == str(planted.pk)]
    assert replay()["cases"] == 1
    erase_person(town.citizen.person_id, GROUND)  # type: ignore[arg-type]
    assert found() == []
    stone = Tombstone.objects.get(subject_kind="case", subject_id=str(planted.pk))
    assert (str(stone.pk), stone.again) == (told[0].tombstone, True)
    assert replay()["cases"] == 0 and verify().sound


def test_a_line_somebody_else_put_on_the_list_erases_nothing(planted: Case) -> None:
    path = listing.keep([listing.Erased("0" * 32, "case", str(planted.pk), "all", "case", "x", "2026-01-01")])
    forged = path.read_text().replace('"rule": "case"', '"rule": "other"')
    path.unlink()
    path.write_text(forged)
    assert replay()["cases"] == 0
    path.unlink()

"""What is typed and not sent: kept within the moment, from any tab and device, and never written over unasked."""

from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from motcua.casework.services.draft import save_applicant, start_draft
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.typed import APPLICANT, SUPPLEMENT, WITHDRAW, Sheet, keep, kept
from motcua.domain.cases.errors import CaseNotFound, NewerTyped
from motcua.domain.cases.models import Case, TypedPage
from motcua.domain.cases.states import MoveRefused
from motcua.kernel.errors import Invalid
from tests.faces.portal.cases import submitted
from tests.support.town import APPLICANT as WHO
from tests.support.town import Town, make_citizen


def begun(town: Town) -> Case:
    return start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)


def sheet(text: str, *, tab: str = "a", revision: int = 0, place: str = APPLICANT) -> Sheet:
    return Sheet(place, tab, revision, {"full_name": text})


def test_wrong_and_half_written_texts_are_kept_as_they_stand(town: Town) -> None:
    case = begun(town)
    page = Sheet(APPLICANT, "a", 0, {"identity_number": "0011850", "phone": "không nhớ", "email": "@"})
    assert keep(actor=town.citizen, case_id=case.pk, page=page).revision == 1
    assert kept(case, APPLICANT).texts == page.texts
    with connection.cursor() as cursor:
        cursor.execute("SELECT texts FROM cases_typed_page")
        assert b"0011850" not in bytes(cursor.fetchone()[0]), "sealed, for it may hold an identity number"


def test_another_tab_is_told_and_may_insist(town: Town) -> None:
    case = begun(town)
    first = keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan"))
    keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan Anh", tab="b", revision=first.revision))
    with pytest.raises(NewerTyped):
        keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan Hương", revision=first.revision))
    assert kept(case, APPLICANT).texts == {"full_name": "Lan Anh"}
    keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan Hương", revision=first.revision), anyway=True)
    assert kept(case, APPLICANT).texts == {"full_name": "Lan Hương"}


def test_a_page_that_was_sent_waits_no_more_and_a_stale_one_is_not_sent(town: Town) -> None:
    case = begun(town)
    keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan"))

    def send(page: Sheet) -> None:
        save_applicant(
            actor=town.citizen, case_id=case.pk, expected=None, details=WHO, summary="", result_wanted="counter",
            page=page,
        )  # fmt: skip

    with pytest.raises(NewerTyped):
        send(sheet("Hồng", tab="b"))
    assert not hasattr(Case.objects.get(pk=case.pk), "applicant")
    send(sheet("Lan Anh"))
    assert kept(case, APPLICANT).texts == {}


@pytest.mark.parametrize("place", ["", "khac", SUPPLEMENT])
def test_a_page_that_is_not_open_keeps_nothing(town: Town, place: str) -> None:
    case = begun(town)
    with pytest.raises((CaseNotFound, MoveRefused)):
        keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan", place=place))
    assert not TypedPage.objects.exists()


def test_only_the_filer_keeps_and_not_without_measure(town: Town) -> None:
    case = begun(town)
    with pytest.raises(CaseNotFound):
        keep(actor=make_citizen("Người Khác"), case_id=case.pk, page=sheet("x"))
    with pytest.raises(CaseNotFound):
        keep(actor=town.citizen, case_id=uuid4(), page=sheet("x"))
    with pytest.raises(Invalid):
        keep(actor=town.citizen, case_id=case.pk, page=sheet("x" * 60_001))


def test_after_sending_only_the_withdrawal_is_typed_on(town: Town) -> None:
    case = submitted(town)
    with pytest.raises(MoveRefused):
        keep(actor=town.citizen, case_id=case.pk, page=sheet("Lan"))
    page = Sheet(WITHDRAW, "a", 0, {"reason": "Không cần"})
    keep(actor=town.citizen, case_id=case.pk, page=page)
    withdraw_case(actor=town.citizen, case_id=case.pk, expected=None, reason="Không cần nữa", page=page)
    assert kept(case, WITHDRAW).texts == {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=some.lists(
        some.tuples(some.sampled_from("abc"), some.text(max_size=12).map(lambda text: text.replace("\x00", ""))),
        max_size=12,
    )
)
def test_no_interleaving_of_tabs_writes_over_what_its_writer_has_not_seen(
    town: Town, moves: list[tuple[str, str]]
) -> None:
    """A model of three open pages: each keeps, hears of newer text, looks again, and goes on."""
    case = begun(town)
    seen, latest, writer, revision = dict.fromkeys("abc", 0), {}, "", 0
    for tab, text in moves:
        page = sheet(text, tab=tab, revision=seen[tab])
        stale = revision > seen[tab] and writer != tab and latest != page.texts
        try:
            done = keep(actor=town.citizen, case_id=case.pk, page=page)
        except NewerTyped:
            assert stale
            seen[tab] = kept(case, APPLICANT).revision
            continue
        assert not stale
        if latest != page.texts or not revision:
            writer = tab
        latest, revision = dict(page.texts), done.revision
        seen[tab] = revision
        assert kept(case, APPLICANT).texts == latest

"""Many officials at one unit at once: consecutive codes, no gap, no double; two on one case: one wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from motcua.base.ledger.models import Entry
from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.forward import forward_case, return_to_previous
from motcua.domain.cases.errors import CaseChanged
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from tests.support.town import APPLICANT, Town, build_town

ACCEPTANCES = 200
THREADS = 16


def file(town: Town) -> Case:
    return file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )


@pytest.mark.django_db(transaction=True)
def test_two_hundred_acceptances_from_sixteen_threads_give_consecutive_numbers() -> None:
    town = build_town()
    cases = [file(town).pk for _ in range(ACCEPTANCES)]
    day = clock.now()

    def accept(case_id: UUID) -> str:
        try:
            with clock.frozen(day):
                return accept_case(actor=town.counter, case_id=case_id, expected=None).code or ""
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        codes = list(pool.map(accept, cases))
    numbers = sorted(int(code.rsplit("-", 1)[1]) for code in codes)
    assert numbers == list(range(1, ACCEPTANCES + 1))
    assert Entry.objects.filter(kind="case.accepted").count() == ACCEPTANCES


@pytest.mark.django_db(transaction=True)
def test_an_acceptance_that_rolls_back_gives_its_number_back() -> None:
    town = build_town()
    first, second, third = file(town), file(town), file(town)
    accept_case(actor=town.counter, case_id=first.pk, expected=None)
    with pytest.raises(CaseChanged):
        accept_case(actor=town.counter, case_id=second.pk, expected=second.version + 7)
    after = accept_case(actor=town.counter, case_id=third.pk, expected=None)
    assert after.code and after.code.endswith("-0002")


@pytest.mark.django_db(transaction=True)
def test_of_two_officials_on_one_case_one_wins_and_the_other_hears_of_it() -> None:
    town = build_town()
    case = file(town)
    accept_case(actor=town.counter, case_id=case.pk, expected=None)
    case = forward_case(actor=town.counter, case_id=case.pk, expected=None)
    start, told = Barrier(2), []

    def act(which: int) -> str:
        try:
            start.wait()
            if which:
                forward_case(actor=town.specialist, case_id=case.pk, expected=case.version)
            else:
                return_to_previous(actor=town.leader, case_id=case.pk, expected=case.version, reason="Ý kiến khác")
        except CaseChanged as changed:
            told.append(changed.words.vi)
            return "told"
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(act, (0, 1)))
    assert outcomes == ["told", "won"]
    assert any(name in told[0] for name in ("Phạm Văn Chuyên", "Đỗ Thị Lãnh Đạo"))

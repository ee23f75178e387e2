"""A check on the spot is entered with time, place, people and content; its record can be printed."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.base.documents.models import Document
from motcua.base.ledger.models import Entry
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.check_site import OnTheSpot, check_site
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.models import Case, SiteCheck
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from tests.casework.test_life import at_specialist
from tests.support.town import Town, hanoi

NOW = hanoi("2026-03-10T14:00")
FOUND = {"place": "Thửa 12, tổ 3", "people": "Lê Văn Tổ Trưởng\n\n Ngô Địa Chính ", "content": "Ranh giới đúng bản vẽ."}


@pytest.fixture
def case(town: Town) -> Case:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        return at_specialist(town)


def enter(actor: Actor, case: Case, **changed: Any) -> Case:
    with clock.frozen(NOW):
        given = {"began_at": NOW - timedelta(hours=4)} | FOUND | changed
        return check_site(actor=actor, case_id=case.pk, expected=None, found=OnTheSpot(**given))


def test_it_stays_with_the_case_the_clock_runs_on_and_the_ledger_names_no_place(town: Town, case: Case) -> None:
    before = Case.objects.get(pk=case.pk)
    enter(town.specialist, case)
    enter(town.specialist, case, content="Đã sửa hàng rào.")
    after = Case.objects.get(pk=case.pk)
    assert (after.due_at, after.state) == (before.due_at, before.state)
    latest, first = case_page(town.leader, case.pk).site_checks
    assert (first.number, latest.number, first.people) == (1, 2, "Lê Văn Tổ Trưởng\nNgô Địa Chính")
    paper = Document.objects.get(pk=first.document_id)
    assert (paper.kind, paper.number, paper.facts["people"]) == ("site_check", "1/BBKT",
                                                                 ["Lê Văn Tổ Trưởng", "Ngô Địa Chính"])  # fmt: skip
    told = Entry.objects.filter(subject_id=str(case.pk), kind="case.site_checked").first()
    assert told and "Thửa" not in str(told.facts) and verify_cases().sound


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no hour": ({"began_at": None}, "began_at"),
    "still to come": ({"began_at": NOW + timedelta(minutes=1)}, "began_at"),
    "before it was filed": ({"began_at": hanoi("2026-03-08T10:00")}, "began_at"),
    "no place": ({"place": " "}, "place"),
    "nobody": ({"people": "\n"}, "people"),
    "a gap": ({"content": "Đo được … m"}, "content"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_missing_is_named_and_nothing_is_kept(town: Town, case: Case, what: str) -> None:
    changed, field = WRONG[what]
    with pytest.raises(Invalid) as told:
        enter(town.specialist, case, **changed)
    assert list(told.value.fields) == [field] and not SiteCheck.objects.exists()


def test_only_whoever_does_the_step_enters_it(town: Town, case: Case) -> None:
    for actor, fault in ((town.counter, NotYourStep), (town.stranger, CaseNotFound), (town.citizen, CaseNotFound)):
        with pytest.raises(fault):
            enter(actor, case)

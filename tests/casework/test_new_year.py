"""The last second of a year of Hanoi and the first of the next: books and codes begin anew, without a gap."""

from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.decide import decide_case
from motcua.domain.cases.models import Case, Decision
from motcua.kernel import clock
from tests.casework.test_life import at_leader
from tests.support.town import APPLICANT, Town, hanoi

LAST, FIRST = hanoi("2026-12-31T23:59:59"), hanoi("2027-01-01T00:00:00")


def decided(town: Town, case: Case) -> str:
    decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp.")
    return Decision.objects.get(case=case).number


def test_a_book_ends_with_the_year_and_begins_at_one(town: Town) -> None:
    with clock.frozen(hanoi("2026-12-28T09:00")):
        cases = [at_leader(town) for _ in range(4)]
    given = []
    for moment, case in zip((LAST, LAST, FIRST, FIRST), cases, strict=True):
        with clock.frozen(moment):
            given.append(decided(town, case))
    assert given == ["1/KQ", "2/KQ", "1/KQ", "2/KQ"]
    years = [
        clock.local(moment).year
        for moment in Decision.objects.order_by("decided_at").values_list("decided_at", flat=True)
    ]
    assert years == [2026, 2026, 2027, 2027], "though it is still 2026 in UTC"


def test_codes_of_the_day_too(town: Town) -> None:
    codes = []
    for moment in (LAST, FIRST):
        with clock.frozen(moment):
            case = file_at_counter(
                actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
            )
            codes.append(accept_case(actor=town.counter, case_id=case.pk, expected=None).code)
    assert [str(code).split("-", 1)[1] for code in codes] == ["261231-0001", "270101-0001"]

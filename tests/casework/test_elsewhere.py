"""A case received for an agency elsewhere: from when its promise counts, and how that is explained."""

from datetime import date, datetime

import pytest

from motcua.casework.clockwork import clock_of
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Competence, OfficeService
from motcua.kernel import clock
from tests.casework.test_rules import decided
from tests.support.town import ALWAYS, APPLICANT, Town, build_town, hanoi, make_agency, make_version


@pytest.fixture
def town(db: None) -> Town:
    """The ward's office also receives for a department of the city."""
    town = build_town()
    department = make_agency("H26.S1", "Sở Tư pháp", "department", town.city)
    OfficeService.objects.create(office=town.office, agency=department)
    Competence.objects.create(
        agency=department, ministry="Bộ Tư pháp", ministry_key="bo tu phap", valid=ALWAYS, ground="entered"
    )
    return town


def received(town: Town, at: str, code: str = "2.000488") -> Case:
    version = make_version(code=code, level="city", limit=(16, "working_hour"))
    with clock.frozen(hanoi(at)):
        return receive_at_counter(
            actor=town.counter, version_id=version.pk, office_id=town.office.pk, applicant=APPLICANT,
            ticks=[PaperTick(position=1, originals=1)],
        )  # fmt: skip


def sent_on(town: Town, case: Case, at: str) -> tuple[datetime | None, datetime | None, str]:
    with clock.frozen(hanoi(at)):
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        case.refresh_from_db()
        lines = "\n".join(line.vi for line in clock_of(case).lines)
    return case.counts_from, case.due_at, lines


def test_it_counts_from_when_the_competent_agency_gets_it(town: Town) -> None:
    case = received(town, "2026-09-07T16:00")
    assert case.counts_from == hanoi("2026-09-08T08:00"), "after 15:00 it is sent on the next morning at the latest"
    assert case.due_at == hanoi("2026-09-09T17:00")
    since, due, lines = sent_on(town, case, "2026-09-07T16:30")
    assert (since, due) == (hanoi("2026-09-07T16:30"), hanoi("2026-09-09T16:30"))
    assert "tính từ lúc cơ quan có thẩm quyền nhận hồ sơ, 16:30" in lines and "NĐ 309/2026/NĐ-CP Đ.17.3" in lines
    assert verify_cases().sound


def test_sent_on_too_late_the_promise_stays(town: Town) -> None:
    case = received(town, "2026-09-07T16:00")
    since, due, _ = sent_on(town, case, "2026-09-10T10:00")
    assert (since, due) == (hanoi("2026-09-08T08:00"), hanoi("2026-09-09T17:00"))


def test_before_the_decree_and_by_a_rule_of_the_city_it_counts_from_acceptance(town: Town) -> None:
    before = received(town, "2026-07-06T09:00", "2.000489")
    assert (before.counts_from, before.due_at) == (None, hanoi("2026-07-08T09:00"))
    decided(town, "non_territorial_clock", "acceptance", date(2026, 9, 1))
    since, due, lines = sent_on(town, received(town, "2026-09-07T16:00"), "2026-09-07T16:30")
    assert (since, due) == (None, hanoi("2026-09-09T16:00")) and "tính từ lúc tiếp nhận (QĐ 1/QĐ-UBND)" in lines

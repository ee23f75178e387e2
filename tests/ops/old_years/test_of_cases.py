"""What keeps a year of the ledger here, and what pages, papers and checks say of cases whose entries went."""

from pathlib import Path

import pytest
from django.db import transaction

from motcua.base.ledger import subscribers
from motcua.base.ledger.delivery import deliver
from motcua.base.ledger.models import Entry, SetAside
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.messages.models import Message
from motcua.casework import tracking
from motcua.casework.clockwork import clock_of
from motcua.casework.queries.late_answers import late_answers
from motcua.casework.queries.page import case_page
from motcua.casework.queries.public import track_by_token
from motcua.casework.queries.verification import verify_cases
from motcua.casework.retention.services.erasing import Ground, erase_cases
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.print_slips import note_print
from motcua.casework.services.refuse import refuse_case
from motcua.casework.surroundings import surround
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.ops.old_years import listing
from motcua.ops.old_years.errors import MayNotGo
from motcua.ops.old_years.owner import as_owner
from tests.casework.test_verification import submitted
from tests.ops.old_years.situations import brought_back, house, taken_away, whole
from tests.support.town import Town, build_town, hanoi

__all__ = ["house"]

OLD = 2026


def reasons() -> dict[str, int]:
    with as_owner(looking=True):
        return {one.name: one.count for year in listing.years() if (year.table, year.year) == ("ledger", OLD)
                for one in year.blocks}  # fmt: skip


@pytest.fixture
def town(transactional_db: None) -> Town:
    with transaction.atomic():
        return build_town()


def refused(town: Town) -> Case:
    case = submitted(town)
    return refuse_case(actor=town.counter, case_id=case.pk, expected=None, reason="Không thuộc thẩm quyền")


@pytest.mark.django_db(transaction=True)
def test_a_year_stays_for_what_still_needs_it_and_cases_say_where_the_rest_of_their_life_lies(
    town: Town, house: Path
) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")), transaction.atomic():
        over, open_case = refused(town), submitted(town)
    assert reasons() == {"not over": 0}
    subscribers.subscriber("slow")(lambda entry: None)
    with clock.frozen(hanoi("2027-06-01T09:00")):
        told = reasons()
        assert {name for name in told if told[name]} == {"open", "unsealed", "unheard"} and told["open"] == 1
        with pytest.raises(MayNotGo, match="hồ sơ chưa kết thúc"):
            taken_away(OLD, house)
        withdraw_case(actor=town.citizen, case_id=open_case.pk, expected=None, reason="Không còn nhu cầu")
        deliver("slow", 10_000)
        entry = SetAside.objects.create(subscriber="slow", entry_id=first_entry(), error="", set_aside_at=clock.now())
        owed = message()
        seal_all()
        assert reasons() == {"aside": 1, "messages": 1}
        entry.delete()
        owed.delete()
        folder = taken_away(OLD, house, drop=True).folder
        assert whole() and verify_cases().archived == 2 and verify_cases().different == 0
        for told_by in (pages(town, over), pages(town, open_case)):
            assert all("kho lưu trữ năm 2026" in said for said in told_by), told_by
        report = late_answers(town.leader, hanoi("2026-03-01T09:00").date(), hanoi("2026-03-31T09:00").date())
        assert (report.archived, report.offices) == (2, [])
        first, second = (note_print(actor=town.counter, case_id=over.pk, slip="02", number="1") for _ in range(2))
        assert first.startswith("Bản in lại, 09:00") and second.startswith("Bản in lại, lần 2")
        erase_cases([over.pk], Ground("case", "thử"))
        assert whole() and verify_cases().archived == 2 and verify_cases().different == 0
        brought_back(folder)
        found = verify_cases()
        assert whole() and (found.archived, found.different, found.checked) == (0, 0, 2)
        assert not any("kho lưu trữ" in said for said in pages(town, open_case))


def pages(town: Town, case: Case) -> list[str]:
    """What comes first where its life is told, and what is said of its clock."""
    case = surround(Case.objects.get(pk=case.pk))
    return [
        str(case_page(town.counter, case.pk).timeline[0].words),
        str(case_page(town.citizen, case.pk).timeline[0].words),
        str(track_by_token(tracking.token_of(case)).lines[0][1]),
        " ".join(map(str, clock_of(case).lines)),
    ]


def first_entry() -> int:
    return Entry.objects.order_by("id").values_list("pk", flat=True)[0]


def message() -> Message:
    at = hanoi("2026-03-09T09:00")
    return Message.objects.create(
        key="1:inapp:x", kind="x", channel="inapp", language="vi", state="sent", sent_at=at, happened_at=at
    )

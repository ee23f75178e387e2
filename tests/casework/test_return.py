"""What is not eligible after appraisal goes back within three working days: kept, told by whom, reminded of before."""

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.clockwork import clock_of
from motcua.casework.queries.reminders import reminders_of
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.forward import take_task
from motcua.casework.services.remind import remind
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.models import Case, SupplementRequest
from motcua.domain.routing.models import Reminder
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.casework.test_life import at_specialist
from tests.support.town import Town, build_town, hanoi

UNTIL = hanoi("2026-03-12T17:00")


def examined(town: Town) -> Case:
    """Accepted on Monday 9 March 2026, in the specialist's hands."""
    with clock.frozen(hanoi("2026-03-09T09:00")):
        return take_task(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)


def sent_back(case: Case, at: str, actor: Actor) -> SupplementRequest:
    with clock.frozen(hanoi(at)):
        request_supplement(
            actor=actor, case_id=case.pk, expected=None, reason="Thiếu bản vẽ.", items=[MissingItem("Bản vẽ")]
        )
    return SupplementRequest.objects.filter(case=case).latest("number")


@pytest.mark.parametrize(("at", "late"), [("2026-03-12T16:59", False), ("2026-03-13T08:01", True)])
def test_it_is_kept_with_the_request_and_told_by_whom(town: Town, at: str, late: bool) -> None:
    case = examined(town)
    asked = sent_back(case, at, town.specialist)
    assert (asked.return_until, asked.returned_late) == (UNTIL, late)
    told = Entry.objects.get(subject_id=str(case.pk), kind="case.supplement_requested").facts
    assert told["returned_late"] is late
    with clock.frozen(hanoi("2026-03-13T09:00")):
        time = clock_of(Case.objects.get(pk=case.pk))
    assert time.readings and time.readings.returned
    reading = time.readings.returned
    assert (reading.due, reading.late) == (UNTIL, late) and town.specialist.name in str(reading.note)
    word = "quá hạn" if late else "đúng hạn"
    (line,) = [one.vi for one in time.lines if "Trả lại sau thẩm định" in one.vi]
    assert word in line and town.specialist.name in line
    assert verify_cases().sound


def test_a_second_one_and_one_before_acceptance_have_no_such_time(town: Town) -> None:
    case = examined(town)
    sent_back(case, "2026-03-10T09:00", town.specialist)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    assert sent_back(case, "2026-03-20T09:00", town.leader).return_until is None
    with clock.frozen(hanoi("2026-03-20T10:00")):
        found = clock_of(Case.objects.get(pk=case.pk)).readings
    assert found and found.returned and not found.returned.late, "the first one counts"


def swept(at: str) -> list[tuple[str, str]]:
    with clock.frozen(hanoi(at)):
        remind()
        rows = Reminder.objects.filter(about="return", created_at=clock.now())
        return sorted(rows.values_list("point", "level"))


def test_the_specialist_hears_of_it_before_the_time_is_over_and_not_afterwards(town: Town) -> None:
    back, kept = examined(town), examined(town)
    sent_back(back, "2026-03-11T10:00", town.specialist)
    assert swept("2026-03-11T16:59") == []
    assert swept("2026-03-12T09:00") == [("8h", "holder")] and swept("2026-03-12T09:05") == []
    assert swept("2026-03-12T15:30") == [("2h", "holder")]
    with clock.frozen(hanoi("2026-03-12T15:31")):
        (line,) = reminders_of(town.specialist)
        assert line.reminder.matter_id == kept.pk and line.words.vi.startswith("Trả lại hồ sơ chưa đủ điều kiện")
        assert not [one for one in reminders_of(town.leader) if one.reminder.about == "return"]
    assert swept("2026-03-12T17:01") == []
    with clock.frozen(hanoi("2026-03-12T17:01")):
        assert all(one.reminder.about != "return" for one in reminders_of(town.specialist))


def test_a_promise_shorter_than_that_is_reminded_of_by_itself(db: None) -> None:
    town = build_town(limits=[(2, "working_day")])
    examined(town)
    assert swept("2026-03-11T15:30") == []

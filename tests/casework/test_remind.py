"""Reminders: to whom, when, once; killed half-way nothing is told twice; put away by those who saw them."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.files.services.store import store_made
from motcua.casework.queries.reminders import count_of, reminders_of, see
from motcua.casework.services import remind as sweeping
from motcua.casework.services.apologise import apologise
from motcua.casework.services.assign import assign_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.duty import request_duty
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.remind import remind
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Reminder
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from tests.casework.test_life import at_specialist
from tests.support.town import APPLICANT, Town, hanoi, make_official


def begun(town: Town, *, taken: bool = True) -> Case:
    """With the specialist since Monday 9 March 2026, due on Monday the 16th."""
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
        return take_task(actor=town.specialist, case_id=case.pk, expected=None) if taken else case


def swept(at: str) -> list[tuple[str, str, str]]:
    with clock.frozen(hanoi(at)):
        remind()
    rows = Reminder.objects.filter(created_at=hanoi(at)).order_by("level")
    return [(row.about, row.point, row.level) for row in rows]


def told(actor: Actor, at: str) -> list[str]:
    with clock.frozen(hanoi(at)):
        return [line.words.vi for line in reminders_of(actor)]


@pytest.fixture(autouse=True)
def nothing_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes back after appraisal is reminded of in `test_return.py`."""
    monkeypatch.setattr(sweeping, "LATELY", timedelta())


def test_the_holder_then_the_thread_officer_then_the_leader_hear_of_it_once(town: Town) -> None:
    begun(town)
    assert swept("2026-03-11T09:00") == []
    assert swept("2026-03-12T14:00") == [("step", "half", "holder")]
    assert swept("2026-03-12T15:00") == []
    assert swept("2026-03-16T08:30") == [("step", "8h", "holder"), ("step", "8h", "thread")]
    assert swept("2026-03-16T15:30") == [("step", "2h", level) for level in ("holder", "leader", "thread")]
    assert swept("2026-03-16T17:01") == [("step", "late", level) for level in ("holder", "leader", "thread")]
    assert swept("2026-03-20T17:01") == []
    assert told(town.specialist, "2026-03-20T17:01") == ["Bước đang làm: đã trễ hạn"]
    assert told(town.counter, "2026-03-20T17:01") == told(town.leader, "2026-03-20T17:01")
    assert told(town.stranger, "2026-03-20T17:01") == []


def test_a_sweep_that_slept_tells_the_latest_point_only(town: Town) -> None:
    begun(town)
    assert {point for _, point, _ in swept("2026-03-18T09:00")} == {"late"}


def test_a_step_nobody_took_is_told_to_all_with_its_role_until_somebody_has_it(town: Town) -> None:
    case = begun(town, taken=False)
    other = make_official("Cao Thị Khác", "Chuyên viên", town.commune, ["specialist"])
    swept("2026-03-12T14:00")
    assert told(town.specialist, "2026-03-12T14:00") == told(other, "2026-03-12T14:00") != []
    with clock.frozen(hanoi("2026-03-12T14:30")):
        assign_case(actor=town.leader, case_id=case.pk, expected=None, position_id=other.posts[0].position_id)
    assert told(town.specialist, "2026-03-12T14:30") == []
    assert told(other, "2026-03-12T14:30") == ["Bước đang làm: đã qua nửa thời gian"]


def test_a_clock_that_stands_and_a_step_that_is_done_remind_of_nothing(town: Town) -> None:
    asked, done = begun(town), begun(town)
    with clock.frozen(hanoi("2026-03-12T14:00")):
        remind()
        request_duty(actor=town.specialist, case_id=asked.pk, expected=None, reason="Lệ phí", amount_vnd=None)
        forward_case(actor=town.specialist, case_id=done.pk, expected=None)
    assert told(town.specialist, "2026-03-12T14:00") == []
    assert {row[2] for row in swept("2026-03-17T09:00")} == {"holder", "thread"}, "only the leader's own step"


def test_an_apology_gives_a_new_moment_to_be_reminded_of(town: Town) -> None:
    case = begun(town)
    swept("2026-03-16T15:30")
    with clock.frozen(hanoi("2026-03-16T16:00")):
        day = hanoi("2026-03-18T00:00").date()
        apologise(actor=town.leader, case_id=case.pk, expected=None, new_day=day, reason="Cần xác minh.")
    assert told(town.leader, "2026-03-16T16:00") == []
    assert swept("2026-03-18T15:30") == [("step", "2h", level) for level in ("holder", "leader", "thread")]


def test_an_online_filing_is_alerted_after_two_hours(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T08:00")):
        case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
        save_applicant(
            actor=town.citizen, case_id=case.pk, expected=None, details=APPLICANT, summary="", result_wanted="online"
        )
        photo = store_made(b"photo", name="a.jpg", media_type="image/jpeg", pages=1)
        attach_file(actor=town.citizen, case_id=case.pk, paper_id=case.papers.get(position=1).pk, stored=photo)
        submit_case(actor=town.citizen, case_id=case.pk)
    assert swept("2026-03-09T09:59") == []
    assert swept("2026-03-09T10:00") == [("answer", "after:2h", "holder")]
    assert told(town.counter, "2026-03-09T10:00") == ["Trả lời hồ sơ trực tuyến: đã chờ 2 giờ làm việc"]
    assert {point for _, point, _ in swept("2026-03-09T15:30")} == {"2h"}


def test_killed_half_way_it_tells_the_rest_and_nothing_twice(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        begun(town)
    monkeypatch.setattr(sweeping, "BATCH", 1)
    real, calls = sweeping.Sweep.batch, []

    def dies(self: sweeping.Sweep, rows: list[dict[str, object]]) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(self, rows)

    with clock.frozen(hanoi("2026-03-16T17:01")):
        monkeypatch.setattr(sweeping.Sweep, "batch", dies)
        with pytest.raises(KeyboardInterrupt):
            remind()
        assert Reminder.objects.count() == 3
        monkeypatch.setattr(sweeping.Sweep, "batch", real)
        assert remind() == 6 and remind() == 0
    assert Reminder.objects.count() == 9


def test_what_was_seen_is_put_away_and_others_cannot(town: Town) -> None:
    case = begun(town)
    swept("2026-03-16T17:01")
    with clock.frozen(hanoi("2026-03-16T17:02")):
        lines = reminders_of(town.specialist)
        assert [line.reminder.task.case_id for line in lines] == [case.pk] and count_of(town.specialist) == 1
        keys = [line.reminder.pk for line in lines]
        with pytest.raises(NotVisible):
            see(town.stranger, keys)
        assert see(town.specialist, keys) == 1
        assert count_of(town.specialist) == 0 and count_of(town.leader) == 1


def test_the_statements_do_not_grow_with_the_cases(town: Town) -> None:
    def statements(at: datetime) -> int:
        with clock.frozen(at), CaptureQueriesContext(connection) as asked:
            remind()
        return len(asked)

    begun(town)
    few = statements(hanoi("2026-03-16T17:01"))
    for _ in range(5):
        begun(town)
    assert statements(hanoi("2026-03-16T17:02")) <= few

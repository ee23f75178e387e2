"""The clock of a stored case: intervals from tasks, stops and the ledger; shares, lateness, both readings."""

from datetime import datetime, timedelta

import pytest

from motcua.base.ledger.kinds import kinds_for
from motcua.casework.clockwork import TELLING, CaseClock, clock_of
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.domain.cases.intervals import Owner, Running
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.ops import case_clock
from tests.casework.test_life import MISSING, at_specialist, receive
from tests.support.town import Town, hanoi, make_official

HOUR = timedelta(hours=1)


def seen(case: Case, at: str) -> CaseClock:
    moment = hanoi(at)
    with clock.frozen(moment):
        case.refresh_from_db()
        return clock_of(case)


def told(found: CaseClock) -> list[tuple[str, str, str, bool]]:
    def shown(moment: datetime) -> str:
        return f"{clock.local(moment):%m-%dT%H:%M}"

    return [(shown(one.began), shown(one.ended), one.owner.value, one.running) for one in found.intervals]


def test_a_case_says_whom_it_waited_for_from_filing_to_now(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = receive(town)
    with clock.frozen(hanoi("2026-03-09T10:00")):
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
    with clock.frozen(hanoi("2026-03-10T09:00")):
        request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu bản sao", items=MISSING)
    with clock.frozen(hanoi("2026-03-12T09:00")):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    with clock.frozen(hanoi("2026-03-12T10:00")):
        request_duty(actor=town.specialist, case_id=case.pk, expected=None, reason="Lệ phí", amount_vnd=10_000)
    with clock.frozen(hanoi("2026-03-13T10:00")):
        settle_duty(actor=town.specialist, case_id=case.pk, expected=None, evidence="Biên lai 1")
    found = seen(case, "2026-03-13T11:00")
    assert told(found) == [
        ("03-09T09:00", "03-09T10:00", "counter", True),
        ("03-09T10:00", "03-10T09:00", "unit", True),
        ("03-10T09:00", "03-12T09:00", "citizen", False),
        ("03-12T09:00", "03-12T10:00", "unit", True),
        ("03-12T10:00", "03-13T10:00", "payment", False),
        ("03-13T10:00", "03-13T11:00", "unit", True),
    ]
    assert {one.owner: (one.counted, one.stood) for one in found.owners} == {
        Owner.COUNTER: (HOUR, 0 * HOUR),
        Owner.UNIT: (9 * HOUR, 0 * HOUR),
        Owner.CITIZEN: (0 * HOUR, 16 * HOUR),
        Owner.PAYMENT: (0 * HOUR, 8 * HOUR),
    }
    spoken = "\n".join(line.vi for line in found.lines)
    for text in ("Giờ làm việc của", "Lịch nghỉ", "tính lại từ đầu khi đủ (NĐ 61/2018/NĐ-CP Đ.19.4", "Phạm Văn Chuyên"):
        assert text in spoken


def test_the_ledger_tells_in_whose_hands_a_step_lay(town: Town) -> None:
    other = make_official("Cao Thị Khác", "Chuyên viên", town.commune, ["specialist"])
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi("2026-03-09T10:00")):
        take_task(actor=town.specialist, case_id=case.pk, expected=None)
    with clock.frozen(hanoi("2026-03-09T14:00")):
        post = other.posts[0].position_id
        assign_case(actor=town.leader, case_id=case.pk, expected=None, position_id=post)
    with clock.frozen(hanoi("2026-03-10T09:00")):
        release_task(actor=other, case_id=case.pk, expected=None)
    found = seen(case, "2026-03-10T10:00")
    step = next(share for share in found.steps if share.step == "examination")
    assert [(one.name.split(" (")[0], one.used) for one in step.persons] == [
        ("", 2 * HOUR), ("Phạm Văn Chuyên", 3 * HOUR), ("Cao Thị Khác", 4 * HOUR)
    ]  # fmt: skip
    assert step.used == 9 * HOUR


def test_lateness_is_laid_to_the_step_that_caused_it(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
        take_task(actor=town.specialist, case_id=case.pk, expected=None)
    with clock.frozen(hanoi("2026-03-17T09:00")):
        forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    found = seen(case, "2026-03-17T10:00")
    assert found.readings and found.readings.law.late and found.readings.index.late
    assert found.late == 2 * HOUR
    assert [(one.step, one.name.split(" (")[0], one.late) for one in found.charges] == [
        ("examination", "Phạm Văn Chuyên", 120)
    ]
    with clock.frozen(hanoi("2026-03-17T10:00")):
        shares = case_clock.shares(str(case.code))
        assert shares["late"] == sum(one["late"] for one in shares["charges"]) == 120
        assert "120" in "\n".join(case_clock.lines_of_shares(shares))
        assert case_clock.explained(str(case.code))["intervals"][0]["owner"] == "unit"


def test_law_and_index_count_a_second_supplement_differently(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    for ask, answer, who in (("10", "11", town.specialist), ("12", "13", town.leader)):
        with clock.frozen(hanoi(f"2026-03-{ask}T09:00")):
            request_supplement(actor=who, case_id=case.pk, expected=None, reason="Thiếu bản sao", items=MISSING)
        with clock.frozen(hanoi(f"2026-03-{answer}T09:00")):
            answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
        found = seen(case, f"2026-03-{answer}T10:00")
        assert found.readings
        assert not found.readings.law.late
        assert found.readings.index.late is (ask == "12")


@pytest.mark.parametrize("at", ["2026-03-09T09:00", "2026-03-09T09:01", "2026-04-01T00:00"])
def test_the_intervals_reach_from_the_filing_to_now(town: Town, at: str) -> None:
    with clock.frozen(hanoi("2026-03-09T08:59")):
        case = receive(town)
    found = seen(case, at)
    assert found.intervals[0].began == case.submitted_at and found.intervals[-1].ended == hanoi(at)
    assert all(one.clock is Running.PROMISE for one in found.intervals)


def spoken(found: CaseClock) -> str:
    return "\n".join(line.vi for line in found.lines)


@pytest.mark.parametrize("asked,kept", [("2026-03-12T17:00", "đúng hạn"), ("2026-03-12T17:01", "quá hạn")])
def test_explain_says_whether_it_went_back_within_three_working_days_and_that_time_begins_anew(
    town: Town, asked: str, kept: str
) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi(asked)):
        request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu bản sao", items=MISSING)
    with clock.frozen(hanoi("2026-03-16T09:00")):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    told = spoken(seen(case, "2026-03-16T10:00"))
    assert "trong 3 ngày làm việc, trước 17:00 Thứ Năm, 12/03/2026" in told and f", {kept} (NĐ 61/2018" in told
    assert "thời hạn tính lại từ đầu (NĐ 61/2018/NĐ-CP Đ.19.4)" in told and "chỉ số 766" not in told
    assert case.due_at == hanoi("2026-03-23T17:00")


def test_explain_names_the_leader_who_asked_a_second_time_and_that_it_counts_as_late(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
        for who in (town.specialist, town.leader):
            request_supplement(actor=who, case_id=case.pk, expected=None, reason="Thiếu bản sao", items=MISSING)
            answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    told = spoken(seen(case, "2026-03-09T10:00"))
    assert "Yêu cầu bổ sung lần 2, quá 1 lần được phép: do lãnh đạo Đỗ Thị Lãnh Đạo yêu cầu, chỉ số 766 tính" in told


def test_explain_says_by_which_rule_a_financial_duty_stops_the_clock(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
        request_duty(actor=town.specialist, case_id=case.pk, expected=None, reason="Lệ phí", amount_vnd=10_000)
    assert "Đồng hồ đang dừng từ 09:00" in spoken(seen(case, "2026-03-10T09:00"))
    with clock.frozen(hanoi("2026-03-11T09:00")):
        settle_duty(actor=town.specialist, case_id=case.pk, expected=None, evidence="Biên lai 1")
    told = spoken(seen(case, "2026-03-11T10:00"))
    assert "Quy định về nghĩa vụ tài chính áp dụng ngày 09/03/2026: tạm dừng rồi tính tiếp (QĐ 1610" in told
    assert "khoảng này không tính" in told and "Không tính ngày đồng hồ dừng: 10/03/2026; 11/03/2026" in told


def test_the_office_reads_every_entry_that_tells_of_time() -> None:
    assert set(kinds_for("office")) >= TELLING

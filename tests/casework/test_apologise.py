"""The apology with a new date: when it may be given, what it moves, what stays, and what the citizen hears."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from motcua.base.daysoff.services.deciding import decide_days
from motcua.base.daysoff.services.ruling import NewRule, decide_rule
from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.services.store import open_file
from motcua.base.ledger.delivery import deliver_all
from motcua.base.ledger.models import Entry
from motcua.base.messages.models import Message
from motcua.casework.clockwork import clock_of
from motcua.casework.queries.actions import APOLOGISE, actions_for
from motcua.casework.queries.public import track
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services import apology_orders
from motcua.casework.services.apologise import apologise
from motcua.casework.services.apology_orders import apologise_for_all, set_order
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.forward import forward_case
from motcua.casework.services.recount import recount_due
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.domain.cases.errors import AlreadyApologised, NoPromiseToMove
from motcua.domain.cases.models import Apology, Case
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.ids import new_id
from tests.base.documents.samples import pdf_text
from tests.casework.test_life import MISSING, at_specialist
from tests.casework.test_recount import choice
from tests.support.town import Town, hanoi

REASON = "Cần xác minh thêm tại cơ quan cấp giấy cũ"


def begun(town: Town) -> Case:
    """Received on Monday 9 March 2026, promised for Monday the 16th."""
    with clock.frozen(hanoi("2026-03-09T09:00")):
        return at_specialist(town)


def given(town: Town, case: Case, at: str = "2026-03-12T10:00", day: int = 19) -> Case:
    with clock.frozen(hanoi(at)):
        return apologise(actor=town.leader, case_id=case.pk, expected=None, new_day=date(2026, 3, day), reason=REASON)


def test_it_moves_the_due_moment_once_and_leaves_the_rest(town: Town) -> None:
    before = begun(town)
    case = given(town, before)
    assert (case.due_at, case.first_due_at) == (hanoi("2026-03-19T17:00"), hanoi("2026-03-16T17:00"))
    assert case.state == before.state
    apology = Apology.objects.get(case=case)
    assert (apology.in_time, apology.automatic, apology.was) == (True, False, hanoi("2026-03-16T17:00"))
    with pytest.raises(AlreadyApologised):
        given(town, case, "2026-03-17T10:00", 24)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apology.objects.create(case=case, number=1, was=apology.was, first=apology.was, due=apology.due, reason="x",
                               in_time=True, signer="x")  # fmt: skip
    assert verify_cases().sound


def test_the_paper_names_both_dates_and_has_the_title_of_its_day(town: Town) -> None:
    case = given(town, begun(town))
    paper = Document.objects.get(subject_id=str(case.pk), kind="apology")
    with open_file(ensure_rendered(paper)) as file:
        text = pdf_text(file.read())
    for part in ("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "ngày 16 tháng 3 năm 2026", "ngày 19 tháng 3 năm 2026", REASON,
                 "Đỗ Thị Lãnh Đạo", paper.number):  # fmt: skip
        assert part in text, part


def test_the_citizen_hears_of_it_and_anybody_with_the_code_sees_both_dates(town: Town) -> None:
    case = given(town, begun(town))
    stage = track(str(case.code))
    assert (stage.due_at, stage.first_due_at) == (hanoi("2026-03-19T17:00"), hanoi("2026-03-16T17:00"))
    deliver_all()
    assert Entry.objects.filter(kind="case.apologised", subject_id=str(case.pk)).count() == 1
    told = Message.objects.filter(kind="case.apologised")
    assert all("19/03/2026" in one.body for one in told)


@pytest.mark.parametrize(
    ("at", "day", "in_time"),
    [("2026-03-13T16:59", 17, True), ("2026-03-16T08:00", 17, False), ("2026-03-18T08:00", 19, False)],
)
def test_in_time_is_a_working_day_before_and_later_is_said_to_be_late(
    town: Town, at: str, day: int, in_time: bool
) -> None:
    case = given(town, begun(town), at, day)
    assert Apology.objects.get(case=case).in_time is in_time


def test_what_is_refused(town: Town) -> None:
    case = begun(town)
    with pytest.raises(Denied):
        apologise(actor=town.specialist, case_id=case.pk, expected=None, new_day=date(2026, 3, 19), reason=REASON)
    with pytest.raises(Invalid) as refused:
        given(town, case, day=16)
    assert "new_day" in refused.value.fields
    with pytest.raises(Invalid):
        given(town, case, day=21)
    with clock.frozen(hanoi("2026-03-10T09:00")), pytest.raises(Invalid):
        apologise(actor=town.leader, case_id=case.pk, expected=None, new_day=date(2026, 3, 19), reason=" ")
    with clock.frozen(hanoi("2026-03-10T09:00")):
        request_duty(actor=town.specialist, case_id=case.pk, expected=None, reason="Lệ phí", amount_vnd=None)
    with pytest.raises(NoPromiseToMove):
        given(town, case)


def test_a_stop_after_it_moves_the_new_date_by_the_days_it_stood(town: Town) -> None:
    case = given(town, begun(town))
    with clock.frozen(hanoi("2026-03-13T09:00")):
        request_duty(actor=town.specialist, case_id=case.pk, expected=None, reason="Lệ phí", amount_vnd=None)
    with clock.frozen(hanoi("2026-03-17T09:00")):
        case = settle_duty(actor=town.specialist, case_id=case.pk, expected=None, evidence="Biên lai")
    assert case.due_at == hanoi("2026-03-24T17:00") and case.first_due_at == hanoi("2026-03-19T17:00")
    assert verify_cases().sound


def test_a_supplement_after_it_begins_from_zero_and_leaves_nothing_of_it(town: Town) -> None:
    case = given(town, begun(town))
    with clock.frozen(hanoi("2026-03-13T09:00")):
        request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    with clock.frozen(hanoi("2026-03-17T09:00")):
        case = answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    assert (case.due_at, case.first_due_at) == (hanoi("2026-03-24T17:00"), None)
    assert verify_cases().sound


def test_a_day_decided_later_never_moves_the_date_of_an_apology(town: Town) -> None:
    """Neither a day off nor a working Saturday: that date was given in a letter."""
    case = given(town, begun(town))
    with clock.frozen(hanoi("2026-03-12T11:00")):
        decide_days(actor=town.administrator, choice=choice(town, date(2026, 3, 18), moves_promises=True))
        decide_days(
            actor=town.administrator, choice=choice(town, date(2026, 3, 23), "swap", swap_with=date(2026, 3, 14))
        )
        recount_due()
    case.refresh_from_db()
    assert case.due_at == hanoi("2026-03-19T17:00")
    with clock.frozen(hanoi("2026-03-12T12:00")):
        told = clock_of(case)
    assert told.intervals[-1].ended == hanoi("2026-03-12T12:00") and told.explanation
    assert told.explanation.due == case.due_at


def test_lateness_is_counted_against_the_first_date_as_well(town: Town) -> None:
    case = given(town, begun(town))
    with clock.frozen(hanoi("2026-03-18T09:00")):
        case = forward_case(actor=town.specialist, case_id=case.pk, expected=None)
        told = clock_of(case)
    assert told.readings and told.readings.first
    assert (told.readings.law.late, told.readings.first.late) == (False, True)
    assert sum(one.late for one in told.charges) == 9 * 60
    assert {one.step for one in told.charges} == {"examination"}
    assert "Ngày hẹn ban đầu: 17:00 Thứ Hai, 16/03/2026." in [line.vi for line in told.lines]


def test_the_step_that_was_due_with_the_case_goes_along(town: Town) -> None:
    case = begun(town)
    assert Task.objects.get(case=case, closed_at=None).due_at == hanoi("2026-03-16T17:00")
    given(town, case)
    assert Task.objects.get(case=case, closed_at=None).due_at == hanoi("2026-03-19T17:00")


def test_a_standing_order_apologises_by_itself_once(town: Town) -> None:
    case = begun(town)
    with pytest.raises(Denied):
        set_order(actor=town.specialist, agency_id=town.commune.pk, automatic=True, reason=REASON)
    with pytest.raises(Denied):
        set_order(actor=town.leader, agency_id=new_id(), automatic=True, reason=REASON)
    set_order(actor=town.leader, agency_id=town.commune.pk, automatic=True, reason=REASON)
    with clock.frozen(hanoi("2026-03-12T16:00")):
        assert apologise_for_all() == 0, "there is time enough still"
    with clock.frozen(hanoi("2026-03-13T15:30")):
        assert apologise_for_all() == 1
        assert apologise_for_all() == 0
    apology = Apology.objects.get(case=case)
    assert apology.automatic and apology.in_time and apology.signer == "Đỗ Thị Lãnh Đạo (Chủ tịch)"
    case.refresh_from_db()
    assert case.due_at == hanoi("2026-03-18T17:00")
    assert verify_cases().sound


def test_without_an_order_nothing_is_sent(town: Town) -> None:
    begun(town)
    set_order(actor=town.leader, agency_id=town.commune.pk, automatic=False, reason="")
    with clock.frozen(hanoi("2026-03-13T15:30")):
        assert apologise_for_all() == 0


def test_a_rule_may_allow_a_second_one_at_the_desk_and_by_standing_order(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-01T09:00")):
        new = NewRule("apologies_allowed", date(2026, 3, 2), "2", "QĐ 1/QĐ-UBND")
        decide_rule(actor=town.administrator, rule=new, city_path=town.city.path)
    pressed, sent = given(town, begun(town)), given(town, begun(town))
    with clock.frozen(hanoi("2026-03-16T10:00")):
        task = Task.objects.get(case=pressed, closed_at=None)
        assert APOLOGISE in actions_for(town.leader, pressed, task)
    given(town, pressed, "2026-03-16T10:00", 24)
    set_order(actor=town.leader, agency_id=town.commune.pk, automatic=True, reason=REASON)
    with clock.frozen(hanoi("2026-03-18T15:30")):
        assert APOLOGISE not in actions_for(town.leader, pressed, task)
        assert [apologise_for_all(), apologise_for_all()] == [1, 0]
    assert sorted(Apology.objects.filter(case=sent).values_list("number", "automatic")) == [(1, False), (2, True)]
    sent.refresh_from_db()
    assert sent.first_due_at == hanoi("2026-03-16T17:00")
    assert verify_cases().sound


def test_cases_are_read_page_by_page_and_no_further_than_asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apology_orders, "AT_ONCE", 2)
    ids = [begun(town).pk for _ in range(5)]
    assert [case.pk for case, tasks in apology_orders.open_cases(Q()) if tasks] == sorted(ids)
    with CaptureQueriesContext(connection) as asked:
        found = apology_orders.open_cases(Q())
        assert [next(found)[0].pk, next(found)[0].pk] == sorted(ids)[:2]
    assert len([one for one in asked if "routing_task" in one["sql"]]) == 1

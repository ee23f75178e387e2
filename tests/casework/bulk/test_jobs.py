"""Jobs: nothing strange gets in, nothing is done twice, no colleague's work is overwritten, each row has its word."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.casework.bulk.errors import BulkNotFound, NotFinished, NothingChosen, NothingPossible, TooLate, TooMany
from motcua.casework.bulk.models import Job, JobState
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.queries import as_csv, job_of, progress_of
from motcua.casework.bulk.services import running
from motcua.casework.bulk.services.ordering import (
    cancel_job,
    change_draft,
    confirm_job,
    draft_job,
    refresh_draft,
    retry_job,
)
from motcua.casework.bulk.services.running import run_stretch
from motcua.casework.services.assign import NotTaken, assign_case, release_task
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Applicant, Case, SupplementRequest
from motcua.domain.directory.models import Position
from motcua.domain.replies.models import ReplyUse
from motcua.domain.replies.services.templates import ReplyText, add_template
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Invalid
from tests.casework.bulk.conftest import Makers, ordered, results, run
from tests.support.town import APPLICANT, Town

DECIDE = Order("decide", "Đồng ý theo đề nghị của {ho_ten}.", "granted")
FORWARD = Order("forward", "Đủ.")


def kinds(case: Case) -> list[str]:
    return list(Entry.objects.filter(subject_id=str(case.pk)).order_by("number").values_list("kind", flat=True))


def test_a_job_does_each_case_as_its_official_would(town: Town, make: Makers) -> None:
    cases = [make.at_leader() for _ in range(3)]
    job = run(ordered(town.leader, DECIDE, cases))
    assert job.state == JobState.DONE and results(job) == [("done", "")] * 3
    for case in cases:
        case.refresh_from_db()
        assert case.state == "decided" and kinds(case)[-1] == "case.decided"
        entry = Entry.objects.filter(subject_id=str(case.pk)).latest("number")
        assert entry.actor_name == town.leader.name and "Chủ tịch" in entry.authority
    told = Entry.objects.filter(subject_kind="bulk_job").order_by("number").values_list("kind", flat=True)
    assert list(told) == ["bulk.ordered", "bulk.finished"]


def test_a_case_somebody_changed_since_the_preview_is_not_overwritten(town: Town, make: Makers) -> None:
    cases = [make.examined(), make.examined()]
    job = ordered(town.specialist, FORWARD, cases)
    forward_case(actor=town.leader, case_id=cases[0].pk, expected=None)
    run(job)
    assert results(job) == [("failed", "case.stale"), ("done", "")]
    assert town.leader.name in job.rows.get(case=cases[0]).reason_vi
    assert kinds(cases[0]).count("case.forwarded") == 2


def test_two_jobs_on_the_same_cases_do_each_case_once(town: Town, make: Makers) -> None:
    cases = [make.examined() for _ in range(3)]
    first, second = ordered(town.specialist, FORWARD, cases), ordered(town.leader, FORWARD, cases[1:])
    run(second)
    run(first)
    assert [state for state, _ in results(second)] == ["done", "done"]
    assert results(first) == [("done", ""), ("failed", "case.stale"), ("failed", "case.stale")]
    assert [kinds(case).count("case.forwarded") for case in cases] == [2, 2, 2]


def test_rights_lost_between_preview_and_run_are_lost(town: Town, make: Makers) -> None:
    cases = [make.at_leader()]
    job = ordered(town.leader, DECIDE, cases)
    Position.objects.filter(pk=town.leader.posts[0].position_id).update(roles=["specialist"])
    run(job)
    assert results(job) == [("failed", "denied")]
    locked_out = ordered(town.specialist, FORWARD, [make.examined()])
    Account.objects.filter(pk=town.specialist.account_id).update(is_active=False)
    run(locked_out)
    assert results(locked_out) == [("failed", "bulk.orderer_gone")]


def test_cases_of_another_agency_are_left_out_and_counted(town: Town, make: Makers) -> None:
    own = make.accepted()
    job = draft_job(actor=town.counter, order=FORWARD, case_ids=[own.pk, uuid4()])
    assert (job.rows.count(), job.left_out) == (1, 1)
    with pytest.raises(NothingChosen):
        draft_job(actor=town.stranger, order=FORWARD, case_ids=[own.pk])
    for act in (confirm_job, cancel_job, retry_job, refresh_draft):
        with pytest.raises(BulkNotFound):
            act(actor=town.stranger, job_id=job.pk)
    with pytest.raises(BulkNotFound):
        job_of(town.leader, job.pk)


def test_five_hundred_are_taken_and_one_more_is_refused(town: Town, make: Makers) -> None:
    case = make.accepted()
    ids = [case.pk, *(uuid4() for _ in range(499))]
    assert draft_job(actor=town.counter, order=FORWARD, case_ids=[*ids, case.pk]).left_out == 499
    with pytest.raises(TooMany) as refused:
        draft_job(actor=town.counter, order=FORWARD, case_ids=[*ids, uuid4()])
    assert "501" in refused.value.words.vi


@pytest.mark.parametrize("who", ["citizen", "counter"])
def test_an_act_that_is_not_for_many_is_refused(town: Town, make: Makers, who: str) -> None:
    with pytest.raises((Denied, Invalid)):
        draft_job(actor=getattr(town, who), order=Order("hand_over"), case_ids=[make.accepted().pk])


def test_confirming_marks_what_is_not_possible_and_confirming_again_changes_nothing(town: Town, make: Makers) -> None:
    cases = [make.filed(), make.accepted()]
    job = draft_job(actor=town.counter, order=FORWARD, case_ids=[case.pk for case in cases])
    job = confirm_job(actor=town.counter, job_id=job.pk)
    assert results(job) == [("failed", "case.move_refused"), ("waiting", "")]
    again = confirm_job(actor=town.counter, job_id=job.pk, order=Order("forward", "Khác"))
    assert (again.starts_at, again.order["text"]) == (job.starts_at, "Đủ.")
    with pytest.raises(NotFinished):
        change_draft(actor=town.counter, job_id=job.pk, order=FORWARD)
    nothing = draft_job(actor=town.counter, order=FORWARD, case_ids=[cases[0].pk])
    with pytest.raises(NothingPossible):
        confirm_job(actor=town.counter, job_id=nothing.pk)


def test_within_ten_seconds_it_is_taken_back_and_nothing_happens(town: Town, make: Makers) -> None:
    case = make.accepted()
    job = draft_job(actor=town.counter, order=FORWARD, case_ids=[case.pk])
    job = confirm_job(actor=town.counter, job_id=job.pk)
    assert job.starts_at and job.confirmed_at and job.starts_at - job.confirmed_at == timedelta(seconds=10)
    assert not run_stretch(job.pk), "too early: nothing is done"
    assert results(job) == [("waiting", "")]
    assert cancel_job(actor=town.counter, job_id=job.pk).state == JobState.CANCELLED
    with clock.frozen(clock.now() + timedelta(seconds=11)):
        assert run_stretch(job.pk)
        assert cancel_job(actor=town.counter, job_id=job.pk).state == JobState.CANCELLED
    assert kinds(case)[-1] == "case.accepted"
    begun = run(ordered(town.counter, FORWARD, [case]))
    with pytest.raises(TooLate):
        cancel_job(actor=town.counter, job_id=begun.pk)


def test_failed_rows_are_tried_again_on_their_cases_as_they_are_now(town: Town, make: Makers) -> None:
    cases = [make.examined(), make.examined()]
    job = ordered(town.specialist, FORWARD, cases)
    assign_case(actor=town.leader, case_id=cases[0].pk, expected=None, position_id=town.specialist.posts[0].position_id)
    with pytest.raises(NotFinished):
        retry_job(actor=town.specialist, job_id=job.pk)
    run(job)
    draft = retry_job(actor=town.specialist, job_id=job.pk)
    assert [row.case_id for row in draft.rows.all()] == [cases[0].pk] and draft.retry_of_id == job.pk
    confirm_job(actor=town.specialist, job_id=draft.pk)
    Job.objects.filter(pk=draft.pk).update(starts_at=clock.now())
    assert results(run(draft)) == [("done", "")]


def test_what_breaks_in_one_row_leaves_its_case_and_the_others_alone(
    town: Town, make: Makers, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [make.examined() for _ in range(3)]
    job, real = ordered(town.specialist, FORWARD, cases), running.carry_out

    def brittle(actor: Any, case_id: Any, expected: int, order: Order) -> Case:
        done: Callable[..., Case] = real
        case = done(actor, case_id, expected, order)
        if case_id == cases[1].pk:
            raise RuntimeError("after the act")
        return case

    monkeypatch.setattr(running, "carry_out", brittle)
    run(job)
    assert results(job) == [("done", ""), ("failed", "bulk.row_broke"), ("done", "")]
    assert [kinds(case).count("case.forwarded") for case in cases] == [2, 1, 2]


def test_a_supplement_by_template_names_each_cases_own_papers(town: Town, make: Makers) -> None:
    items = (("{giay_to_thieu}", "01 bản"),)
    template = add_template(actor=town.leader, reply=ReplyText("supplement", "T", "Thiếu của {ho_ten}", items=items),
                            agency_id=town.commune.pk)  # fmt: skip
    bare, whole = make.filed(), make.filed()
    whole.papers.update(originals=1)
    order = Order("supplement", template.text, items=items, template_id=template.pk)
    job = run(ordered(town.counter, order, [bare, whole]))
    assert results(job) == [("done", ""), ("failed", "invalid")]
    assert "{giay_to_thieu}" in job.rows.get(case=whole).reason_vi
    asked = SupplementRequest.objects.get(case=bare)
    assert asked.reason == f"Thiếu của {APPLICANT.full_name}"
    assert [(item.text, item.paper is not None) for item in asked.items.all()] == [("Tờ khai theo mẫu", True)]
    assert ReplyUse.objects.get(template=template).times == 1


def test_the_head_of_a_unit_assigns_and_everybody_may_give_back_the_own(town: Town, make: Makers) -> None:
    case, specialist = make.examined(), town.specialist.posts[0].position_id
    whom: dict[str, Any] = {"case_id": case.pk, "expected": None}
    with pytest.raises(Denied):
        assign_case(actor=town.specialist, position_id=specialist, **whom)
    with pytest.raises(Invalid):
        assign_case(actor=town.leader, position_id=town.counter.posts[0].position_id, **whom)
    with pytest.raises(NotTaken):
        release_task(actor=town.leader, **whom)
    assign_case(actor=town.leader, position_id=specialist, **whom)
    assert Task.objects.get(case=case, closed_at=None).assignee_id == specialist
    assert kinds(case)[-1] == "case.task_assigned"
    with pytest.raises(Denied):
        release_task(actor=town.counter, **whom)
    release_task(actor=town.specialist, **whom)
    assert Task.objects.get(case=case, closed_at=None).assignee_id is None
    assert kinds(case)[-1] == "case.task_released"


def test_the_table_of_results_runs_no_formula(town: Town, make: Makers) -> None:
    case = make.accepted()
    Applicant.objects.filter(case=case).update(full_name='=HYPERLINK("http://x";"y")')
    job = run(ordered(town.counter, FORWARD, [case]))
    rows = list(csv.reader(io.StringIO(as_csv(job).lstrip("\ufeff"))))
    assert rows[1][0] == case.code and rows[1][1] == '\'=HYPERLINK("http://x";"y")'
    assert rows[1][3] == "Đã chuyển bước tiếp theo"
    assert progress_of(job).done == 1

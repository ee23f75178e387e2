"""Timers of processes: when their moment has come the case goes on by itself."""

from uuid import UUID

from django.db import transaction

from motcua.casework import steps, walking
from motcua.casework.data import data_of
from motcua.casework.frame import hold_case, record, touch
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.processes.graph.engine import Fire
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

GOING = (State.ACCEPTED, State.PROCESSING, State.DECIDED)
"""While the applicant is waited for, a timer that is over waits too."""
MOST = 1000


def fire_timers() -> int:
    """Every timer that is over, each in a transaction of its own; how many went on."""
    due = Task.objects.filter(closed_at=None, role="", due_at__lte=clock.now(), case__state__in=GOING)
    return sum(fire_timer(case_id, task_id) for case_id, task_id in due.values_list("case_id", "pk")[:MOST])


@transaction.atomic
def fire_timer(case_id: UUID, task_id: UUID) -> bool:
    """One timer; False where it is gone or its moment has not come."""
    case = hold_case(case_id)
    open_now = open_tasks_of(case)
    task = next((one for one in open_now if one.pk == task_id), None)
    if task is None or not _is_over(case, task):
        return False
    now = touch(case)
    planned = walking.plan(case, open_now, Fire(task.token, data_of(case)))
    case.save()
    walked = walking.carry_out(case, planned, now, outcome="fired")
    facts = {"step": steps.both(steps.named(case, task)), **walked.facts}
    if walked.opened:
        record(case, "case.timer_fired", SYSTEM, facts | walked.said)
    else:
        record(case, "case.branch_done", SYSTEM, facts)
    return True


def _is_over(case: Case, task: Task) -> bool:
    come = task.due_at is not None and task.due_at <= clock.now()
    return come and not task.role and case.legal_state in GOING

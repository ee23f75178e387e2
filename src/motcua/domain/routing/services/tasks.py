"""Opening and closing tasks, inside an act that holds the lock of the case: that guards the one open task."""

from datetime import datetime
from uuid import UUID

from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import Task
from motcua.domain.routing.steps import Step


def open_task(*, case: Case, step: Step, agency: Agency, now: datetime, due_at: datetime | None) -> Task:
    """The task of `step` at `agency`. IntegrityError (SQLSTATE 23505) when the case has an open one."""
    return Task.objects.create(
        case=case,
        step=step.key,
        position=step.position,
        agency=agency,
        agency_path=agency.path,
        role=step.role,
        opened_at=now,
        due_at=due_at,
    )


def close_task(*, task: Task, position_id: UUID | None, outcome: str, note: str, now: datetime) -> None:
    """Close with an `outcome` such as "forwarded", "sent_back", "decided", "returned", "ended"."""
    task.closed_at = now
    task.closed_by_id = position_id
    task.outcome = outcome
    task.note = note
    task.save(update_fields=["closed_at", "closed_by", "outcome", "note"])


def open_task_of(case: Case) -> Task | None:
    """The one open task; its agency is one of the case's own, so that is at hand."""
    task = next(iter(Task.objects.filter(case=case, closed_at=None)), None)
    if task is not None:
        task.case = case
        for agency in (case.receiving_agency, case.resolving_agency):
            if agency.pk == task.agency_id:
                task.agency = agency
    return task


def set_due(*, case: Case, due_at: datetime | None) -> None:
    """The open task's share of the time."""
    Task.objects.filter(case=case, closed_at=None).update(due_at=due_at)

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
    return Task.objects.select_related("agency").filter(case=case, closed_at=None).first()

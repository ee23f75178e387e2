"""Opening and closing tasks, inside an act that holds the lock of the case: that guards one open task per token."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from motcua.base.compiled import compiled
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import UNTIL_DUE_MINUTES
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import Task
from motcua.domain.routing.steps import Step

SET_DUE = "UPDATE routing_task SET due_at = %s WHERE case_id = %s AND closed_at IS NULL AND role <> ''"


@dataclass(frozen=True, slots=True)
class Opening:
    """A step that begins: for which token, at which agency, until when, on whose desk."""

    step: Step
    token: int
    agency: Agency
    due_at: datetime | None
    assignee_id: UUID | None = None


def open_tasks(*, case: Case, openings: Sequence[Opening], now: datetime) -> list[Task]:
    """One statement. IntegrityError (SQLSTATE 23505) when a token of the case has an open task already."""
    tasks = [
        Task(
            case=case,
            token=one.token,
            step=one.step.key,
            position=one.step.position,
            agency=one.agency,
            agency_path=one.agency.path,
            role=one.step.role,
            assignee_id=one.assignee_id,
            opened_at=now,
            due_at=one.due_at,
            minutes=one.step.minutes if one.step.minutes < UNTIL_DUE_MINUTES else 0,
        )
        for one in openings
    ]
    return Task.insert_all(tasks)


def close_task(
    *, task: Task, position_id: UUID | None, outcome: str, note: str, now: datetime, documents: Sequence[str] = ()
) -> None:
    """Close with an `outcome` such as "forwarded", "sent_back", "decided", "returned", "ended"."""
    task.closed_at = now
    task.closed_by_id = position_id
    task.outcome = outcome
    task.note = note
    task.documents = list(documents)
    task.save(update_fields=["closed_at", "closed_by", "outcome", "note", "documents"])


def open_of(case_id: UUID) -> QuerySet[Task]:
    """Every open task of a case, in the order of reading."""
    return Task.objects.filter(case=case_id, closed_at=None).order_by("position", "token")


_open_of = compiled(open_of)


def open_tasks_of(case: Case) -> list[Task]:
    """The same with the case at hand, and each one's agency where it is one of the case's own."""
    return beside(case, _open_of(case.pk))


def beside(case: Case, tasks: list[Task]) -> list[Task]:
    """Tasks of a case with what is known of the case already."""
    for task in tasks:
        task.case = case
        for agency in (case.receiving_agency, case.resolving_agency):
            if agency.pk == task.agency_id:
                task.agency = agency
    return tasks


def first_by_case(tasks: Iterable[Task]) -> dict[UUID, Task]:
    """For lists that show one task of each case: the one due first, of those people do."""
    found: dict[UUID, Task] = {}
    for task in tasks:
        known = found.get(task.case_id)
        if known is None or _before(task, known):
            found[task.case_id] = task
    return found


def _before(one: Task, other: Task) -> bool:
    if bool(one.role) != bool(other.role):
        return bool(one.role)
    if one.due_at is None or other.due_at is None:
        return one.due_at is not None or (other.due_at is None and one.position < other.position)
    return (one.due_at, one.position) < (other.due_at, other.position)


def set_due(*, case: Case, due_at: datetime | None) -> None:
    """The share of the time of what is open for people."""
    with connection.cursor() as cursor:
        cursor.execute(SET_DUE, [due_at, case.pk])

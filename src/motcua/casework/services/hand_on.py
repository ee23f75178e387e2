"""Somebody moves or leaves: all they answer for and all that lies on their desk goes to a named successor.

Each case is changed under its own lock and told in its own ledger; all in one transaction, in the order of ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.base.access import permissions
from motcua.base.ledger import Subject, append
from motcua.casework import steps
from motcua.casework.frame import record, subject, touch
from motcua.casework.surroundings import surround
from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.directory.permissions import ACCOUNTS
from motcua.domain.directory.services.frame import lock_position
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.words import Words

OPEN = sorted(states.OPEN)
NOT_FIT = Words(
    "Người nhận bàn giao phải đang giữ vị trí ở cùng đơn vị, và không phải chính người này.",
    "The successor holds a post at the same agency today, and is somebody else.",
)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """`threads` cases answered for, `tasks` put on the successor's desk, `released` given back to the unit."""

    threads: int
    tasks: int
    released: int


@transaction.atomic
def hand_on(*, actor: Actor, position_id: UUID, successor_id: UUID) -> HandedOn:
    """Every open case of `position` to `successor`. A task whose role the successor lacks goes back to its unit."""
    position = lock_position(position_id)
    post = check_may(actor, position)
    successor = Position.objects.select_related("person").filter(pk=successor_id, valid__contains=clock.today()).first()
    if successor is None or successor.agency_id != position.agency_id or successor.person_id == position.person_id:
        raise Invalid({"successor": NOT_FIT})
    threads = tasks = released = 0
    for case in cases_of(position):
        threads += _thread(actor, case, position, successor, post)
        for task in open_tasks_of(case):
            if task.assignee_id == position.pk:
                fits = task.agency_id == successor.agency_id and task.role in successor.roles
                _desk(actor, case, task, successor if fits else None, post)
                tasks, released = tasks + fits, released + (not fits)
    facts = {
        "position_id": position.pk,
        "title": position.title,
        "to": f"{successor.title} {successor.person.full_name}",
        "threads": threads,
        "tasks": tasks,
    }
    append(Subject("person", position.person_id), "position.handed_on", actor, facts, authority=post or "")
    return HandedOn(threads, tasks, released)


def check_may(actor: Actor, position: Position) -> Post | None:
    """Who manages the accounts there, the head of the unit, or the person themselves."""
    path = position.agency.path
    own = next((one for one in actor.posts if one.position_id == position.pk and one.delegation_id is None), None)
    found = actor.post_for(ACCOUNTS, path) or actor.post_for(permissions.CASE_ASSIGN, path) or own
    if found is None and actor.kind != "system":
        raise NotVisible
    return found


def held_by(position_id: UUID) -> Q:
    """Open cases somebody answers for, or of which a step lies on their desk."""
    desk = Task.objects.filter(assignee=position_id, closed_at=None).values("case")
    return Q(thread_officer=position_id, state__in=OPEN) | Q(pk__in=desk)


def cases_of(position: Position) -> Iterable[Case]:
    rows = Case.objects.filter(held_by(position.pk)).select_related("applicant").order_by("pk")
    for case in rows.select_for_update(of=("self",)):
        yield surround(case)


def _thread(actor: Actor, case: Case, position: Position, successor: Position, post: Post | None) -> int:
    if case.thread_officer_id != position.pk or case.state not in OPEN:
        return 0
    case.thread_officer_id = successor.pk
    touch(case)
    case.save()
    facts = {"title": successor.title, "name": successor.person.full_name, "thread": successor.pk}
    record(case, "case.thread_moved", actor, facts, authority=post or "")
    return 1


def _desk(actor: Actor, case: Case, task: Task, successor: Position | None, post: Post | None) -> None:
    task.assignee_id = successor.pk if successor else None
    task.save(update_fields=["assignee"])
    touch(case)
    case.save()
    facts: dict[str, object] = {"step": steps.both(steps.named(case, task)), "token": task.token}
    if successor is None:
        append(subject(case), "case.task_released", actor, facts, authority=post or "")
    else:
        facts |= {"title": successor.title, "position": str(successor.pk)}
        append(subject(case), "case.task_assigned", actor, facts, authority=post or "")

"""The head of a unit says who takes a task; whoever has one may give it back to the unit."""

from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.roles import role_named
from motcua.base.ledger import append
from motcua.casework import steps
from motcua.casework.frame import lock_case, subject, touch
from motcua.domain.cases.errors import NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_task_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Conflict, Denied, Invalid
from motcua.kernel.words import Words

NOT_HERE = Words("Người này không giữ vai trò {role} tại {agency}.", "This person is not a {role} at {agency}.")
CHOOSE = Words("Bạn chọn cán bộ nhận việc.", "Please choose the official.")


class NotTaken(Conflict):
    """Nobody has the task: there is nothing to give back."""

    code = "case.task_not_taken"
    sentence = Words("Việc này chưa có ai nhận.", "Nobody has taken this task.")


@transaction.atomic
def assign_case(*, actor: Actor, case_id: UUID, expected: int | None, position_id: UUID | None) -> Case:
    """Put the open step on the desk of a named official of its unit. Invalid when that person does not fit."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task = open_task_of(case)
    post_id = position_id and Position.objects.filter(pk=position_id, valid__contains=clock.today()).first()
    task, position = check_assignable(actor, case, task, post_id or None)
    if task.assignee_id == position.pk:
        return case
    _hand(case, task, position.pk)
    facts = {
        "step": steps.both(steps.named(case, task.position)),
        "title": position.title,
        "position": str(position.pk),
    }
    post = actor.post_for(permissions.CASE_ASSIGN, task.agency_path)
    append(subject(case), "case.task_assigned", actor, facts, authority=post or "")
    return case


@transaction.atomic
def release_task(*, actor: Actor, case_id: UUID, expected: int | None) -> Case:
    """Give the open step back to its unit: one's own, or as head of the unit anybody's."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task = check_releasable(actor, case, open_task_of(case))
    _hand(case, task, None)
    append(subject(case), "case.task_released", actor, {"step": steps.both(steps.named(case, task.position))})
    return case


def check_assignable(actor: Actor, case: Case, task: Task | None, position: Position | None) -> tuple[Task, Position]:
    """Who may assign what to whom; `position` is held today. Says what is in the way."""
    if task is None:
        raise NotYourStep(role="—", agency="—")
    check_may(actor, permissions.CASE_ASSIGN, case, task.agency_path)
    if position is None:
        raise Invalid({"position": CHOOSE})
    if position.agency_id != task.agency_id or task.role not in position.roles:
        role = role_named(task.role).title
        raise Invalid({"position": NOT_HERE.fill(role=role, agency=task.agency.name)})
    return task, position


def check_releasable(actor: Actor, case: Case, task: Task | None) -> Task:
    if task is None or task.assignee_id is None:
        raise NotTaken
    own = any(post.position_id == task.assignee_id for post in actor.posts)
    if not own and not actor.may(permissions.CASE_ASSIGN, task.agency_path):
        raise Denied
    return task


def _hand(case: Case, task: Task, position_id: UUID | None) -> None:
    task.assignee_id = position_id
    task.save(update_fields=["assignee"])
    touch(case)
    case.save()

"""The head of a unit says who takes a task; whoever has one may give it back to the unit."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.roles import role_named
from motcua.base.ledger import append
from motcua.casework import steps, units, walking
from motcua.casework.frame import lock_case, subject, touch
from motcua.domain.cases.errors import NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may
from motcua.domain.directory.models import Absence, Position
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Conflict, Denied, Invalid
from motcua.kernel.words import Words

NOT_HERE = Words("Người này không giữ vai trò {role} tại {agency}.", "This person is not a {role} at {agency}.")
NO_SKILL = Words("Người này không có chuyên môn “{skill}”.", "This person does not have the skill “{skill}”.")
ONE_PERSON = Words("Theo quy trình, bước này do {who} làm.", "By the process, this step belongs to {who}.")
CHOOSE = Words("Bạn chọn cán bộ nhận việc.", "Please choose the official.")


class NotTaken(Conflict):
    """Nobody has the task: there is nothing to give back."""

    code = "case.task_not_taken"
    sentence = Words("Việc này chưa có ai nhận.", "Nobody has taken this task.")


@transaction.atomic
def assign_case(
    *, actor: Actor, case_id: UUID, expected: int | None, position_id: UUID | None, task_id: UUID | None = None
) -> Case:
    """Put an open step on the desk of a named official of its unit. Invalid when that person does not fit.

    Work within the deciding agency may go to somebody of another unit there: the step goes to that unit.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    held = Position.objects.select_related("agency").filter(valid__contains=clock.today())
    chosen = held.filter(pk=position_id).first() if position_id else None
    task, position = check_assignable(actor, case, to_assign(actor, open_tasks_of(case), chosen, task_id), chosen)
    if task.assignee_id == position.pk:
        return case
    post = actor.post_for(permissions.CASE_ASSIGN, task.agency_path)
    facts: dict[str, Any] = {
        "step": steps.both(steps.named(case, task)),
        "token": task.token,
        "title": position.title,
        "position": str(position.pk),
    }
    if position.agency_id != task.agency_id:
        task.agency, task.agency_path = position.agency, position.agency.path
        facts |= {"agency": position.agency.name, "agency_id": position.agency_id}
    _hand(case, task, position.pk)
    append(subject(case), "case.task_assigned", actor, facts, authority=post or "")
    return case


@transaction.atomic
def release_task(*, actor: Actor, case_id: UUID, expected: int | None, task_id: UUID | None = None) -> Case:
    """Give an open step back to its unit: one's own, or as head of the unit anybody's."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task = check_releasable(actor, case, to_release(actor, open_tasks_of(case), task_id))
    _hand(case, task, None)
    facts = {"step": steps.both(steps.named(case, task)), "token": task.token}
    append(subject(case), "case.task_released", actor, facts)
    return case


def to_assign(
    actor: Actor, open_now: Sequence[Task], position: Position | None, task_id: UUID | None = None
) -> Task | None:
    """The named task; else the first one of the actor's units for which the official fits; else any of their units."""
    wanted = [task for task in open_now if task_id in (None, task.pk) and task.role]
    headed = [task for task in wanted if actor.may(permissions.CASE_ASSIGN, task.agency_path)]
    fitting = [task for task in headed if position and _fits(actor, task, position)]
    return next(iter([*fitting, *headed, *wanted]), None)


def to_release(actor: Actor, open_now: Sequence[Task], task_id: UUID | None = None) -> Task | None:
    """The named task; else one's own, else one that somebody has."""
    held = [task for task in open_now if task_id in (None, task.pk) and task.assignee_id]
    own = [task for task in held if steps.on_my_desk(actor, task)]
    return next(iter([*own, *held]), None)


def _fits(actor: Actor, task: Task, position: Position) -> bool:
    """The role at the step's own body, or in a unit of the agency that the actor heads as well."""
    if task.role not in position.roles or not units.reaches(task, position.agency):
        return False
    return position.agency_id == task.agency_id or actor.may(permissions.CASE_ASSIGN, position.agency.path)


def check_assignable(actor: Actor, case: Case, task: Task | None, position: Position | None) -> tuple[Task, Position]:
    """Who may assign what to whom; `position` is held today. Says what is in the way."""
    if task is None:
        raise NotYourStep(role="—", agency="—")
    check_may(actor, permissions.CASE_ASSIGN, case, task.agency_path)
    if position is None:
        raise Invalid({"position": CHOOSE})
    if not _fits(actor, task, position):
        role = role_named(task.role).title
        raise Invalid({"position": NOT_HERE.fill(role=role, agency=task.agency.name)})
    who = steps.performer_of(task)
    if who and not steps.has_skill(who, position.skills):
        raise Invalid({"position": NO_SKILL.fill(skill=who.skill)})
    if steps.one_persons(task):
        check_that_person(case, task, position)
    return task, position


def check_that_person(case: Case, task: Task, position: Position) -> None:
    """Whose step it is by the process has it, unless they are away without a deputy, or hold no fitting post."""
    own = walking.first_holder(case, steps.named(case, task).node, task.agency)
    away = Absence.objects.filter(position=own, deputy=None, valid__contains=clock.today())
    if own and own != position.pk and not away.exists():
        held = Position.objects.select_related("person").get(pk=own)
        raise Invalid({"position": ONE_PERSON.fill(who=f"{held.title} {held.person.full_name}")})


def check_releasable(actor: Actor, case: Case, task: Task | None) -> Task:
    if task is None or task.assignee_id is None:
        raise NotTaken
    if not steps.on_my_desk(actor, task) and not actor.may(permissions.CASE_ASSIGN, task.agency_path):
        raise Denied
    return task


def _hand(case: Case, task: Task, position_id: UUID | None) -> None:
    task.assignee_id = position_id
    task.save(update_fields=["assignee", "agency", "agency_path"])
    touch(case)
    case.save()

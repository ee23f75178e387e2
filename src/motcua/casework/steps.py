"""From a procedure version's step table to tasks: which unit a step belongs to, and who may do it."""

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from motcua.base.access.roles import Leader, Specialist, role_named
from motcua.casework import timing
from motcua.domain.cases.errors import NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may_see
from motcua.domain.directory.models import Agency
from motcua.domain.processes.queries.holding import steps_on
from motcua.domain.routing.models import Task
from motcua.domain.routing.services import tasks
from motcua.domain.routing.steps import Step, after, before, step_at
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post

RECEIVING = "receiving_office"


def process_of(case: Case) -> tuple[Step, ...]:
    """The step table that held when the case was filed; it stays with it to the end."""
    return process_filed_on(case.procedure_version_id, clock.local(case.submitted_at or clock.now()).date())


@lru_cache(maxsize=32_768)
def process_filed_on(version_id: UUID, day: date) -> tuple[Step, ...]:
    """Kept in the process: a table is published for days to come only, and neither it nor a version ever changes."""
    return tuple(
        Step(row.position, row.key, row.words, row.unit, row.role, row.minutes) for row in steps_on(version_id, day)
    )


def unit_of(case: Case, step: Step) -> Agency:
    """Reception steps belong to the receiving agency, all others to the resolving one."""
    return case.receiving_agency if step.relation == RECEIVING else case.resolving_agency


def enter(case: Case, step: Step, now: datetime, *, due_at: datetime | None = None) -> Task:
    """Open the task of `step`; its due moment is the step's own share unless given."""
    due = due_at or timing.step_due(case, now, step.minutes)
    return tasks.open_task(case=case, step=step, agency=unit_of(case, step), now=now, due_at=due)


def told(task: Task | None) -> dict[str, object]:
    """What the ledger keeps of the step that is open now."""
    if task is None:
        return {}
    return {"task": task.step, "task_agency": task.agency_id, "task_due": task.due_at}


def both(step: Step) -> dict[str, str]:
    """The step's name in both languages, as the ledger keeps it."""
    return {"vi": step.words.vi, "en": step.words.en or step.words.vi}


def leave(
    case: Case, post: Post | None, outcome: str, note: str, now: datetime, *, task: Task | None = None
) -> Task | None:
    """Close the open task, if there is one; `task` where the act has read it already."""
    task = task or tasks.open_task_of(case)
    if task is not None:
        tasks.close_task(task=task, position_id=post.position_id if post else None, outcome=outcome, note=note, now=now)
    return task


def check_my_step(actor: Actor, case: Case) -> tuple[Task, Post]:
    """The open task and the post under which `actor` does it. NotYourStep names whose it is."""
    check_may_see(actor, case)
    task = tasks.open_task_of(case)
    if task is None:
        raise NotYourStep(role="—", agency="—")
    post = post_for_role(actor, task)
    if post is None:
        raise NotYourStep(role=role_named(task.role).title, agency=task.agency.name)
    return task, post


def post_for_role(actor: Actor, task: Task) -> Post | None:
    """A post with the task's role at its agency or above; a leader may do the specialist's step as well."""
    fitting = {task.role, Leader.name} if task.role == Specialist.name else {task.role}
    for post in actor.posts:
        if post.roles & fitting and task.agency_path.startswith(post.agency_path):
            return post
    return None


def next_step(case: Case, task: Task) -> Step | None:
    return after(process_of(case), task.position)


def previous_step(case: Case, task: Task) -> Step | None:
    return before(process_of(case), task.position)


def named(case: Case, position: int) -> Step:
    return step_at(process_of(case), position)


def rededicate(case: Case, now: datetime, task: Task | None = None) -> Task | None:
    """After the clock went on, the open step gets its share of the time anew; `task` where the act has read it."""
    task = task or tasks.open_task_of(case)
    if task is not None:
        task.due_at = timing.step_due(case, now, named(case, task.position).minutes)
        task.save(update_fields=["due_at"])
    return task


def is_deciding_step(case: Case, task: Task) -> bool:
    """Whether the result follows this step: only handing it over is left."""
    following = next_step(case, task)
    return following is not None and next_after(case, following) is None


def next_after(case: Case, step: Step) -> Step | None:
    return after(process_of(case), step.position)

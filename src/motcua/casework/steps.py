"""Which steps of a case are open, whose they are, and what may follow them."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from motcua.base.access.permissions import CASE_ASSIGN
from motcua.base.access.roles import fitting, role_named
from motcua.casework.data import data_of
from motcua.domain.cases.errors import NotYourStep, OnePersonsStep, SkillNeeded
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may_see, matter_of
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.domain.directory.queries.skills import skill_called
from motcua.domain.processes.graph.definition import Kind, Performer, Process
from motcua.domain.processes.graph.engine import act, leaving, returns
from motcua.domain.processes.graph.moving import undecided_at
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.state import State as Standing
from motcua.domain.processes.graph.state import Token, from_json
from motcua.domain.processes.graph.times import nearest_steps
from motcua.domain.processes.queries.holding import Own, graph_among, own_of
from motcua.domain.routing.models import Task
from motcua.domain.routing.services import tasks
from motcua.domain.routing.steps import Step, steps_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.words import Words

RECEIVING = "receiving_office"
SENDING_ON = Words("Chuyển bước tiếp theo", "Forward to the next step")
TAKING = Words("Nhận việc", "Take the task")
TO_BE_ASSIGNED = Words("lãnh đạo đơn vị giao", "whom the head of the unit names")
LATER_TOKENS = 2
"""A case older than tokens counts its first token from here."""


class Mine(NamedTuple):
    """A step somebody does: the task, the post under which they do it, and every open task of the case."""

    task: Task
    post: Post
    open: Sequence[Task]


def graph_of(case: Case) -> Process:
    """The process that held when the case was filed; it stays with it unless a decision moves the case."""
    return graph_filed_on(case.procedure_version_id, process_day(case))


def process_day(case: Case) -> date:
    """The day whose process the case walks."""
    return case.process_day or clock.local(case.submitted_at or clock.now()).date()


@lru_cache(maxsize=32_768)
def graph_filed_on(version_id: UUID, day: date) -> Process:
    """Kept here: a process is published for days to come only, and neither it nor a version ever changes."""
    return graph_among(_own(version_id), day)


@lru_cache(maxsize=8192)
def _own(version_id: UUID) -> Own:
    return own_of(version_id)


def process_of(case: Case) -> tuple[Step, ...]:
    """The steps of the case's process in the order of reading."""
    return process_filed_on(case.procedure_version_id, process_day(case))


@lru_cache(maxsize=32_768)
def process_filed_on(version_id: UUID, day: date) -> tuple[Step, ...]:
    return steps_of(graph_filed_on(version_id, day))


def step_named(case: Case, key: str) -> Step:
    """LookupError when the process has no such step."""
    for step in process_of(case):
        if step.key == key:
            return step
    raise LookupError(key)


def named(case: Case, task: Task) -> Step:
    return step_named(case, task.step)


def both(step: Step) -> dict[str, str]:
    """The step's name in both languages, as the ledger keeps it."""
    return {"vi": step.words.vi, "en": step.words.en or step.words.vi}


def standing(case: Case, open_now: Sequence[Task]) -> Standing:
    """Where the case stands. A case older than tokens stands at its one task, everything before it done."""
    if case.process_state or not open_now:
        return from_json(case.process_state)
    process = graph_of(case)
    bits, reached = shape_of(process).bits, open_now[0].step
    before = [node.key for node in process.nodes[: [node.key for node in process.nodes].index(reached)]]
    tokens = tuple(Token(task.token, task.step) for task in open_now)
    return Standing(LATER_TOKENS, tokens, done=sum(bits[key] for key in before))


def check_my_step(actor: Actor, case: Case, task_id: UUID | None = None) -> Mine:
    """The open step this actor does: the named one, else one taken already, else the first. NotYourStep names whose."""
    check_may_see(actor, case)
    return my_step(actor, tasks.open_tasks_of(case), task_id)


def my_step(actor: Actor, open_now: Sequence[Task], task_id: UUID | None = None) -> Mine:
    """The same among tasks that are read already."""
    wanted = [task for task in open_now if task_id is None or task.pk == task_id]
    for task in sorted(wanted, key=lambda one: not on_my_desk(actor, one)):
        post = post_for_role(actor, task)
        if post is not None:
            return Mine(task, post, open_now)
    for task in wanted:
        if task.role:
            _say_why(actor, task)
            raise NotYourStep(role=role_named(task.role).title, agency=task.agency.name)
    raise NotYourStep(role="—", agency="—")


def task_for(actor: Actor, open_now: Sequence[Task], task_id: UUID | None = None) -> Task | None:
    """The task a page is about: the actor's own one, else the first that people do."""
    try:
        return my_step(actor, open_now, task_id).task
    except NotYourStep:
        named_one = next((task for task in open_now if task.pk == task_id), None)
        return named_one or tasks.first_by_case(open_now).get(open_now[0].case_id) if open_now else None


def post_for_role(actor: Actor, task: Task) -> Post | None:
    """A post with the task's role at its agency or above; a leader may do a specialist's or a clerk's step as well.

    Of several: the one that stands for whose desk it is, else a delegation that covers the case, else one's own.
    """

    if not task.role:
        return None

    def rank(post: Post) -> tuple[bool, bool, bool]:
        standing = post.stands_for is not None
        return standing and post.stands_for == task.assignee_id, post.delegation_id is not None, not standing

    return max((post for post in actor.posts if _does(post, task)), key=rank, default=None)


def on_my_desk(actor: Actor, task: Task) -> bool:
    """Whether one's own position has taken it, or that of somebody one stands for."""
    return task.assignee_id is not None and any(
        task.assignee_id == (post.stands_for or post.position_id) for post in actor.posts
    )


def _does(post: Post, task: Task) -> bool:
    return _has_role(post, task) and _skilled(post, task) and _that_person(post, task)


def _say_why(actor: Actor, task: Task) -> None:
    """SkillNeeded or OnePersonsStep where somebody has the role of a step and yet may not do it."""
    posts = [post for post in actor.posts if _has_role(post, task)]
    who = performer_of(task)
    if posts and who and not any(_skilled(post, task) for post in posts):
        raise SkillNeeded(skill=who.skill)
    if posts:
        holder = task.assignee
        raise OnePersonsStep(who=f"{holder.title} {holder.person.full_name}" if holder else TO_BE_ASSIGNED)


def performer_of(task: Task) -> Performer | None:
    """Who does the step by the process of its case; None where that has no such step."""
    try:
        return named(task.case, task).node.performer
    except LookupError:
        return None


def one_persons(task: Task) -> bool:
    """Whether the process gives the step to one person."""
    who = performer_of(task)
    return who is not None and (who.thread or bool(who.same_as))


def has_skill(who: Performer | None, skills: Collection[str]) -> bool:
    """By its name of today: a published process keeps the words it was written with."""
    return who is None or not who.skill or skill_called(who.skill) in skills


def _skilled(post: Post, task: Task) -> bool:
    return has_skill(performer_of(task), post.skills)


def _that_person(post: Post, task: Task) -> bool:
    """Whose step it is, or their deputy. Where nobody has it the head of the unit does it, or says who."""
    if not one_persons(task):
        return True
    if task.assignee_id is None:
        return CASE_ASSIGN in post.permissions
    return task.assignee_id == (post.stands_for or post.position_id)


def _has_role(post: Post, task: Task) -> bool:
    if post.delegation_id is not None:
        own_role = task.role in post.roles
        return (
            own_role and task.agency_path == post.agency_path and post.reaches(task.agency_path, matter_of(task.case))
        )
    return bool(post.roles & fitting(task.role)) and task.agency_path.startswith(post.agency_path)


def is_deciding_step(case: Case, task: Task) -> bool:
    """Whether this step is left by deciding."""
    return named(case, task).node.decides


def deciding_path(case: Case, open_now: Sequence[Task]) -> str:
    """The agency at which this case is decided now: that of its open deciding step, else the case's own."""
    deciding = (task.agency_path for task in open_now if is_deciding_step(case, task))
    return next(deciding, case.resolving_path)


def is_last_step(case: Case, task: Task) -> bool:
    """Whether nothing but the end follows: the result is handed over here."""
    return not any(nearest_steps(graph_of(case), task.step, forward=True))


def may_forward(case: Case, task: Task) -> bool:
    """Whether the step is left by sending the case on: before the decision, or between it and handing over."""
    if is_deciding_step(case, task) or is_last_step(case, task):
        return False
    return case.legal_state in (State.ACCEPTED, State.PROCESSING, State.DECIDED)


def check_takeable(case: Case) -> None:
    """Steps are taken onto one's own desk while the agency works on the case. MoveRefused before and after."""
    if case.legal_state not in (State.ACCEPTED, State.PROCESSING):
        raise MoveRefused(move=TAKING, state=FACTS[case.legal_state].words)


def next_steps(case: Case, task: Task, open_now: Sequence[Task] = ()) -> tuple[Step, ...]:
    """What would open if this step were finished now, by the data of the case; nothing while branches are awaited."""
    state = standing(case, open_now or tasks.open_tasks_of(case))
    changes = act(graph_of(case), state, leaving(graph_of(case), Token(task.token, task.step), data_of(case)))
    return tuple(step_named(case, token.node) for token in changes.opened)


def earlier_steps(case: Case, task: Task, open_now: Sequence[Task] = ()) -> tuple[Step, ...]:
    """Where the case may be sent back to from this step, the usual place first."""
    return tuple(ways_back(case, task, open_now).values())


def ways_back(case: Case, task: Task, open_now: Sequence[Task] = ()) -> dict[str, Step]:
    """The same by what the engine calls the place. Once the case is decided, no further than to who signed it."""
    process = graph_of(case)
    state = standing(case, open_now or tasks.open_tasks_of(case))
    token = state.token(task.token)
    if token is None or named(case, task).waits:
        return {}
    found = {place: _at_or_after(process, place) for place in returns(process, state, token)}
    after = case.legal_state is State.DECIDED
    return {
        place: step_named(case, key) for place, key in found.items() if key and (not after or _may_reopen(process, key))
    }


def _may_reopen(process: Process, key: str) -> bool:
    """Of a decided case: to a step after the decision, or to who decided it, never past them."""
    return process.by_key[key].decides or not undecided_at(process, key)


def _at_or_after(process: Process, key: str) -> str:
    """A drawn return may lead to a mark such as a split: then the first step behind it stands for it."""
    if process.by_key[key].kind in (Kind.STEP, Kind.ASK):
        return key
    return next(nearest_steps(process, key, forward=True), "")


def words_of(steps: Sequence[Step]) -> Words:
    """The names of steps in one line."""
    return Words("; ".join(step.words.vi for step in steps), "; ".join(step.words.en for step in steps))

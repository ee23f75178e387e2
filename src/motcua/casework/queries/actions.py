"""What may be pressed: the acts open to this actor on this case now, in the order of likelihood."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.base.access import permissions
from motcua.base.access.roles import Leader
from motcua.casework import bundled, steps, timing, version_moving
from motcua.casework.finishing import in_the_way
from motcua.casework.services.check_site import ACT
from motcua.casework.services.correct_post import ACT as CORRECTING
from motcua.casework.services.correct_post import may_be_corrected
from motcua.casework.services.recall import recallable
from motcua.domain.cases import policies
from motcua.domain.cases.errors import EarlierTakenBack
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import is_filer, may
from motcua.domain.cases.states import FACTS, MOVES, Clock, State, verbs_from
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Action:
    """One button: `name` is the act's name in addresses and in the API."""

    name: str
    words: Words
    danger: bool = False


FORWARD = Action("forward", steps.SENDING_ON)
SEND_BACK = Action("send_back", Words("Chuyển lại bước trước", "Send back a step"))
TAKE = Action("take", steps.TAKING)
RECALL = Action("recall", Words("Thu hồi việc vừa chuyển", "Take back what you sent on"))
ASSIGN = Action("assign", Words("Giao cho cán bộ", "Assign to an official"))
RELEASE = Action("release", Words("Trả việc về đơn vị", "Give back to the unit"))
ACCEPT = Action("accept", MOVES["accept"].words)
REFUSE = Action("refuse", MOVES["refuse"].words, danger=True)
SUPPLEMENT = Action("supplement", MOVES["ask_late"].words)
ANSWER = Action("answer", MOVES["answer_late"].words)
DUTY = Action("duty", MOVES["ask_duty"].words)
CHECK_SITE = Action("check_site", ACT)
CORRECT_POST = Action("correct_post", CORRECTING)
ASK = Action("ask", Words("Xin ý kiến cơ quan khác", "Ask another agency"))
SETTLE = Action("settle", MOVES["settle_duty"].words)
DECIDE = Action("decide", MOVES["decide"].words)
HAND_OVER = Action("hand_over", MOVES["hand_over"].words)
CLOSE = Action("close", MOVES["close"].words)
APOLOGISE = Action("apologise", Words("Xin lỗi và hẹn lại ngày", "Apologise and give a new date"))
MOVE_VERSION = Action("move_version", version_moving.MOVE)
WITHDRAW = Action("withdraw", MOVES["withdraw"].words, danger=True)
STOP = Action("stop", MOVES["stop"].words, danger=True)

ALL = (
    ACCEPT, DECIDE, FORWARD, HAND_OVER, CLOSE, SETTLE, ANSWER, SUPPLEMENT, ASK, CHECK_SITE, DUTY, SEND_BACK, TAKE,
    RECALL, ASSIGN, RELEASE, APOLOGISE, MOVE_VERSION, CORRECT_POST, REFUSE, WITHDRAW, STOP
)  # fmt: skip


def actions_for(
    actor: Actor, case: Case, task: Task | None, open_now: Sequence[Task] | None = None
) -> tuple[Action, ...]:
    """The acts that would be let through now on `task`, one of the open tasks `open_now`."""
    together = open_now if open_now is not None else [task] if task else []
    back = {RECALL} if actor.kind == "official" and recallable(actor, case, together) else set()
    allowed = (
        _moves(actor, case, task, together) | _steps(actor, case, task, together) | _hands(actor, case, task) | back
    )
    allowed |= _version(actor, case) | ({CORRECT_POST} if may_be_corrected(actor, case) else set())
    return tuple(action for action in ALL if action in allowed)


def blocked_by(case: Case, task: Task | None, allowed: Sequence[Action]) -> dict[str, Words]:
    """Of the acts let through, those kept from being done now: by name, and why.

    By the condition of the step, or, where `earlier_out` was asked along with the task, by a result taken back.
    """
    leaving = [action for action in (FORWARD, DECIDE, HAND_OVER) if action in allowed]
    why = in_the_way(case, task) if task is not None and leaving else None
    found = {action.name: why for action in leaving} if why else {}
    earlier = getattr(task, "earlier_out", None)
    if earlier is not None and DECIDE in allowed:
        found[DECIDE.name] = EarlierTakenBack.sentence.fill(earlier=earlier)
    return found


def _moves(actor: Actor, case: Case, task: Task | None, open_now: Sequence[Task]) -> set[Action]:
    """Acts that follow from the table of moves."""
    possible = set(verbs_from(case.legal_state))
    reception = actor.may(permissions.CASE_RECEIVE, case.receiving_path)
    handing = actor.may(permissions.CASE_HAND_OVER, case.receiving_path)
    deciding = may(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    here = may(actor, permissions.CASE_DECIDE, case, steps.deciding_path(case, open_now))
    mine = any(steps.post_for_role(actor, one) is not None for one in open_now)
    own = task is not None and steps.post_for_role(actor, task) is not None
    at_the_end = own and task is not None and steps.is_deciding_step(case, task)
    filer = is_filer(actor, case)
    early = not policies.was_accepted(case)
    rules = (
        (ACCEPT, "accept" in possible and reception and bundled.awaited(case) is None),
        (REFUSE, "refuse" in possible and reception),
        (SUPPLEMENT, _may_ask(actor, case) and ("ask_early" in possible if early else "ask_late" in possible)
         and (reception if early else mine)),
        (ANSWER, case.legal_state is State.SUPPLEMENT and (filer or reception)),
        (DUTY, "ask_duty" in possible and mine),
        (SETTLE, "settle_duty" in possible and mine),
        (DECIDE, "decide" in possible and here and at_the_end),
        (HAND_OVER, "hand_over" in possible and handing and all(steps.is_last_step(case, one) for one in open_now)),
        (CLOSE, "close" in possible and handing),
        (WITHDRAW, "withdraw" in possible and (filer or reception)),
        (STOP, "stop" in possible and deciding and not early),
        (APOLOGISE, deciding and case.due_at is not None and FACTS[case.legal_state].clock is Clock.RUNNING
         and timing.may_apologise(case)),
    )  # fmt: skip
    return {action for action, open_now in rules if open_now}


def _version(actor: Actor, case: Case) -> set[Action]:
    """Moving to what is in force, for the deciding agency's leader, where that differs."""
    deciding = may(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    return {MOVE_VERSION} if deciding and version_moving.would_move(case) else set()


def _steps(actor: Actor, case: Case, task: Task | None, open_now: Sequence[Task]) -> set[Action]:
    """Acts that follow from the process."""
    if task is None or case.legal_state not in (State.ACCEPTED, State.PROCESSING, State.DECIDED):
        return set()
    post = steps.post_for_role(actor, task)
    if post is None:
        return set()
    found = {FORWARD} if steps.may_forward(case, task) else set()
    if case.legal_state is not State.ACCEPTED and steps.earlier_steps(case, task, open_now):
        found.add(SEND_BACK)
    if case.legal_state is State.DECIDED:
        return found
    found |= {ASK, CHECK_SITE}
    if task.assignee_id not in (post.position_id, post.stands_for) or task.assignee_id is None:
        found.add(TAKE)
    return found


def _hands(actor: Actor, case: Case, task: Task | None) -> set[Action]:
    """Whose desk the open step lies on: said by the head of its unit, given back by who has it."""
    if task is None or case.legal_state not in (State.SUBMITTED, State.ACCEPTED, State.PROCESSING):
        return set()
    head = actor.may(permissions.CASE_ASSIGN, task.agency_path)
    own = steps.on_my_desk(actor, task)
    return ({ASSIGN} if head else set()) | ({RELEASE} if task.assignee_id and (own or head) else set())


def _may_ask(actor: Actor, case: Case) -> bool:
    """As often as the rule allows, which is once, unless a leader asks again."""
    leads = any(Leader.name in post.roles for post in actor.posts if post.delegation_id is None)
    if leads:
        return True
    asked = case.supplements.count()
    return not asked or asked < timing.supplements_allowed(case)

"""What will happen to each case of an order: the refusals the act would give, found without acting.

The same policies the acts ask, in the same order, on facts gathered in a fixed number of statements for all cases.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import prefetch_related_objects

from motcua.base.access import permissions
from motcua.base.access.roles import Leader
from motcua.casework import bundled, steps, sub_requests, timing
from motcua.casework.bulk.orders import MOVING, Order, day_for, missing_of, said
from motcua.casework.concrete import concrete, still_open
from motcua.casework.finishing import leave
from motcua.casework.frame import changed
from motcua.casework.replies import Filled
from motcua.casework.services.accept import Promise, check_entered, chosen_limit
from motcua.casework.services.apologise import check_open, closing_of
from motcua.casework.services.assign import check_assignable, check_releasable, to_assign, to_release
from motcua.casework.services.decide import check_said
from motcua.casework.services.move_to_version import check_may_move, moves_any_case
from motcua.casework.services.refuse import needed
from motcua.casework.services.supplement import ITEMS_NEEDED
from motcua.casework.version_moving import (
    asked_elsewhere,
    check_differs,
    check_movable,
    check_wish,
    promise_for,
    version_for,
)
from motcua.domain.cases import policies
from motcua.domain.cases.errors import OthersStillAsked, SecondSupplement
from motcua.domain.cases.models import Case, SupplementRequest
from motcua.domain.cases.permissions import check_may, check_may_see
from motcua.domain.cases.states import FACTS, MOVES, MoveRefused, target_of
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Fault, Invalid

WAITING = ("forward", "decide")
"""Acts that other agencies' opinions are waited for."""


@dataclass
class Facts:
    """Everything the verdicts on some cases need besides the cases themselves."""

    tasks: dict[UUID, list[Task]]
    supplements: Counter[UUID]
    position: Position | None
    promises: dict[tuple[UUID, str], Fault | None] = field(default_factory=dict)
    targets: dict[UUID, ProcedureVersion | Fault] = field(default_factory=dict)
    asked_elsewhere: set[UUID] = field(default_factory=set)
    requests: dict[UUID, list[SubRequest]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is None where the act will go through; `words` are what will be sent."""

    case: Case
    fault: Fault | None
    words: Filled


def gather(cases: Sequence[Case], order: Order) -> Facts:
    tasks: dict[UUID, list[Task]] = {case.pk: [] for case in cases}
    open_now = Task.objects.filter(case__in=cases, closed_at=None).select_related("agency", "assignee__person")
    open_now = open_now.annotate(earlier_out=bundled.earlier_out()) if order.action == "decide" else open_now
    known = {case.pk: case for case in cases}
    for task in open_now.order_by("position", "token"):
        task.case = known[task.case_id]
        tasks[task.case_id].append(task)
    asked = SupplementRequest.objects.filter(case__in=cases).values_list("case_id", flat=True)
    if order.action == "supplement":
        prefetch_related_objects(list(cases), "papers__files")
    position = (
        Position.objects.select_related("agency").filter(pk=order.position_id, valid__contains=clock.today()).first()
        if order.action == "assign" and order.position_id
        else None
    )
    elsewhere = asked_elsewhere(cases) if order.action == MOVING else set()
    return Facts(tasks, Counter(asked), position, asked_elsewhere=elsewhere, requests=requests_for(order, cases))


def requests_for(order: Order, cases: Sequence[Case]) -> dict[UUID, list[SubRequest]]:
    """What other agencies were asked, for the acts that wait for it."""
    found: dict[UUID, list[SubRequest]] = {case.pk: [] for case in cases}
    if order.action in WAITING:
        for one in SubRequest.objects.filter(case__in=cases).select_related("agency").order_by("number"):
            found[one.case_id].append(one)
    return found


def verdicts(actor: Actor, order: Order, cases: Sequence[tuple[Case, int]]) -> list[Verdict]:
    """One for each (case, expected version), in their order."""
    facts = gather([case for case, _ in cases], order)
    found = []
    for case, expected in cases:
        words = said(order, case, actor, facts.tasks[case.pk])
        found.append(Verdict(case, fault_of(actor, order, case, expected, facts, words), words))
    return found


def fault_of(actor: Actor, order: Order, case: Case, expected: int, facts: Facts, words: Filled) -> Fault | None:
    """The first refusal the act would give; None when it would go through."""
    try:
        if order.action != MOVING or not moves_any_case(actor):
            check_may_see(actor, case)
        if case.version != expected:
            raise changed(case)
        CHECKS[order.action](actor, order, case, facts, words)
    except Fault as fault:
        return fault
    return None


def _accept(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_may(actor, permissions.CASE_RECEIVE, case, case.receiving_path)
    target_of("accept", case.legal_state)
    key = (case.procedure_version_id, case.channel)
    if key not in facts.promises:
        facts.promises[key] = _promise(case)
    if (fault := facts.promises[key]) is not None:
        raise fault


def _promise(case: Case) -> Fault | None:
    try:
        limit = chosen_limit(case, Promise())
        if limit is None or limit.value is None:
            check_entered(Promise(), clock.now())
    except Fault as fault:
        return fault
    return None


def _forward(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    task, post, _ = steps.my_step(actor, facts.tasks[case.pk])
    if not steps.may_forward(case, task):
        raise MoveRefused(move=steps.SENDING_ON, state=FACTS[case.legal_state].words)
    leads = Leader.name in post.roles
    sub_requests.check_nothing_awaited(case, task, leads=leads, requests=facts.requests[case.pk])
    concrete(words.text, "note")
    leave(case, task, {}, ())


def _decide(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_may(actor, permissions.CASE_DECIDE, case, steps.deciding_path(case, facts.tasks[case.pk]))
    task = steps.my_step(actor, facts.tasks[case.pk]).task
    if not steps.is_deciding_step(case, task):
        raise MoveRefused(move=MOVES["decide"].words, state=steps.named(case, task).words)
    bundled.check_basis(task)
    sub_requests.check_nothing_awaited(case, task, whole=True, requests=facts.requests[case.pk])
    check_said(order.outcome, words.text)
    leave(case, task, {}, ())
    target_of("decide", case.legal_state)


def _supplement(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    asked = facts.supplements[case.pk]
    if asked and Leader.name not in _asker(actor, case, facts).roles:
        allowed = timing.supplements_allowed(case)
        if asked >= allowed:
            raise SecondSupplement(n=allowed)
    _asker(actor, case, facts)
    wanted = [item for item in missing_of(words) if item.text.strip()]
    if not wanted:
        raise Invalid({"items": ITEMS_NEEDED} | ({} if words.text.strip() else {"reason": ITEMS_NEEDED}))
    if waiting := still_open(*(part for item in wanted for part in (item.text, item.note))):
        raise Invalid({"items": waiting})
    concrete(needed(words.text))
    target_of("ask_late" if policies.was_accepted(case) else "ask_early", case.legal_state)


def _asker(actor: Actor, case: Case, facts: Facts) -> Post:
    if policies.was_accepted(case):
        return steps.my_step(actor, facts.tasks[case.pk]).post
    check_may(actor, permissions.CASE_RECEIVE, case, case.receiving_path)
    post = actor.post_for(permissions.CASE_RECEIVE, case.receiving_path)
    assert post
    return post


def _take(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    steps.my_step(actor, facts.tasks[case.pk])
    steps.check_takeable(case)


def _assign(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_assignable(actor, case, to_assign(actor, facts.tasks[case.pk], facts.position), facts.position)


def _release(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_releasable(actor, case, to_release(actor, facts.tasks[case.pk]))


def _close(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_may(actor, permissions.CASE_HAND_OVER, case, case.receiving_path)
    target_of("close", case.legal_state)


def _apologise(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_may(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    check_open(case)
    assert case.due_at
    concrete(needed(words.text))
    closing_of(case, order.new_day or day_for(case, facts.tasks[case.pk]), case.due_at)


def _move_version(actor: Actor, order: Order, case: Case, facts: Facts, words: Filled) -> None:
    check_may_move(actor, case)
    check_movable(case)
    check_wish(order.wish)
    concrete(order.text, "decision")
    if case.pk in facts.asked_elsewhere:
        raise OthersStillAsked
    procedure = case.procedure_version.procedure_id
    if procedure not in facts.targets:
        facts.targets[procedure] = _target(procedure)
    version = facts.targets[procedure]
    if isinstance(version, Fault):
        raise version
    check_differs(case, version)
    if order.promise == "new":
        promise_for(case, version, order.wish)


def _target(procedure_id: UUID) -> ProcedureVersion | Fault:
    try:
        return version_for(procedure_id)
    except Fault as fault:
        return fault


CHECKS = {
    "accept": _accept,
    "forward": _forward,
    "decide": _decide,
    "supplement": _supplement,
    "take": _take,
    "assign": _assign,
    "release": _release,
    "close": _close,
    "apologise": _apologise,
    "move_version": _move_version,
}

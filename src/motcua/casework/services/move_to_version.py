"""A decision moves an open case to the version and the process in force today: papers, promise, steps, one entry.

Lock protocol. The case is locked as by any act; two who move it queue at its row, the second finds another version of
the row, or nothing left to move. The version in force never changes once published; one published meanwhile holds for
whoever comes next.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from motcua.base.access import permissions
from motcua.base.access.citywide import citywide_post, may_citywide
from motcua.casework import steps, timing, walking
from motcua.casework.concrete import concrete
from motcua.casework.frame import check_unchanged, hold_case, lock_case, record, touch
from motcua.casework.queries.stored import limit_text
from motcua.casework.surroundings import surround
from motcua.casework.version_moving import MOVE, Plan, Wish, check_movable, check_wish, plan_for, put_promise
from motcua.domain.cases.models import Case, CasePaper
from motcua.domain.cases.permissions import check_may, post_for
from motcua.domain.catalogue.models import RequiredPaper
from motcua.domain.processes.graph.state import to_json
from motcua.domain.routing.models import Task
from motcua.domain.routing.services import tasks
from motcua.kernel.actor import Actor, Post

__all__ = ["MOVE", "check_may_move", "move_to_version", "moves_any_case"]

MOVED = "moved"
"""The outcome of a task whose step the new process gives to others, or does not have."""


@transaction.atomic
def move_to_version(*, actor: Actor, case_id: UUID, expected: int | None, wish: Wish) -> Case:
    """Go on under the version in force and its process. By the leader of the deciding agency, or whoever keeps the
    catalogue for the whole city.

    CaseNotFound, Denied, CaseChanged; MoveRefused before acceptance, while the clock stands and once decided;
    NothingToMove, NoVersionToMoveTo; Invalid ("decision", "promise", "otherwise").
    """
    case = locked(actor, case_id, expected)
    post = check_may_move(actor, case)
    check_movable(case)
    check_wish(wish)
    concrete(wish.decision, "decision")
    open_now = tasks.open_tasks_of(case)
    plan = plan_for(case, open_now, wish)
    kind = "case.process_moved" if plan.version.pk == case.procedure_version_id else "case.version_moved"
    said = {"decision": wish.decision.strip(), "promise": plan.promise}
    if kind == "case.version_moved":
        asked = plan.lines.new_required if wish.ask_new else []
        said |= {"old": str(case.procedure_version.number), "new": str(plan.version.number)}
        said |= {"asks": "; ".join(paper.name for paper in asked)}
    kept = unmoved(case, open_now, plan)
    now = touch(case)
    put(case, plan)
    case.save()
    surround(case)
    rewrite(case, plan, ask_new=wish.ask_new)
    facts = carry_on(case, open_now, plan, kept, now, post)
    record(case, kind, actor, said | facts, authority=post)
    return case


def locked(actor: Actor, case_id: UUID, expected: int | None) -> Case:
    """Who keeps the catalogue for the city moves cases without being able to read them."""
    if not moves_any_case(actor):
        return lock_case(actor=actor, case_id=case_id, expected=expected)
    case = hold_case(case_id)
    check_unchanged(case, expected)
    return case


def moves_any_case(actor: Actor) -> bool:
    return may_citywide(actor, permissions.CATALOGUE_MANAGE)


def check_may_move(actor: Actor, case: Case) -> Post | str:
    """The post under which it is done. CaseNotFound for strangers, Denied for colleagues."""
    if moves_any_case(actor):
        return citywide_post(actor, permissions.CATALOGUE_MANAGE) or ""
    check_may(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    return post_for(actor, permissions.CASE_DECIDE, case, case.resolving_path) or ""


def unmoved(case: Case, open_now: Sequence[Task], plan: Plan) -> set[int]:
    """Tokens whose step keeps its share of the time: as long as before, and not until the case itself is due."""
    stays = {token.id for token in plan.standing.kept}
    return {
        task.token
        for task in open_now
        if task.token in stays
        and plan.old.by_key[task.step].minutes == plan.new.by_key[task.step].minutes
        and (task.due_at != plan.was or plan.due == plan.was)
    }


def put(case: Case, plan: Plan) -> None:
    """The case's own columns, in memory."""
    case.procedure_version = plan.version
    case.process_day = plan.day
    case.process_state = to_json(plan.standing.state)
    put_promise(case, plan.promised)
    case.due_at = plan.due


def rewrite(case: Case, plan: Plan, *, ask_new: bool) -> None:
    """The checklist. What was handed in stays; what is not asked for any more is no longer required."""
    for line, paper in plan.lines.kept:
        line.requirement = paper
        line.required = paper.must_be_attached and (line.required or ask_new)
    for line in plan.lines.dropped:
        line.required = False
    changed = [line for line, _ in plan.lines.kept] + list(plan.lines.dropped)
    CasePaper.objects.bulk_update(changed, ["requirement", "required"])
    if ask_new and plan.lines.new:
        last = case.papers.aggregate(last=Max("position"))["last"] or 0
        CasePaper.objects.bulk_create(
            line_of(case, last + place, paper) for place, paper in enumerate(plan.lines.new, start=1)
        )


def line_of(case: Case, position: int, paper: RequiredPaper) -> CasePaper:
    return CasePaper(case=case, position=position, requirement=paper, name=paper.name, required=paper.must_be_attached)


def carry_on(
    case: Case, open_now: Sequence[Task], plan: Plan, kept: set[int], now: datetime, post: Post | str
) -> dict[str, object]:
    """Tasks that stay, end and begin; what the ledger keeps of everything."""
    ending = {token.id for token in plan.standing.closed}
    position_id = post.position_id if isinstance(post, Post) else None
    for task in open_now:
        if task.token in ending:
            tasks.close_task(task=task, position_id=position_id, outcome=MOVED, note="", now=now)
    staying = [task for task in open_now if task.token not in ending]
    for task in staying:
        step = steps.named(case, task)
        task.position = step.position
        if task.role and task.token not in kept:
            task.due_at = timing.step_dues(case, now, [step])[0]
        elif task.role and task.due_at and case.due_at:
            task.due_at = min(task.due_at, case.due_at)
        task.save(update_fields=["position", "due_at"])
    opened = walking.open_all(case, plan.standing.opened, now, due_at=None)
    walked = walking.Walked(case, opened)
    there = [steps.step_named(case, key) for key in plan.goes_on_at()]
    together = steps.words_of(there)
    return {
        "due": case.due_at,
        "next": {"vi": together.vi, "en": together.en},
        "version": case.procedure_version_id,
        "process_day": plan.day.isoformat(),
        "papers": case.papers.count(),
        "limit": limit_text(case.limit_value, case.limit_unit),
        "same_day": case.same_day,
        "dues": [[task.token, task.due_at] for task in (*staying, *opened) if task.role],
        **walked.facts,
    }

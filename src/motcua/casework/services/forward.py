"""Handing a case on: to the next step, back to the previous one, or onto one's own desk."""

from uuid import UUID

from django.db import transaction

from motcua.casework import steps
from motcua.casework.concrete import concrete
from motcua.casework.frame import lock_case, move, record, touch
from motcua.casework.services.refuse import needed
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, MOVES, MoveRefused, State
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

SEND_BACK = Words("Chuyển lại bước trước", "Send back a step")


@transaction.atomic
def forward_case(*, actor: Actor, case_id: UUID, expected: int | None, note: str = "") -> Case:
    """Close one's step and open the next. The last step before the result is left by deciding, not by forwarding."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post = steps.check_my_step(actor, case)
    following = steps.next_step(case, task)
    moving = case.legal_state in (State.ACCEPTED, State.PROCESSING)
    if following is None or not moving or steps.is_deciding_step(case, task):
        raise MoveRefused(move=MOVES["begin"].words, state=FACTS[case.legal_state].words)
    note = concrete(note, "note")
    now = move(case, "begin") if case.legal_state is State.ACCEPTED else touch(case)
    case.save()
    steps.leave(case, post, "forwarded", note, now, task=task)
    opened = steps.enter(case, following, now)
    here = steps.named(case, task.position)
    facts = {"step": steps.both(here), "next": steps.both(following), "agency": opened.agency.name} | steps.told(opened)
    record(case, "case.forwarded", actor, facts, authority=post)
    return case


@transaction.atomic
def return_to_previous(*, actor: Actor, case_id: UUID, expected: int | None, reason: str) -> Case:
    """Not agreed: back to the step before, with the reason. Invalid without one."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post = steps.check_my_step(actor, case)
    earlier = steps.previous_step(case, task)
    if earlier is None or case.legal_state is not State.PROCESSING:
        raise MoveRefused(move=SEND_BACK, state=FACTS[case.legal_state].words)
    reason = concrete(needed(reason))
    now = touch(case)
    case.save()
    steps.leave(case, post, "sent_back", reason, now, task=task)
    opened = steps.enter(case, earlier, now)
    here = steps.named(case, task.position)
    facts = {"step": steps.both(here), "next": steps.both(earlier), "agency": opened.agency.name} | steps.told(opened)
    record(case, "case.sent_back", actor, facts, authority=post)
    return case


@transaction.atomic
def take_task(*, actor: Actor, case_id: UUID, expected: int | None) -> Case:
    """Put the open step on one's own desk, so that colleagues see who has it."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post = steps.check_my_step(actor, case)
    if task.assignee_id == post.position_id:
        return case
    task.assignee_id = post.position_id
    task.save(update_fields=["assignee"])
    touch(case)
    case.save()
    facts = {"step": steps.both(steps.named(case, task.position))}
    record(case, "case.task_taken", actor, facts, authority=post)
    return case

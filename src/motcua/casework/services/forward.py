"""Handing a case on: to the next steps, back to an earlier one, or onto one's own desk."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from motcua.base.access.roles import Leader
from motcua.base.acting import act
from motcua.casework import bundled, elsewhere, signing, steps, sub_requests, taken_back, walking
from motcua.casework.concrete import concrete
from motcua.casework.finishing import kept, leave
from motcua.casework.frame import lock_case, move, record, touch
from motcua.casework.services.decide import check_said
from motcua.casework.services.refuse import needed
from motcua.casework.signing import Draft
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.domain.processes.graph.definition import SignOff
from motcua.domain.processes.graph.faults import ReturnRefused
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

RETURNING = (State.PROCESSING, State.DECIDED)
SEND_BACK = Words("Chuyển lại bước trước", "Send back a step")


@act
def forward_case(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    note: str = "",
    task_id: UUID | None = None,
    data: Mapping[str, Any] | None = None,
    draft: Draft | None = None,
    documents: Sequence[str] = (),
) -> Case:
    """Finish one's step; what follows by the case's process is opened. A deciding step is left by deciding instead.

    `task_id` where several steps are open, `data` what the step fills in and the choices behind it look at: Invalid
    names each wrong field. `documents` are those done of what the step produces; StepNotReady where its condition does
    not hold. `draft` is the text of the result where the step prepares it; the sign-offs of the step are
    recorded: NothingDrafted, NotApproved.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post, open_now = steps.check_my_step(actor, case, task_id)
    if not steps.may_forward(case, task):
        raise MoveRefused(move=steps.SENDING_ON, state=FACTS[case.legal_state].words)
    sub_requests.check_nothing_awaited(case, task, leads=Leader.name in post.roles)
    note = concrete(note, "note")
    done = leave(case, task, data or {}, documents)
    begins = case.legal_state is State.ACCEPTED
    now = move(case, "begin") if begins else touch(case)
    begun = elsewhere.sent_on(case, now) if begins else {}
    said = draft if SignOff.PREPARE in signing.asked_at(case, task) else None
    if said is not None:
        check_said(said.outcome, said.text)
    planned = walking.complete(case, open_now, task)
    case.save()
    signing.sign(case, task, post, actor, said)
    walked = walking.carry_out(case, planned, now, post=post, outcome="forwarded", note=note, documents=done)
    facts = {"step": steps.both(steps.named(case, task)), **walked.facts, **kept(done)}
    if walked.opened:
        record(case, "case.forwarded", actor, facts | walked.said | begun, authority=post)
    else:
        record(case, "case.branch_done", actor, facts, authority=post)
    return case


@act
def return_to_previous(
    *, actor: Actor, case_id: UUID, expected: int | None, reason: str, task_id: UUID | None = None, to: str = ""
) -> Case:
    """Not agreed: back to an earlier step, the usual one where `to` names none, with the reason. Invalid without one.

    A decided case goes back to another step after the decision, or to who signed it: then it is decided anew.
    ReturnRefused for a step the process has no return to.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post, open_now = steps.check_my_step(actor, case, task_id)
    ways = steps.ways_back(case, task, open_now) if case.legal_state in RETURNING else {}
    if not ways:
        raise MoveRefused(move=SEND_BACK, state=FACTS[case.legal_state].words)
    reason = concrete(needed(reason))
    place, step = next((way for way in ways.items() if to in ("", way[0], way[1].key)), ("", None))
    if step is None:
        raise ReturnRefused
    unsigned = case.legal_state is State.DECIDED and step.node.decides
    now = move(case, "unsign") if unsigned else touch(case)
    kept = taken_back.take_back(case, step.key, post, reason, now) if unsigned else None
    planned = walking.send_back(case, open_now, task, place)
    case.save()
    walked = walking.carry_out(case, planned, now, post=post, outcome="sent_back", note=reason)
    facts = {"step": steps.both(steps.named(case, task)), **walked.said, **walked.facts}
    if kept is None:
        record(case, "case.sent_back", actor, facts, authority=post)
    else:
        record(case, "case.decision_returned", actor, facts | {"number": kept.number}, authority=post)
        bundled.tell_taken_back(case, actor)
    return case


@act
def take_task(*, actor: Actor, case_id: UUID, expected: int | None, task_id: UUID | None = None) -> Case:
    """Put an open step on one's own desk, so that colleagues see who has it. MoveRefused unless it is worked on."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post, _ = steps.check_my_step(actor, case, task_id)
    steps.check_takeable(case)
    if task.assignee_id is not None and task.assignee_id in (post.position_id, post.stands_for):
        return case
    task.assignee_id = post.position_id
    task.save(update_fields=["assignee"])
    touch(case)
    case.save()
    facts = {"step": steps.both(steps.named(case, task)), "token": task.token}
    record(case, "case.task_taken", actor, facts, authority=post)
    return case

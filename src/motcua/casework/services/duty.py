"""A financial duty (tax, dues): while the citizen owes it the clock stands; it goes on when it is settled."""

from uuid import UUID

from django.db import transaction

from motcua.casework import steps, sub_requests, timing, walking
from motcua.casework.concrete import concrete
from motcua.casework.frame import lock_case, move, record
from motcua.casework.services.refuse import needed
from motcua.domain.cases.enums import StopReason
from motcua.domain.cases.models import Case, ClockStop
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

AMOUNT_WRONG = Words("Số tiền là một số nguyên, tính bằng đồng.", "The amount is a whole number of đồng.")


@transaction.atomic
def request_duty(*, actor: Actor, case_id: UUID, expected: int | None, reason: str, amount_vnd: int | None) -> Case:
    """Tell the applicant what is owed and stop the clock (status 6 of the national list)."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    post = steps.check_my_step(actor, case).post
    if amount_vnd is not None and amount_vnd <= 0:
        raise Invalid({"amount_vnd": AMOUNT_WRONG})
    note = concrete(needed(reason))
    now = move(case, "ask_duty")
    ClockStop.objects.filter(case=case, reason=StopReason.OPINION, ended_at=None).update(ended_at=now)
    effect = timing.duty_effect(case, now)
    ClockStop.objects.create(
        case=case,
        reason=StopReason.DUTY,
        effect=effect,
        note=note,
        amount_vnd=amount_vnd,
        began_at=now,
    )
    timing.recompute_due(case)
    case.save()
    facts = {"amount_vnd": amount_vnd, "due": case.due_at, "effect": effect}
    record(case, "case.duty_requested", actor, facts, authority=post)
    return case


@transaction.atomic
def settle_duty(*, actor: Actor, case_id: UUID, expected: int | None, evidence: str) -> Case:
    """Confirm by a document that the duty is paid; the clock goes on. Invalid without evidence."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    _, post, open_now = steps.check_my_step(actor, case)
    proof = needed(evidence)
    now = move(case, "settle_duty")
    ClockStop.objects.filter(case=case, ended_at=None).update(ended_at=now, evidence=proof)
    timing.recompute_due(case)
    case.save()
    dues = walking.rededicate(case, open_now, now) | sub_requests.stand_again(case, now)
    facts = {"due": case.due_at.isoformat() if case.due_at else None, **dues}
    record(case, "case.duty_settled", actor, facts, authority=post)
    return case

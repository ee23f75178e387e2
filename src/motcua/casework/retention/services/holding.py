"""A hold on a case: placed with its ground, released with a reason; both are told by the ledger."""

from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.ledger import append
from motcua.casework.frame import lock_case, subject
from motcua.casework.retention.errors import HoldNotFound
from motcua.casework.retention.models import Hold, HoldKind
from motcua.domain.cases.permissions import check_may, post_for
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

WRONG = {
    "kind": Words("Bạn chọn vì sao giữ.", "Please choose why it is held."),
    "citation": Words(
        "Bạn ghi số, ngày văn bản yêu cầu giữ.", "Please give number and day of the paper asking for it."
    ),
    "reason": Words("Bạn ghi lý do giữ.", "Please say why it is held."),
}
WHY_RELEASED = Words("Bạn ghi vì sao thôi giữ.", "Please say why it is held no longer.")


@transaction.atomic
def place_hold(*, actor: Actor, case_id: UUID, kind: str, citation: str, reason: str) -> Hold:
    """From now on nothing of the case is erased; several may stand side by side. Invalid names what is missing."""
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    check_may(actor, permissions.DATA_KEEP, case, case.resolving_path)
    said = {"kind": kind if kind in HoldKind.values else "", "citation": citation.strip(), "reason": reason.strip()}
    if wrong := {name: WRONG[name] for name, text in said.items() if not text}:
        raise Invalid(wrong)
    hold = Hold.objects.create(case=case, placed_by=actor.name, **said)
    facts = {"kind": hold.kind, "citation": hold.citation, "hold": hold.pk}
    post = post_for(actor, permissions.DATA_KEEP, case, case.resolving_path)
    append(subject(case), "case.hold_placed", actor, facts, authority=post or "")
    return hold


@transaction.atomic
def release_hold(*, actor: Actor, hold_id: UUID, reason: str) -> Hold:
    """The case is under the rules again, if no other hold stands. HoldNotFound also where it was released before."""
    found = Hold.objects.filter(pk=hold_id).first()
    if found is None:
        raise HoldNotFound
    case = lock_case(actor=actor, case_id=found.case_id, expected=None)
    check_may(actor, permissions.DATA_KEEP, case, case.resolving_path)
    hold = Hold.objects.select_for_update().get(pk=hold_id)
    if hold.released_at is not None:
        raise HoldNotFound
    if not reason.strip():
        raise Invalid({"release_reason": WHY_RELEASED})
    hold.released_at, hold.released_by, hold.release_reason = clock.now(), actor.name, reason.strip()
    hold.save()
    post = post_for(actor, permissions.DATA_KEEP, case, case.resolving_path)
    facts = {"citation": hold.citation, "hold": hold.pk}
    append(subject(case), "case.hold_released", actor, facts, authority=post or "")
    return hold

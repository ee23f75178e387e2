"""Deciding on a whole heap of flags in one act: all of a kind, or all of a procedure, are right as they were read.

Lock: some hundred procedures in the order of their keys, for the transaction that confirms their flags; so nobody
waits long, and of two people at once each finds what the other left. One ledger entry for each procedure and
transaction. Where the machine stops in between, the rest is still in the queue.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from motcua.base.ledger import append
from motcua.domain.catalogue.enums import FlagState
from motcua.domain.catalogue.errors import HeapDone, HeapTooWide, ReviewNoteNeeded
from motcua.domain.catalogue.models import ImportFlag, Procedure
from motcua.domain.catalogue.permissions import check_may_write
from motcua.domain.catalogue.queries.review import Queue, flags_in
from motcua.domain.catalogue.services.review import NO_NOTE
from motcua.domain.catalogue.services.subjects import subject
from motcua.kernel import clock
from motcua.kernel.actor import Actor

MOST, AT_ONCE = 2000, 200
"""Flags one act decides on, a few seconds' work; and flags in one transaction."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    flags: int
    procedures: int


def confirm_heap(*, actor: Actor, queue: Queue, seen_until: datetime, note: str) -> Confirmed:
    """The open flags of a kind or a procedure, as far as they stood there at `seen_until`, are right as read.

    At most `MOST`, in the order of the queue. Denied, HeapTooWide, ReviewNoteNeeded; HeapDone when none is left.
    """
    check_may_write(actor)
    if not note.strip():
        raise ReviewNoteNeeded({"note": NO_NOTE})
    flags, procedures = 0, set[UUID]()
    while flags < MOST and (found := heap(queue, seen_until)[: min(AT_ONCE, MOST - flags)]):
        confirmed = _confirm(actor, queue, seen_until, note.strip(), {flag.procedure_id for flag in found})
        flags += len(confirmed)
        procedures |= {flag.procedure_id for flag in confirmed}
    if not flags:
        raise HeapDone
    return Confirmed(flags, len(procedures))


@transaction.atomic
def _confirm(actor: Actor, queue: Queue, seen_until: datetime, note: str, keys: set[UUID]) -> list[ImportFlag]:
    """What is still open of these procedures once they are locked: nothing where somebody was faster."""
    locked = Procedure.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", "code")
    codes = dict(locked)
    flags = list(heap(queue, seen_until).filter(procedure__in=codes)[:AT_ONCE])
    ImportFlag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        state=FlagState.CONFIRMED.value, note=note, decided_by=actor.account_id, decided_at=clock.now()
    )
    _tell(actor, flags, codes, note)
    return flags


def heap(queue: Queue, seen_until: datetime) -> QuerySet[ImportFlag]:
    """The open flags a queue holds, without what came later. HeapTooWide for neither a kind nor a procedure."""
    if not (queue.reason or queue.code) or queue.state != FlagState.OPEN:
        raise HeapTooWide
    return flags_in(queue).filter(created_at__lte=seen_until)


def _tell(actor: Actor, flags: Iterable[ImportFlag], codes: dict[UUID, str], note: str) -> None:
    counted: dict[UUID, Counter[str]] = {}
    for flag in flags:
        counted.setdefault(flag.procedure_id, Counter())[flag.reason] += 1
    for key, reasons in sorted(counted.items(), key=lambda pair: str(pair[0])):
        facts = {"code": codes[key], "count": reasons.total(), "reasons": ", ".join(sorted(reasons)), "note": note}
        append(subject(key), "procedure.flags_confirmed", actor, facts)

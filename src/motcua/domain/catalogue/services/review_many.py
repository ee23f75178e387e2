"""Deciding on a whole heap of flags in one act: all of a kind, or all of a procedure, are right as they were read.

Lock: the procedures in the order of their keys, then their flags. Of two people at once the second finds only what
the first left. One ledger entry for each procedure.
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

MOST = 2000
"""Flags one act decides on: a few seconds' work."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    flags: int
    procedures: int


@transaction.atomic
def confirm_heap(*, actor: Actor, queue: Queue, seen_until: datetime, note: str) -> Confirmed:
    """The open flags of a kind or a procedure, as far as they stood there at `seen_until`, are right as read.

    At most `MOST`, in the order of the queue. Denied, HeapTooWide, ReviewNoteNeeded; HeapDone when none is left.
    """
    check_may_write(actor)
    if not note.strip():
        raise ReviewNoteNeeded({"note": NO_NOTE})
    keys = set(heap(queue, seen_until).values_list("procedure_id", flat=True)[:MOST])
    procedures = dict(
        Procedure.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", "code")
    )
    flags = [flag for flag in heap(queue, seen_until)[:MOST] if flag.procedure_id in procedures]
    if not flags:
        raise HeapDone
    ImportFlag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        state=FlagState.CONFIRMED.value, note=note.strip(), decided_by=actor.account_id, decided_at=clock.now()
    )
    _tell(actor, flags, procedures, note.strip())
    return Confirmed(len(flags), len({flag.procedure_id for flag in flags}))


def heap(queue: Queue, seen_until: datetime) -> QuerySet[ImportFlag]:
    """The open flags a queue holds, without what came later. HeapTooWide for neither a kind nor a procedure."""
    if not (queue.reason or queue.code) or queue.state != FlagState.OPEN:
        raise HeapTooWide
    return flags_in(queue).filter(created_at__lte=seen_until)


def _tell(actor: Actor, flags: Iterable[ImportFlag], codes: dict[UUID, str], note: str) -> None:
    counted: dict[UUID, Counter[str]] = {}
    for flag in flags:
        counted.setdefault(flag.procedure_id, Counter())[flag.reason] += 1
    for key, reasons in counted.items():
        facts = {"code": codes[key], "count": reasons.total(), "reasons": ", ".join(sorted(reasons)), "note": note}
        append(subject(key), "procedure.flags_confirmed", actor, facts)

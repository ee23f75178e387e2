"""Reorganisations as people follow them: how far, what waits, and answers read from a table."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from motcua.casework.reorganisation.models import Operation, Stage, Undecided
from motcua.casework.reorganisation.plan import Plan
from motcua.casework.reorganisation.services.running import Choice, digest_of
from motcua.kernel.words import Words


def latest() -> Operation | None:
    return Operation.objects.exclude(stage=Stage.DRAFT).first()


def operation_of(plan: Plan) -> Operation | None:
    return Operation.objects.exclude(stage=Stage.DRAFT).filter(digest=digest_of(plan)).first()


def progress(operation: Operation) -> dict[str, Any]:
    """Counts by kind, for people and programs."""
    things = operation.handed.order_by("kind").values_list("kind").annotate(count=Count("pk"))
    return {
        "id": operation.pk, "title": operation.title, "decision": operation.decision,
        "from_day": operation.from_day, "stage": operation.stage, "cases": operation.cases, "total": operation.total,
        "things": dict(things), "undecided": waiting_for(operation).count(),
        "begun_at": operation.begun_at, "worked_at": operation.worked_at, "ended_at": operation.ended_at,
    }  # fmt: skip


def handed_by_kind(operation: Operation) -> list[tuple[str, int, int]]:
    """kind, how many went over, how many ended without a follower."""
    went, ended = Count("pk", Q(new_id__isnull=False)), Count("pk", Q(new_id=None))
    rows = operation.handed.order_by("kind").values_list("kind").annotate(went=went, ended=ended)
    return [(kind, there, gone) for kind, there, gone in rows]


def why_ended(operation: Operation) -> list[tuple[str, Words, int]]:
    """kind, reason, how many: of what ended without a follower."""
    gone = operation.handed.filter(new_id=None).exclude(reason_vi="").order_by("kind", "reason_vi")
    rows = gone.values_list("kind", "reason_vi", "reason_en").annotate(count=Count("pk"))
    return [(kind, Words(vi, en), count) for kind, vi, en, count in rows]


def handed_by_successor(operation: Operation) -> dict[str, dict[str, int]]:
    """By the identifier of who took over: kind and how many."""
    found: dict[str, dict[str, int]] = {}
    over = operation.handed.filter(new_id__isnull=False).order_by("successor__identifier", "kind")
    for heir, kind, count in over.values_list("successor__identifier", "kind").annotate(count=Count("pk")):
        found.setdefault(heir, {})[kind] = count
    return found


def waiting_for(operation: Operation) -> Any:
    """What nobody has decided yet."""
    found = Undecided.objects.filter(operation=operation, done_at=None, chosen="")
    return found.exclude(former__identifier__in=list(operation.defaults)).select_related("former")


def undecided_rows(operation: Operation) -> list[tuple[Any, ...]]:
    """kind, id, label, former, candidates: for a table that comes back with a successor in each row."""
    rows = waiting_for(operation).order_by("former__identifier", "kind", "label")
    return [(one.kind, str(one.object_id), one.label, one.former.identifier, tuple(one.candidates)) for one in rows]


def read_decisions(text: str) -> list[Choice]:
    """Rows with kind, id and successor; those without a successor are left for later.

    A row of kind "agency" names by its identifier the successor of everything that is left of that body.
    """
    return list(_choices(csv.DictReader(io.StringIO(text))))


def _choices(rows: Iterable[dict[str, Any]]) -> Iterable[Choice]:
    for line, row in enumerate(rows, start=2):
        successor = str(row.get("successor") or "").strip()
        if successor:
            yield Choice(str(row.get("kind") or "").strip(), str(row.get("id") or "").strip(), successor, line)

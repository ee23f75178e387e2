"""Reorganisations as people follow them: how far, what waits, and answers read from a table."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from motcua.casework.reorganisation.models import Operation, Undecided
from motcua.casework.reorganisation.plan import Plan
from motcua.casework.reorganisation.services.running import Choice, digest_of


def latest() -> Operation | None:
    return Operation.objects.first()


def operation_of(plan: Plan) -> Operation | None:
    return Operation.objects.filter(digest=digest_of(plan)).first()


def progress(operation: Operation) -> dict[str, Any]:
    """Counts by kind, for people and programs."""
    things = operation.handed.order_by("kind").values_list("kind").annotate(count=Count("pk"))
    return {
        "id": operation.pk, "title": operation.title, "decision": operation.decision,
        "from_day": operation.from_day, "stage": operation.stage, "cases": operation.cases, "total": operation.total,
        "things": dict(things), "undecided": waiting_for(operation).count(),
        "begun_at": operation.begun_at, "worked_at": operation.worked_at, "ended_at": operation.ended_at,
    }  # fmt: skip


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

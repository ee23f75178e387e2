"""Bringing the due moments of open cases in line with the calendar, a batch of locked cases at a time.

Safe to repeat and to run beside officials: each case is locked as by any act, reckoned anew under the lock, and changed
only where the moment differs. Lock order: cases by id, then their ledger heads.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from motcua.base.calendars.queries import current_calendar
from motcua.base.daysoff.overlay import Decided
from motcua.base.daysoff.queries import decided_days
from motcua.base.ledger import append
from motcua.casework import recount
from motcua.casework.frame import subject
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

BATCH = 100


def recount_due() -> int:
    """Every open case whose clock runs; how many due moments moved. Each moved one is told to the ledger."""
    keys = list(recount.running().order_by("id").values_list("pk", flat=True))
    return sum(_recount_batch(keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))


@transaction.atomic
def _recount_batch(keys: list[UUID]) -> int:
    rules = recount.Rules(current_calendar(), decided_days())
    locked = recount.running().select_for_update(of=("self",)).filter(pk__in=keys).order_by("id")
    return sum(_put(case, due, rules.decided) for case, due in _changed(locked, rules))


def _changed(locked: QuerySet[Case], rules: recount.Rules) -> Iterator[tuple[Case, datetime]]:
    for case, stops in recount.with_stops(locked):
        due = rules.due_by(case, stops).due
        if due is not None and due != case.due_at and not _hours_only(case, due):
            yield case, due


def _hours_only(case: Case, due: datetime) -> bool:
    """Later on the same day: that comes from other opening hours, not from the calendar, and is no promise."""
    assert case.due_at
    return due > case.due_at and clock.local(due).date() == clock.local(case.due_at).date()


def _put(case: Case, due: datetime, decided: tuple[Decided, ...]) -> int:
    was = case.due_at
    assert was
    case.due_at = due
    case.save(update_fields=["due_at"])
    for task in Task.objects.filter(case=case, closed_at=None).exclude(role=""):
        if task.due_at is not None and (task.due_at == was or task.due_at > due):
            task.due_at = due
            task.save(update_fields=["due_at"])
    ground = _ground(case, was, due, decided)
    append(subject(case), "case.due_moved", SYSTEM, {"was": was.isoformat(), "due": due.isoformat(), "ground": ground})
    return 1


def _ground(case: Case, was: datetime, due: datetime, decided: tuple[Decided, ...]) -> str:
    """The latest decision about a day between acceptance and the farther of the two moments."""
    assert case.accepted_at
    first, last = clock.local(case.accepted_at).date(), clock.local(max(was, due)).date()
    near = [one for one in decided if first <= one.day <= last and case.receiving_path.startswith(one.agency_path)]
    newest = max(near, key=lambda one: one.withdrawn_at or one.entered_at, default=None)
    return newest.decision if newest else ""

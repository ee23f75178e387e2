"""Bringing the due moments of open cases in line with the calendar, a batch of locked cases at a time.

Safe to repeat and to run beside officials: each case is locked as by any act, reckoned anew under the lock, and changed
only where the moment differs. Lock order: cases by id, then their ledger heads.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.queries import current_calendar
from motcua.base.daysoff.queries import decided_days
from motcua.base.ledger import append
from motcua.casework import recount
from motcua.casework.frame import subject
from motcua.casework.restating import LEFT
from motcua.domain.cases.deadlines import Stop
from motcua.domain.cases.models import Case, ClockStop
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

BATCH = 200


def recount_due() -> int:
    """Every open case whose clock runs; how many due moments moved. Each moved one is told to the ledger."""
    keys = list(recount.running().order_by("id").values_list("pk", flat=True))
    hours: dict[UUID, OfficeHours] = {}
    return sum(_recount_batch(keys[start : start + BATCH], hours) for start in range(0, len(keys), BATCH))


@transaction.atomic
def _recount_batch(keys: list[UUID], hours: dict[UUID, OfficeHours]) -> int:
    """`hours` are asked for once in a whole run; the days are read anew, under the locks."""
    locked = recount.running().select_for_update(of=("self",)).filter(pk__in=keys).order_by("id")
    rows = list(recount.with_stops(locked))
    rules = recount.Rules(current_calendar(), decided_days(), hours)
    changed = list(_changed(rows, rules))
    moved = [(case, was, found.due) for case, was, found in changed if found.due]
    restated = {case.pk: _restate(case, found) for case, _, found in changed if found.restated}
    _put(moved)
    for case, was, due in moved:
        facts = {"was": was.isoformat(), "due": due.isoformat(), "ground": _ground(case, was, due, rules)}
        append(subject(case), "case.due_moved", SYSTEM, facts | restated.get(case.pk, {}))
    return len(moved)


def _restate(case: Case, found: recount.Due) -> dict[str, object]:
    """Put on the case how its stops count now, and from when its time counts; what the ledger keeps of it."""
    anew = {stop.began: stop for stop in found.stops}
    for row in ClockStop.objects.filter(case=case):
        stop = anew.get(row.began_at)
        if stop is None:
            row.delete()
        elif stop.effect != row.effect:
            row.effect = stop.effect
            row.save(update_fields=["effect"])
    if case.counts_from != found.counts_from:
        case.counts_from = found.counts_from
        case.save(update_fields=["counts_from"])
    return {
        "stops": [[str(stop.reason), stop.effect, stop.began, stop.ended] for stop in found.stops],
        "counted_from": found.counts_from,
    }


def _changed(
    rows: list[tuple[Case, tuple[Stop, ...]]], rules: recount.Rules
) -> Iterator[tuple[Case, datetime, recount.Due]]:
    """Cases with the moment that was and what comes."""
    for case, stops in rows:
        found = rules.due_by(case, stops)
        due = found.due
        if due is not None and case.due_at and due != case.due_at and not _hours_only(case, due):
            yield case, case.due_at, found


def _hours_only(case: Case, due: datetime) -> bool:
    """Later on the same day: that comes from other opening hours, not from the calendar, and is no promise."""
    assert case.due_at
    return due > case.due_at and clock.local(due).date() == clock.local(case.due_at).date()


def _put(moved: list[tuple[Case, datetime, datetime]]) -> None:
    """The cases, and their open steps where these were due with the case or would be due after it: few statements."""
    cases = {case.pk: (was, due) for case, was, due in moved}
    for case, _, due in moved:
        case.due_at = due
    Case.objects.bulk_update([case for case, _, _ in moved], ["due_at"])
    steps = []
    for task in Task.objects.filter(case__in=list(cases), closed_at=None).exclude(role=""):
        was, due = cases[task.case_id]
        if task.due_at is not None and (task.due_at == was or task.due_at > due):
            task.due_at = due
            steps.append(task)
    Task.objects.bulk_update(steps, ["due_at"])


def _ground(case: Case, was: datetime, due: datetime, rules: recount.Rules) -> str:
    """The latest decision about a day between acceptance and the farther of the two moments, or about a rule."""
    assert case.accepted_at
    first, last = clock.local(case.accepted_at).date(), clock.local(max(was, due)).date()
    near = [
        (one.withdrawn_at or one.entered_at, one.decision)
        for one in rules.decided
        if first <= one.day <= last and case.receiving_path.startswith(one.agency_path)
    ]
    names = {*recount.COUNTING, *LEFT, *(("same_day_cut_off",) if case.same_day else ())}
    ended = [one for one in rules.ruled if one.ending and one.rule.name in names and one.rule.since <= last]
    near += [(one.ending.entered_at, one.ending.decision) for one in ended if one.ending]
    return max(near, default=(None, ""))[1]

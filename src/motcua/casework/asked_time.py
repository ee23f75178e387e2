"""How long it is until an asked agency must answer, or since: in its own working time, for badges."""

from collections.abc import Iterable
from uuid import UUID

from motcua.casework.surroundings import time_rules_of
from motcua.domain.cases.deadlines import remaining
from motcua.domain.directory.queries.offices import offices_for
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock
from motcua.kernel.words import Words


def lengths_of_requests(requests: Iterable[SubRequest]) -> dict[UUID, Words]:
    """By request; against its end, else now. Two statements, however many there are, and none for none.

    Nothing where no working time lies between: then the hours of the clock say more.
    """
    rows = list(requests)
    if not rows:
        return {}
    serving = offices_for({one.agency_id for one in rows}, clock.today())
    offices = {one.pk: serving.get(one.agency_id, one.case.office_id) for one in rows}
    rules, found = time_rules_of(offices.values()), dict[UUID, Words]()
    for one in rows:
        own = rules[offices[one.pk]]
        left = remaining(one.closed_at or clock.now(), one.due_at, own.calendar(one.agency_path), own.hours)
        if left.days or left.hours or left.minutes:
            found[one.pk] = left.length
    return found

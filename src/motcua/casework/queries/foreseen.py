"""Cases that will be late, for the leader who may apologise: those of their agencies, the most urgent first."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from motcua.base.access import permissions
from motcua.casework.foresight import Foreseen, Foresight
from motcua.casework.services.apology_orders import open_cases
from motcua.domain.cases.models import ApologyOrder, Case
from motcua.domain.directory.models import Agency
from motcua.kernel import clock
from motcua.kernel.actor import Actor

AHEAD = timedelta(days=14)
MOST = 200
"""How far ahead is looked, and how many are shown."""


@dataclass(frozen=True, slots=True)
class LateCase:
    case: Case
    found: Foreseen


def late_cases(actor: Actor) -> list[LateCase]:
    """That may have an apology, due within the next weeks or past, and not to be done in time."""
    scope = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_DECIDE):
        scope |= Q(resolving_path__startswith=path)
    foresight, rows = Foresight.begun(), list[LateCase]()
    for case, tasks in open_cases(scope & Q(due_at__lt=clock.now() + AHEAD)):
        found = foresight.of(case, tasks)
        if found is not None and found.late:
            rows.append(LateCase(case, found))
            if len(rows) == MOST:
                break
    return rows


def own_orders(actor: Actor) -> list[tuple[Agency, ApologyOrder | None]]:
    """The agencies at which this actor decides, with their standing orders."""
    ids = {post.agency_id for post in actor.posts if permissions.CASE_DECIDE in post.permissions}
    orders = ApologyOrder.objects.in_bulk(ids)
    return [(agency, orders.get(agency.pk)) for agency in Agency.objects.filter(pk__in=ids).order_by("path")]

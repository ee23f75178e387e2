"""Who sees a case because a step of it is done at their agency."""

from django.db.models import Q

from motcua.base.access import permissions
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor


def sees_by_task(actor: Actor, case: Case) -> bool:
    """A step of the case is or was done at an agency whose cases this official may see. At most one statement."""
    at_theirs = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_SEE):
        at_theirs |= Q(agency_path__startswith=path)
    return Task.objects.filter(at_theirs, case=case).exists()

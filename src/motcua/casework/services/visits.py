"""The visit a case belongs to: one person at one counter, from the first case to getting up."""

from datetime import timedelta
from uuid import UUID

from motcua.domain.cases.models import Visit
from motcua.domain.directory.models import Office
from motcua.kernel import clock
from motcua.kernel.actor import Actor

LONGEST = timedelta(hours=12)


def visit_for(*, actor: Actor, office: Office, person_id: UUID | None, visit_id: UUID | None) -> Visit:
    """The visit going on, where it is this official's, at this office, of this person and of today; else a new one."""
    if visit_id:
        mine = Visit.objects.filter(office=office, opened_by=actor.account_id, opened_at__gt=clock.now() - LONGEST)
        going_on = mine.filter(pk=visit_id).first()
        if going_on is not None and going_on.person_id == person_id:
            return going_on
    return Visit.objects.create(office=office, person_id=person_id, opened_by=actor.account_id, opened_at=clock.now())

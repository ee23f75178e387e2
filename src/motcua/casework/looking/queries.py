"""Alarms, for those who supervise: within their agencies, never their own."""

from uuid import UUID

from django.db.models import QuerySet

from motcua.base.access import permissions
from motcua.base.access.citywide import may_citywide
from motcua.casework.looking.errors import AlarmNotFound
from motcua.casework.looking.models import Alarm
from motcua.domain.directory.models import Person
from motcua.domain.directory.queries import people_below
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def alarms_for(actor: Actor) -> QuerySet[Alarm]:
    """Those the actor may answer, the newest first. Of who has left, for the city itself."""
    found = Alarm.objects.exclude(account=actor.account_id).select_related("account").order_by("-noticed_at", "-id")
    if may_citywide(actor, permissions.LOOKS_SEE):
        return found
    below = people_below(actor.paths(permissions.LOOKS_SEE), clock.today()).order_by()
    return found.filter(account__in=below.values("person__staff_account"))


def waiting_for(actor: Actor) -> QuerySet[Alarm]:
    return alarms_for(actor).filter(answered_at=None)


def find_alarm(actor: Actor, alarm_id: UUID) -> Alarm:
    """AlarmNotFound for others, and for who it is about."""
    found = alarms_for(actor).filter(pk=alarm_id).first()
    if found is None:
        raise AlarmNotFound
    return found


def person_of(alarm: Alarm) -> Person | None:
    return Person.objects.filter(staff_account=alarm.account_id).first()

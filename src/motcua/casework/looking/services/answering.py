"""Who supervises says what the looking was for."""

from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.ledger import Subject, append
from motcua.casework.looking.errors import AlreadyAnswered
from motcua.casework.looking.models import Alarm, Verdict
from motcua.casework.looking.queries import find_alarm, person_of
from motcua.domain.directory.queries.people import agency_paths_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.words import Words

LONGEST = 2000
WHY = Words("Bạn ghi lý do, hoặc việc đã chuyển đến đâu.", "Please note the reason, or where it went to.")


@transaction.atomic
def answer_alarm(*, actor: Actor, alarm_id: UUID, verdict: Verdict, note: str) -> Alarm:
    """Once for each alarm. AlarmNotFound for others and who it is about, AlreadyAnswered, Invalid without a note."""
    if not actor.may(permissions.LOOKS_SEE):
        raise Denied
    found = find_alarm(actor, alarm_id)
    alarm = Alarm.objects.select_for_update().get(pk=found.pk)
    if alarm.answered_at is not None:
        raise AlreadyAnswered
    if not note.strip():
        raise Invalid({"note": WHY})
    alarm.verdict, alarm.note = verdict, note.strip()[:LONGEST]
    alarm.answered_at, alarm.answered_by = clock.now(), actor.name
    alarm.save(update_fields=["verdict", "note", "answered_at", "answered_by"])
    facts = {"alarm": alarm.pk, "verdict": alarm.verdict}
    append(Subject("account", alarm.account_id), "looking.answered", actor, facts, authority=_post(actor, alarm) or "")
    return alarm


def _post(actor: Actor, alarm: Alarm) -> Post | None:
    """Under which the actor answers for the person, or for the city where the person has left."""
    person = person_of(alarm)
    paths = agency_paths_of(person.pk, clock.today()) if person else ()
    return next((post for path in paths if (post := actor.post_for(permissions.LOOKS_SEE, path))), None)

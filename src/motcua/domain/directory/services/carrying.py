"""Absences go with the post when its body ends, in the caller's transaction."""

from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.ledger import Subject, append
from motcua.domain.directory import validity
from motcua.domain.directory.holdings import NOTHING, Passage, Went
from motcua.domain.directory.models import Absence, Position
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.words import Words

POST_GONE = Words("Vị trí không còn tiếp nối.", "The post has no follower.")
AWAY = Words("Vị trí mới đã có lịch vắng mặt trong thời gian đó.", "The new post has an absence in that time already.")


def carry_absence(row: Absence, passage: Passage) -> Went | None:
    """Away at the new post for the rest of the days. The deputy stays one only within the same body."""
    if {row.position_id, row.deputy_id} & passage.waiting:
        return None
    position = Position.objects.select_related("agency").get(pk=row.position_id)
    position_id, agency_id = passage.posts.get(row.position_id, (row.position_id, position.agency_id))
    why = POST_GONE if agency_id in passage.former else NOTHING
    if not why.vi:
        deputy_id = deputy_of(row, passage, position_id, agency_id)
        found = moved(row, passage, position_id, deputy_id)
        if found is not None:
            told: dict[str, object] = {"position_id": position_id, "deputy_id": deputy_id, "ground": passage.decision}
            told |= {"agency": Position.objects.select_related("agency").get(pk=position_id).agency.identifier}
            append(Subject("person", position.person_id), "absence.carried", SYSTEM, told, authority=passage.decision)
            return Went(found, agency_id)
        why = AWAY
    shorten(row, passage)
    told = {"position_id": row.position_id, "agency": position.agency.identifier, "last_day": passage.last_day}
    append(Subject("person", position.person_id), "absence.ended", SYSTEM, told, authority=passage.decision)
    return Went(why=why)


def deputy_of(row: Absence, passage: Passage, position_id: UUID, agency_id: UUID) -> UUID | None:
    if row.deputy_id is None:
        return None
    there = Position.objects.filter(pk=row.deputy_id).values_list("agency_id", flat=True).get()
    deputy_id, at_id = passage.posts.get(row.deputy_id, (row.deputy_id, there))
    return deputy_id if at_id == agency_id and deputy_id != position_id else None


def moved(row: Absence, passage: Passage, position_id: UUID, deputy_id: UUID | None) -> UUID | None:
    """None where the new post has an absence in that time."""
    later = row.valid_from is not None and row.valid_from >= passage.from_day
    valid = row.valid if later else validity.days(passage.from_day, row.valid_until)
    try:
        with transaction.atomic():
            shorten(row, passage)
            follower = Absence.objects.create(
                position_id=position_id, deputy_id=deputy_id, valid=valid, reason=row.reason
            )
    except IntegrityError:
        row.refresh_from_db()
        return None
    found: UUID = follower.pk
    return found


def shorten(row: Absence, passage: Passage) -> None:
    row.valid = validity.cut(row.valid, passage.last_day)
    row.ended_at = clock.now()
    row.save(update_fields=["valid", "ended_at"])

"""How posts and competences go over to the successor of a body, one row at a time, in the caller's transaction."""

from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.access.accounts import rights_changed
from motcua.base.ledger import Subject, append
from motcua.domain.directory import validity
from motcua.domain.directory.enums import Ground
from motcua.domain.directory.holdings import Heir
from motcua.domain.directory.models import Competence, Position
from motcua.domain.directory.queries.offices import office_for
from motcua.kernel.actor import SYSTEM


def hand_position(row: Position, heir: Heir) -> UUID | None:
    """The same person, title and roles at the successor; the former post ends the day before. Sessions end."""
    if _not_begun(row.valid, heir):
        return _moved(row, heir)
    follower = _same_post(row, heir) or Position.objects.create(
        person_id=row.person_id,
        agency_id=heir.agency.pk,
        office=office_for(heir.agency.pk, heir.from_day) if row.office_id else None,
        title=row.title,
        roles=row.roles,
        skills=row.skills,
        valid=validity.days(heir.from_day, row.valid_until),
    )
    row.valid = validity.days(row.valid_from, heir.last_day)
    row.save(update_fields=["valid"])
    told = {"position_id": row.pk, "agency": row.agency.identifier, "title": row.title}
    given = {"position_id": follower.pk, "agency": heir.agency.identifier, "title": row.title, "roles": follower.roles}
    person = Subject("person", row.person_id)
    append(person, "position.ended", SYSTEM, {**told, "last_day": heir.last_day}, authority=heir.decision)
    append(person, "position.given", SYSTEM, {**given, "from_day": heir.from_day}, authority=heir.decision)
    account = row.person.staff_account_id
    if account is not None:
        rights_changed(account)
    found: UUID = follower.pk
    return found


def _same_post(row: Position, heir: Heir) -> Position | None:
    """One the person has there already, with that title; it gets the roles and skills of both."""
    there = Position.objects.select_for_update(of=("self",)).filter(
        person_id=row.person_id, agency_id=heir.agency.pk, title=row.title, valid__endswith__isnull=True
    )
    found = there.first()
    if found is not None and (set(row.roles) - set(found.roles) or set(row.skills) - set(found.skills)):
        found.roles = list(dict.fromkeys([*found.roles, *row.roles]))
        found.skills = sorted({*found.skills, *row.skills})
        found.save(update_fields=["roles", "skills"])
    return found


def hand_competence(row: Competence, heir: Heir) -> UUID | None:
    """The successor decides these procedures from the day on."""
    if _not_begun(row.valid, heir):
        return _moved(row, heir)
    fresh: dict[str, Any] = {name: getattr(row, name) for name in ("ministry", "field", "ministry_key", "field_key")}
    until = validity.last_day(row.valid)
    row.valid = validity.days(validity.first_day(row.valid), heir.last_day)
    row.save(update_fields=["valid"])
    valid = validity.days(heir.from_day, until)
    follower = Competence.objects.create(
        agency_id=heir.agency.pk, valid=valid, ground=Ground.VERIFIED, source=heir.decision, **fresh
    )
    found: UUID = follower.pk
    return found


def _not_begun(valid: DateRange, heir: Heir) -> bool:
    first = validity.first_day(valid)
    return first is not None and first >= heir.from_day


def _moved(row: Position | Competence, heir: Heir) -> UUID:
    """What begins on the day or later begins at the successor."""
    row.agency_id = heir.agency.pk
    row.save(update_fields=["agency"])
    found: UUID = row.pk
    return found

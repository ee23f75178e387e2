"""Taking somebody on: the person found or registered, the post given, the account made, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from motcua.domain.directory.models import Person, Position
from motcua.domain.directory.services.accounts import NewPassword, create_official_account
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.domain.directory.services.positions import appoint
from motcua.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class TakenOn:
    """`password` is None when no account was asked for, or the person has one already."""

    person: Person
    position: Position
    password: NewPassword | None


@transaction.atomic
def take_on(
    *,
    actor: Actor,
    details: PersonDetails,
    agency_id: UUID,
    title: str,
    roles: Iterable[str],
    valid_from: date,
    username: str = "",
    office_id: UUID | None = None,
) -> TakenOn:
    """Raises what `register_person`, `appoint` and `create_official_account` raise; nothing is kept then."""
    person = register_person(actor=actor, details=details).person
    position = appoint(
        actor=actor,
        person_id=person.pk,
        agency_id=agency_id,
        title=title,
        roles=roles,
        valid_from=valid_from,
        office_id=office_id,
    )
    person.refresh_from_db(fields=["staff_account"])
    if not username.strip() or person.staff_account_id is not None:
        return TakenOn(person, position, None)
    password = create_official_account(actor=actor, person_id=person.pk, username=username, email=details.email)
    return TakenOn(person, position, password)

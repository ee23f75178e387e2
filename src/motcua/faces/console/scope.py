"""What an administrator can see: the agencies they manage and everything below. All else looks as if it were not."""

from dataclasses import dataclass
from uuid import UUID

from motcua.base.access import permissions
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency, Office, Person, Position
from motcua.domain.directory.permissions import may_manage_accounts
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible


def agency_within(actor: Actor, agency_id: UUID, permission: str = permissions.DIRECTORY_MANAGE) -> Agency:
    """NotVisible unless the actor holds the permission at the agency."""
    agency = Agency.objects.select_related("parent").filter(pk=agency_id).first()
    if agency is None or not actor.may(permission, agency.path):
        raise NotVisible()
    return agency


def office_within(actor: Actor, office_id: UUID) -> Office:
    office = Office.objects.select_related("agency").filter(pk=office_id).first()
    if office is None or not actor.may(permissions.DIRECTORY_MANAGE, office.agency.path):
        raise NotVisible()
    return office


@dataclass(frozen=True, slots=True)
class Seen:
    """An official as the actor sees them. `whole`: the actor manages every agency they serve, hence their account."""

    person: Person
    positions: list[Position]
    whole: bool
    himself: bool


def official_within(actor: Actor, person_id: UUID) -> Seen:
    """Somebody who serves or served in an agency of the actor's; of their posts only those. NotVisible otherwise."""
    person = Person.objects.select_related("staff_account").filter(pk=person_id).first()
    held = [] if person is None else list(queries.positions_of(person_id))
    mine = [position for position in held if actor.may(permissions.ACCOUNTS_MANAGE, position.agency.path)]
    if person is None or not mine:
        raise NotVisible()
    paths = queries.agency_paths_of(person_id, clock.today())
    return Seen(person, mine, may_manage_accounts(actor, paths), person_id == actor.person_id)


def position_within(actor: Actor, person_id: UUID, position_id: UUID) -> tuple[Seen, Position]:
    seen = official_within(actor, person_id)
    for position in seen.positions:
        if position.pk == position_id:
            return seen, position
    raise NotVisible()

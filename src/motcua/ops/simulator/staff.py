"""Officials of a place: those who serve there already, and made-up ones where somebody is missing."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from motcua.base.access.roles import permissions_of
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.directory.models import Agency, Person, Position
from motcua.domain.directory.queries.agencies import agencies_on
from motcua.domain.directory.queries.offices import office_for
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.domain.directory.services.positions import appoint
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.ops.simulator.people import Registry

TITLES = {"counter_official": "Công chức Bộ phận Một cửa", "specialist": "Chuyên viên", "leader": "Lãnh đạo đơn vị"}
OTHER_TITLE = "Công chức"
MOST = 4
"""More officials of one role than this are not told apart."""

Cast = dict[tuple[str, str], list[Actor]]


def gather(staff: Mapping[tuple[str, str], int], *, first: date, registry: Registry, office: tuple[str, UUID]) -> Cast:
    """Who does what from the first day on; `office` is the receiving unit and its office."""
    cast: Cast = {}
    for unit, role in sorted(staff):
        agency = agencies_on(first).get(identifier=unit)
        found = serving(agency, role, first)
        for _ in range(min(staff[unit, role], MOST) - len(found)):
            office_id = office[1] if role == "counter_official" and unit == office[0] else None
            found.append(employ(agency, role, first, registry, office_id))
        cast[unit, role] = found[:MOST]
    return cast


def first_desks(agency: Agency, day: date, registry: Registry) -> None:
    """Somebody for each usual step at one agency: a process nobody could follow is not published."""
    office = office_for(agency.pk, day)
    for role in sorted({step.role for step in DEFAULT_STEPS}):
        if not serving(agency, role, day):
            employ(agency, role, day, registry, office.pk if office and role == "counter_official" else None)


def serving(agency: Agency, role: str, day: date) -> list[Actor]:
    """Those who hold a post of that role on the day."""
    held = Position.objects.select_related("person").filter(agency=agency, roles__contains=[role], valid__contains=day)
    return [acting(position, agency, position.person) for position in held.order_by("id")]


def employ(agency: Agency, role: str, day: date, registry: Registry, office_id: UUID | None) -> Actor:
    person = register_person(actor=SYSTEM, details=PersonDetails(full_name=registry.person().name)).person
    position = appoint(
        actor=SYSTEM, person_id=person.pk, agency_id=agency.pk, office_id=office_id,
        title=TITLES.get(role, OTHER_TITLE), roles=[role], valid_from=day,
    )  # fmt: skip
    return acting(position, agency, person)


def acting(position: Position, agency: Agency, person: Person) -> Actor:
    roles = list(position.roles)
    post = Post(position.pk, position.title, agency.pk, agency.path, frozenset(roles), permissions_of(roles))
    return Actor(
        kind="official", name=person.full_name, account_id=person.staff_account_id, person_id=person.pk, posts=(post,)
    )


def some(actors: list[Actor], number: int) -> Actor:
    """Cases are shared out among colleagues."""
    return actors[number % len(actors)]

"""Putting the five people of the demo in their places, by the directory's own acts."""

from datetime import date

from motcua.domain.directory.actors import actor_for
from motcua.domain.directory.enums import IdentityKind, Sex
from motcua.domain.directory.models import Agency, Office, Person
from motcua.domain.directory.queries.agencies import agency_at, commune_agency
from motcua.domain.directory.queries.offices import office_for
from motcua.domain.directory.services.accounts import create_official_account
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.domain.directory.services.positions import appoint
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.ops.demo import people
from motcua.ops.demo.cases import Cast
from motcua.ops.demo.models import Model

CITY = "H26"
BEGIN_WORK = date(2024, 1, 2)


def make_people(model: Model) -> Cast:
    """Four officials with posts and accounts, and the citizen the stand-in provider knows."""
    day = clock.today()
    commune, city = commune_agency(model.commune_code, day), agency_at(CITY, day)
    assert commune and city
    office = office_for(commune.pk, day)
    assert office
    actors = {official.role: employ(official, commune if official.place == "commune" else city, office)
              for official in people.OFFICIALS}  # fmt: skip
    return Cast(
        citizen=known_citizen(),
        counter=actors["counter_official"],
        specialist=actors["specialist"],
        leader=actors["leader"],
        office=office,
    )


def employ(official: people.DemoOfficial, agency: Agency, office: Office) -> Actor:
    person = register_person(actor=SYSTEM, details=PersonDetails(full_name=official.name)).person
    appoint(
        actor=SYSTEM,
        person_id=person.pk,
        agency_id=agency.pk,
        office_id=office.pk if official.role == "counter_official" else None,
        title=official.title,
        roles=[official.role],
        valid_from=max(BEGIN_WORK, agency.valid_from or BEGIN_WORK),
    )
    made = create_official_account(
        actor=SYSTEM, person_id=person.pk, username=official.username, password=people.PASSWORD
    )
    actor = actor_for(made.account)
    assert actor
    return actor


def known_citizen() -> Actor:
    details = PersonDetails(
        full_name=people.CITIZEN_NAME,
        birth_date=date(1990, 3, 14),
        sex=Sex.FEMALE,
        identity_kind=IdentityKind.CCCD,
        identity_number=people.CITIZEN_NUMBER,
        phone="0900000001",
        email="minhanh@congdan.example",
    )
    person: Person = register_person(actor=SYSTEM, details=details).person
    return Actor(kind="citizen", name=person.full_name, person_id=person.pk)

"""The city that is measured: Hanoi's agencies, our own procedures, and three officials with tokens at some communes."""

from dataclasses import dataclass
from uuid import UUID

import psycopg
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.receiving import limits_for, receivable_versions
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.models import Agency, Office, Person, Position
from motcua.domain.directory.queries.offices import office_for
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.domain.directory.services.positions import appoint
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.text import fold

ROLES = ("counter_official", "specialist", "leader")


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who works: as an actor, by token and by session."""

    account: Account
    actor: Actor
    token: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A commune's office with its officials by role."""

    office: Office
    version: ProcedureVersion
    officials: dict[str, Official]


def prepare(communes: int) -> list[Desk]:
    """The desks of so many communes."""
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    version, day = plain_procedure(), clock.today()
    desks: list[Desk] = []
    for agency in Agency.objects.filter(kind="commune", valid__contains=day).order_by("identifier"):
        office = office_for(agency.pk, day)
        if office is not None and len(desks) < communes:
            desks.append(Desk(office, version, {role: official(agency, office.pk, role) for role in ROLES}))
    return desks


def plain_procedure() -> ProcedureVersion:
    """A commune's procedure with one stated time limit and at least three papers, as most have."""
    for version in receivable_versions(level="commune"):
        stated = [limit for limit in limits_for(version.pk, "counter") if limit.value is not None]
        if len(stated) == 1 and version.papers.exclude(kind="note").count() == 3:
            return version
    raise LookupError("no plain procedure")


def official(agency: Agency, office_id: UUID, role: str) -> Official:
    name = f"Công chức {role} {agency.identifier}"
    account = Account.objects.create_account(f"{role}.{agency.identifier}".lower(), kind="official")
    person = Person.objects.create(full_name=name, name_folded=fold(name), staff_account=account)
    appoint(
        actor=SYSTEM, person_id=person.pk, agency_id=agency.pk, title="Công chức", roles=[role],
        valid_from=clock.today(), office_id=office_id if role == ROLES[0] else None,
    )  # fmt: skip
    _, token = create_token(actor=SYSTEM, account=account, name="bench")
    actor = actor_for(account)
    assert actor is not None
    return Official(account, actor, token)


def crowd(until: int) -> None:
    """Officials who only are there, spread over the agencies, until the city has `until` of them."""
    agencies = list(Agency.objects.filter(valid__contains=clock.today()).order_by("identifier"))
    people, posts, accounts = [], [], []
    for number in range(until - Position.objects.count()):
        account = Account(username=f"cb{number}", kind="official", password="!")
        person = Person(full_name=f"Cán Bộ Số {number}", name_folded=fold(f"Cán Bộ Số {number}"), staff_account=account)
        agency, role = agencies[number % len(agencies)], ROLES[1:][number % 2]
        since = DateRange(clock.today(), None)
        accounts.append(account)
        people.append(person)
        posts.append(Position(person=person, agency=agency, title="Chuyên viên", roles=[role], valid=since))
    Account.objects.bulk_create(accounts)
    Person.objects.bulk_create(people)
    Position.objects.bulk_create(posts)


def loading(admin_url: str) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection that copies rows whose references are known to be right, so that none is looked up again."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        (path,) = cursor.fetchone()
    place = f"{admin_url.rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}"
    return psycopg.connect(
        place, autocommit=True, options=f"-c search_path={path.replace(' ', '')} -c session_replication_role=replica"
    )


def connect() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of our own with the rights of the application and default durability, each statement for itself."""
    place = connection.settings_dict
    return psycopg.connect(
        host=place["HOST"], port=place["PORT"], dbname=place["NAME"], user=place["USER"], password=place["PASSWORD"],
        autocommit=True,
    )  # fmt: skip

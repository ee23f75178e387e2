"""The people of one place while a plan is carried out: who acts, for whom, on which case."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from motcua.base.files.models import StoredFile
from motcua.casework.services.accept import Promise
from motcua.casework.surroundings import limits_of
from motcua.domain.cases.enums import ResultWanted
from motcua.domain.cases.models import Bundle
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.directory.enums import IdentityKind, Sex
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.ops.simulator import texts
from motcua.ops.simulator.demand import Arrival, Place
from motcua.ops.simulator.deputies import Deputies
from motcua.ops.simulator.lives import COUNTER, Plan
from motcua.ops.simulator.people import MadePerson, Registry
from motcua.ops.simulator.planning import Deed
from motcua.ops.simulator.staff import Cast, some

COMES_AGAIN = 0.15
LONGEST_PROMISE = timedelta(days=21)
WANTS_ONLINE = 0.5


@dataclass
class Told:
    """What is known of one case while it lives."""

    person: MadePerson
    citizen: Actor | None = None
    case_id: UUID | None = None
    papers: dict[int, UUID] = field(default_factory=dict)
    bundle: Bundle | None = None
    linked: dict[int, UUID] = field(default_factory=dict)
    wanted: str = ResultWanted.COUNTER


@dataclass
class Doer:
    """The people of one place and what they have in hand."""

    place: Place
    plan: Plan
    office_id: UUID
    versions: dict[str, UUID]
    cast: Cast
    registry: Registry
    random: Random
    deputies: Deputies
    attached: list[StoredFile] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)
    regulars: list[Told] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)

    def arrival(self, deed: Deed) -> Arrival:
        return self.plan.arrivals[deed.case]

    def version(self, deed: Deed) -> UUID:
        return self.versions[self.arrival(deed).offer.code]

    def told_of(self, deed: Deed) -> Told:
        """Who it is about: somebody new, or somebody who has been here before."""
        if deed.case not in self.told:
            known = self.random.choice(self.regulars) if self.regulars and self.random.random() < COMES_AGAIN else None
            told = Told(known.person, known.citizen) if known else Told(self.registry.person())
            if self.arrival(deed).channel == "online" and self.random.random() < WANTS_ONLINE:
                told.wanted = ResultWanted.ONLINE
            self.told[deed.case] = told
            self.regulars.append(told)
        return self.told[deed.case]

    def case_id(self, deed: Deed) -> UUID:
        found = self.told[deed.case].case_id
        assert found
        return found

    def official(self, deed: Deed) -> Actor:
        official = some(self.cast[deed.unit, deed.role], deed.case)
        return self.deputies.instead_of(official, deed.unit, deed.role, self.arrival(deed).offer.code)

    def citizen(self, deed: Deed) -> Actor:
        """The applicant as a citizen who has signed in; registered at the first time."""
        told = self.told_of(deed)
        if told.citizen is None:
            person = register_person(actor=SYSTEM, details=registered(told.person)).person
            told.citizen = Actor(kind="citizen", name=person.full_name, person_id=person.pk)
        return told.citizen

    def filer(self, deed: Deed) -> Actor:
        """The applicant where they filed online, else the counter for them."""
        if self.arrival(deed).channel == "online":
            return self.citizen(deed)
        return some(self.cast[self.place.unit, COUNTER], deed.case)

    def promise(self, deed: Deed) -> Promise:
        """The first time the procedure states; a day with its ground where it states none."""
        return promised(self.version(deed), self.arrival(deed).channel)

    def picked(self, count: int) -> int:
        return self.random.randrange(count)


def promised(version_id: UUID, channel: str) -> Promise:
    stated = [limit for limit in limits_of(version_id, channel) if limit.value is not None]
    if stated:
        return Promise(time_limit_id=stated[0].pk)
    day = clock.today() + LONGEST_PROMISE
    return Promise(promised_at=datetime.combine(day, time(17), clock.LOCAL), ground=texts.PROMISE_GROUND)


def registered(person: MadePerson) -> PersonDetails:
    return PersonDetails(
        full_name=person.name,
        birth_date=person.birth,
        sex=Sex.MALE if person.sex == "M" else Sex.FEMALE,
        identity_kind=IdentityKind.CCCD,
        identity_number=person.identity,
        phone=person.phone,
        address=person.address,
    )


def details(told: Told) -> ApplicantDetails:
    person = told.person
    return ApplicantDetails(
        full_name=person.name,
        identity_number=person.identity,
        birth_date=f"{person.birth:%d/%m/%Y}",
        phone=person.phone,
        address=person.address,
        person_id=told.citizen.person_id if told.citizen else None,
    )

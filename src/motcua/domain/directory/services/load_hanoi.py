"""Hanoi's agencies and offices of both eras, built in bulk from the facts files; running it again changes nothing.

Both eras stand side by side in time: until 2025-06-30 the city, its departments, 30 districts and 526 communes, from
2025-07-01 the city, its departments and 126 communes. Which day one looks at decides which model one sees.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.ledger import Subject, append
from motcua.base.territory.facts import UnitFact, hanoi_successions, hanoi_units
from motcua.domain.directory import facts, identifiers, validity
from motcua.domain.directory.enums import AgencyKind, Ground, SuccessionKind
from motcua.domain.directory.models import Agency, AgencySuccession, Competence, Counter, Office, OfficeService
from motcua.domain.directory.permissions import MANAGE
from motcua.domain.directory.services.searching import agency_search_text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied
from motcua.kernel.text import fold

TWO_LEVEL_FROM = date(2025, 7, 1)
THREE_LEVEL_UNTIL = date(2025, 6, 30)
COUNTERS_AT_CENTRE, COUNTERS_ELSEWHERE = 6, 2
SECTOR_AGENCIES = ("S26", "S27")
"""Police and army receive at their own offices, not at the city's centre."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were added this time; zeros when everything stood already."""

    agencies: int
    offices: int


@dataclass
class Draft:
    """What is going to be written, in the order of the tree."""

    agencies: list[Agency] = field(default_factory=list)
    competences: list[Competence] = field(default_factory=list)
    successions: list[AgencySuccession] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    services: list[OfficeService] = field(default_factory=list)
    counters: list[Counter] = field(default_factory=list)


@transaction.atomic
def load_hanoi(*, actor: Actor) -> Loaded:
    """Add what is missing of Hanoi's agencies, competences and offices. For the system and the city's administrator."""
    if actor.kind != "system" and not actor.may(MANAGE, identifiers.path_of("", identifiers.CITY)):
        raise Denied()
    if Agency.objects.filter(identifier=identifiers.CITY).exists():
        return Loaded(0, 0)
    draft = Draft()
    city = _city(draft)
    departments = _departments(draft, city)
    communes = _units(draft, city)
    _succession_of_communes(draft, communes)
    _reception(draft, city, departments)
    _write(draft)
    loaded = Loaded(len(draft.agencies), len(draft.offices))
    append(
        Subject("directory", identifiers.CITY),
        "directory.loaded",
        actor,
        {"agencies": loaded.agencies, "offices": loaded.offices},
    )
    return loaded


def _write(draft: Draft) -> None:
    Agency.objects.bulk_create(draft.agencies, batch_size=500)
    Competence.objects.bulk_create(draft.competences)
    AgencySuccession.objects.bulk_create(draft.successions, batch_size=1000)
    Office.objects.bulk_create(draft.offices, batch_size=500)
    OfficeService.objects.bulk_create(draft.services, batch_size=1000)
    Counter.objects.bulk_create(draft.counters, batch_size=1000)


def _agency(draft: Draft, parent: Agency | None, identifier: str, name: str, short: str, **rest: object) -> Agency:
    agency = Agency(
        identifier=identifier,
        name=name,
        short_name=short,
        search_text=agency_search_text(name, short, identifier),
        parent=parent,
        path=identifiers.path_of(parent.path if parent else "", identifier),
        **rest,
    )
    draft.agencies.append(agency)
    return agency


def _city(draft: Draft) -> Agency:
    return _agency(
        draft,
        None,
        identifiers.CITY,
        facts.committee_name("Thành phố Hà Nội"),
        facts.CITY_SHORT,
        kind=AgencyKind.CITY,
        synthetic=False,
        territory_code="01",
        valid=validity.days(None, None),
    )


def _departments(draft: Draft, city: Agency) -> list[Agency]:
    """One agency per number, valid over all its rows; one competence per row, ministry and field."""
    rows = facts.departments()
    found = []
    for number in dict.fromkeys(row.number for row in rows):
        own = [row for row in rows if row.number == number]
        agency = _agency(
            draft,
            city,
            identifiers.below(city.identifier, number),
            own[-1].name,
            own[-1].short,
            kind=AgencyKind.CENTRE if number == facts.CENTRE_NUMBER else AgencyKind.DEPARTMENT,
            valid=validity.days(own[0].valid_from, own[-1].valid_until),
        )
        found.append(agency)
        draft.competences.extend(competence for row in own for competence in _competences(agency, row))
    return found


def _competences(agency: Agency, row: facts.DepartmentFact) -> Iterator[Competence]:
    for ministry in row.ministries:
        for name in row.fields or ("",):
            yield Competence(
                agency=agency,
                ministry=ministry,
                field=name,
                ministry_key=fold(ministry),
                field_key=fold(name),
                valid=validity.days(row.valid_from, row.valid_until),
                ground=Ground(row.ground),
                source=row.source,
            )


def _units(draft: Draft, city: Agency) -> dict[tuple[str, str], Agency]:
    """The committees of districts and communes with one office each, by (era, territory code)."""
    made: dict[tuple[str, str], Agency] = {}
    for unit in hanoi_units():
        if unit.level == "province":
            continue
        parent = made.get((unit.era, unit.parent_code), city)
        level: identifiers.UnitLevel = "district" if unit.level == "district" else "commune"
        agency = _agency(
            draft,
            parent,
            identifiers.of_unit(parent.identifier, level, unit.code),
            facts.committee_name(unit.name),
            facts.committee_short(unit.name),
            kind=AgencyKind.DISTRICT if level == "district" else AgencyKind.COMMUNE,
            territory_code=unit.code,
            valid=validity.days(unit.valid_from, unit.valid_until),
        )
        made[unit.era, unit.code] = agency
        _unit_office(draft, agency, unit)
    return made


def _unit_office(draft: Draft, agency: Agency, unit: UnitFact) -> None:
    office = _office(draft, agency, "MC", facts.reception_name(unit.name, unit.era), Ground.ASSUMED, agency.valid)
    _serve(draft, office, [agency])


def _office(
    draft: Draft, agency: Agency, group: str, name: str, ground: Ground, valid: DateRange, address: str = ""
) -> Office:
    office = Office(
        agency=agency,
        identifier=identifiers.below(agency.identifier, group),
        name=name,
        address=address,
        ground=ground,
        valid=valid,
    )
    draft.offices.append(office)
    count = COUNTERS_AT_CENTRE if agency.kind == AgencyKind.CENTRE else COUNTERS_ELSEWHERE
    draft.counters.extend(Counter(office=office, number=number) for number in range(1, count + 1))
    return office


def _serve(draft: Draft, office: Office, agencies: Iterable[Agency]) -> None:
    draft.services.extend(OfficeService(office=office, agency=agency) for agency in agencies)


def _reception(draft: Draft, city: Agency, departments: list[Agency]) -> None:
    """Until 2025-06-30 each department receives itself; since then the city's centre and its branches for all.

    Assumptions: which branch receives what is not known, so each receives for all; only branch 1 has a known address.
    """
    for agency in departments:
        if agency.kind == AgencyKind.DEPARTMENT:
            _department_office(draft, city, agency)
    centre = next(agency for agency in departments if agency.kind == AgencyKind.CENTRE)
    since = validity.days(TWO_LEVEL_FROM, None)
    served = [city, *_received_at_centre(departments)]
    main = _office(draft, centre, "MC", centre.name, Ground.ASSUMED, since)
    _serve(draft, main, [centre, *served])
    for number in range(1, facts.BRANCHES + 1):
        address, ground = (facts.FIRST_BRANCH_ADDRESS, Ground.REMEMBERED) if number == 1 else ("", Ground.ASSUMED)
        name = f"Chi nhánh số {number}, {centre.name}"
        _serve(draft, _office(draft, centre, f"CN{number:02d}", name, ground, since, address), served)


def _department_office(draft: Draft, city: Agency, agency: Agency) -> None:
    sector = agency.identifier.endswith(SECTOR_AGENCIES)
    valid = agency.valid
    if not sector and agency.valid_until is None:
        valid = validity.days(agency.valid_from, THREE_LEVEL_UNTIL)
    office = _office(draft, agency, "MC", f"Bộ phận Một cửa {agency.name}", Ground.ASSUMED, valid)
    committee_office = agency.identifier == identifiers.below(identifiers.CITY, "S01")
    _serve(draft, office, [agency, city] if committee_office else [agency])


def _received_at_centre(departments: Iterable[Agency]) -> list[Agency]:
    return [
        agency
        for agency in departments
        if agency.kind == AgencyKind.DEPARTMENT
        and agency.valid_until is None
        and not agency.identifier.endswith(SECTOR_AGENCIES)
    ]


def _succession_of_communes(draft: Draft, units: dict[tuple[str, str], Agency]) -> None:
    seen: set[tuple[UUID, UUID]] = set()
    for old in hanoi_successions():
        former, later = units["three-level", old.old_code], units["two-level", old.new_code]
        if (former.pk, later.pk) not in seen:
            seen.add((former.pk, later.pk))
            kind = SuccessionKind.PART if old.divided else SuccessionKind.WHOLE
            draft.successions.append(
                AgencySuccession(predecessor=former, successor=later, kind=kind, from_day=TWO_LEVEL_FROM)
            )

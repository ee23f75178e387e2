"""The places of a city as the simulation needs them: offices, their hours, what they receive and who decides it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, repeat
from uuid import UUID

from motcua.casework.steps import graph_filed_on, process_filed_on
from motcua.casework.surroundings import limits_of, papers_asked
from motcua.domain.cases.deadlines import TimeLimit
from motcua.domain.catalogue.enums import ServiceLevel
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.linked import all_offered
from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.agencies import agencies_on, agency_resolving
from motcua.domain.directory.queries.offices import office_for, office_hours, offices_of_level
from motcua.domain.processes.graph.definition import Kind
from motcua.ops.simulator.demand import Follower, Offer, Place, Stage, population

FIRST_COMMUNE = "00004"
"""Where the officials of the demo sit: always one of the places."""
CITY_SHARE = 0.16
"""How much of the city's cases its departments decide."""
DUTY_FIELDS = ("dat dai", "dang ky bien phap bao dam")
CASES_PER_PLACE, FEWEST_PLACES = 260, 2
RECEIVING = "receiving_office"
UNIT_DAYS = {"working_day": 1.0, "working_hour": 1 / 8, "hour": 1 / 24, "day": 5 / 7, "month": 22.0}
USUAL_PEOPLE = 50_000.0
NO_TIME_STATED = 15.0


class Town:
    """Read once; `version_ids` by code."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        at_end = {version.pk for version in receivable_versions(on=last)}
        self.versions = [version for version in receivable_versions(on=first) if version.pk in at_end]
        self.version_ids: dict[str, UUID] = {version.procedure.code: version.pk for version in self.versions}
        self.office_ids: dict[str, UUID] = {}
        self.linked = {one.versions[0].procedure.code: one for one in all_offered()}

    def places(self, cases: int) -> list[Place]:
        """As many as so many cases keep busy: the demo's commune, then the largest, and one for the city's departments.

        The first is as busy as the busiest: that is where people look.
        """
        communes = [agency for agency in agencies_on(self.last).filter(kind=AgencyKind.COMMUNE) if self.stands(agency)]
        communes.sort(key=lambda agency: (agency.territory_code != FIRST_COMMUNE, -people_of(agency), agency.path))
        chosen = communes[: max(FEWEST_PLACES, round(cases / CASES_PER_PLACE))]
        quiet = [agency.identifier for agency in communes[len(chosen) :]]
        most = max((people_of(agency) for agency in chosen), default=0.0)
        offers = tuple(self.offers_of_communes())
        found = [
            self.place(number, office, agency.short_name, most if number == 1 else people_of(agency), offers)
            for number, agency in enumerate(chosen, start=1)
            if (office := office_for(agency.pk, self.first)) is not None
        ]
        weight = sum(place.weight for place in found) * CITY_SHARE / (1 - CITY_SHARE)
        found += self.centre(len(communes) + 1, weight)
        asked = chain(quiet, repeat(""))
        return [replace(place, neighbour=next(asked)) for place in found]

    def stands(self, agency: Agency) -> bool:
        """Whether it was there on the first day already."""
        return agency.valid_from is None or agency.valid_from <= self.first

    def centre(self, number: int, weight: float) -> Iterator[Place]:
        """The office that receives for most departments."""
        for office in offices_of_level("city", self.first).select_related("agency"):
            offers = tuple(self.offers_at(office))
            if offers:
                yield self.place(number, office, office.agency.short_name, weight, offers)
                return

    def place(self, number: int, office: Office, name: str, weight: float, offers: tuple[Offer, ...]) -> Place:
        self.office_ids[office.identifier] = office.pk
        hours = office_hours(office.pk, self.last)
        return Place(number, office.identifier, office.agency.identifier, name, weight, hours, offers)

    def offers_of_communes(self) -> Iterator[Offer]:
        for version in self.versions:
            if "commune" in version.levels:
                yield self.with_followers(offer(version, "", self.last))

    def with_followers(self, own: Offer) -> Offer:
        """What may be filed together with it, where a commune decides all of it: no place touches another's cases."""
        linked = self.linked.get(own.code)
        if linked is None or not own.online or not all("commune" in version.levels for version in linked.versions):
            return own
        here = [
            Follower(number, version.procedure.code, stages_of(version, self.last))
            for number, (version, member) in enumerate(linked.pairs, start=1)
            if member.after
        ]
        return replace(own, linked=linked.bundle.key, followers=tuple(here))

    def offers_at(self, office: Office) -> Iterator[Offer]:
        """What the office receives for departments it serves."""
        served = set(office.services.values_list("agency_id", flat=True))
        for version in self.versions:
            if "city" not in version.levels or "commune" in version.levels:
                continue
            found = agency_resolving(
                level="city", day=self.first, ministry=version.issuing_agency, field=version.field.name
            )
            if found is not None and found.pk in served and self.stands(found):
                yield offer(version, found.identifier, self.last)


def first_commune(day: date) -> Agency:
    return agencies_on(day).get(kind=AgencyKind.COMMUNE, territory_code=FIRST_COMMUNE)


def people_of(agency: Agency) -> float:
    return population().get(agency.territory_code, USUAL_PEOPLE)


def offer(version: ProcedureVersion, unit: str, day: date) -> Offer:
    """By the step table of a day."""
    return Offer(
        code=version.procedure.code,
        unit=unit,
        days=days_promised(version),
        stages=stages_of(version, day),
        papers=tuple(
            position for position, paper in enumerate(papers_asked(version.pk), start=1) if paper.must_be_attached
        ),
        online=version.service_level != ServiceLevel.INFORMATION,
        duty=version.field.slug in DUTY_FIELDS,
        branched=any(node.kind is Kind.SPLIT for node in graph_filed_on(version.pk, day).nodes),
    )


def stages_of(version: ProcedureVersion, day: date) -> tuple[Stage, ...]:
    return tuple(Stage(step.role, step.relation == RECEIVING) for step in process_filed_on(version.pk, day)[1:])


def days_promised(version: ProcedureVersion) -> float:
    """The first stated time in working days, roughly: enough to plan by."""
    for limit in limits_of(version.pk, "counter"):
        if limit.value is not None:
            return float(TimeLimit(limit.value, limit.unit).value) * UNIT_DAYS.get(limit.unit, 1.0)
    return NO_TIME_STATED

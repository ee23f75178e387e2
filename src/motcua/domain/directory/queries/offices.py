"""Where people go: which office receives for which agency, when it is open, and who decides what it received."""

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from motcua.base.calendars.facts import rules_on
from motcua.base.calendars.hours import OfficeHours, Spans
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Counter, Office, OfficeHoursRow
from motcua.domain.directory.queries.agencies import LAST_DISTRICT_DAY, agency_resolving, within
from motcua.kernel import clock

DAYS_OF_WEEK = 7


def offices_receiving(agency_id: UUID, day: date) -> QuerySet[Office]:
    """The offices that receive for an agency on a day: its own first."""
    own_first = Case(When(agency_id=agency_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        Office.objects.select_related("agency")
        .filter(services__agency_id=agency_id, valid__contains=day)
        .order_by(own_first, "identifier")
    )


def office_for(agency_id: UUID, day: date) -> Office | None:
    """The office to send somebody to who has business with an agency."""
    return offices_receiving(agency_id, day).first()


def offices_for(agency_ids: Iterable[UUID], day: date) -> dict[UUID, UUID]:
    """The same of several agencies at once, by agency; one that no office serves has none."""
    own_first = Case(When(agency_id=F("services__agency_id"), then=Value(0)), default=Value(1))
    rows = Office.objects.filter(services__agency__in=set(agency_ids), valid__contains=day).order_by(
        own_first.desc(), "-identifier"
    )
    return dict(rows.values_list("services__agency_id", "pk"))


def offices_of(agency_id: UUID, day: date) -> QuerySet[Office]:
    """The offices an agency runs itself."""
    return Office.objects.filter(agency_id=agency_id, valid__contains=day).order_by("identifier")


def offices_below(paths: Iterable[str], day: date) -> QuerySet[Office]:
    """The offices run by agencies within the paths."""
    return (
        Office.objects.select_related("agency")
        .filter(within(paths, "agency__path"), valid__contains=day)
        .order_by("agency__path", "identifier")
    )


def offices_of_level(level: str, day: date, commune_code: str = "") -> QuerySet[Office]:
    """The offices that receive procedures decided at a level; for a commune's level, that commune's when it is given.

    "city": offices that receive for the city or a department.
    """
    kinds = {
        "commune": [AgencyKind.COMMUNE],
        "district": [AgencyKind.DISTRICT if day <= LAST_DISTRICT_DAY else AgencyKind.COMMUNE],
        "city": [AgencyKind.CITY, AgencyKind.DEPARTMENT],
    }.get(level, [])
    found = Office.objects.select_related("agency").filter(services__agency__kind__in=kinds, valid__contains=day)
    if commune_code and kinds == [AgencyKind.COMMUNE]:
        found = found.filter(services__agency__territory_code=commune_code)
    return found.order_by("identifier").distinct()


def office_hours(office_id: UUID, on: date | None = None) -> OfficeHours:
    """The opening hours of a usual week, as they stand on a day (today); the general rule where nothing is set."""
    day = on or clock.today()
    rows = list(OfficeHoursRow.objects.filter(office_id=office_id, valid__contains=day).order_by("weekday", "opens"))
    return OfficeHours(_week(rows)) if rows else rules_on(day).office_hours


def hours_rows(office_id: UUID, day: date) -> list[OfficeHoursRow]:
    """The rows set by officials that hold on a day; none where the general rule holds."""
    return list(OfficeHoursRow.objects.filter(office_id=office_id, valid__contains=day).order_by("weekday", "opens"))


def counters_of(office_id: UUID) -> QuerySet[Counter]:
    return Counter.objects.filter(office_id=office_id).order_by("number")


def resolving_agency(
    *, office: Office, levels: Iterable[str], ministry: str, field: str, on: date | None = None
) -> Agency | None:
    """Which agency decides a procedure received at `office`; None when the office does not receive such procedures.

    `levels` are those at which the procedure is decided. The nearest level to the office comes first: a commune's
    office takes the commune's procedures, any office those of the departments it serves.
    """
    day = on or clock.today()
    run_by = office.agency
    wanted = set(levels)
    if day > LAST_DISTRICT_DAY and "district" in wanted:
        wanted.add("commune")
    for level, kind in (("commune", AgencyKind.COMMUNE), ("district", AgencyKind.DISTRICT)):
        if level in wanted and run_by.kind == kind:
            return run_by
    if "city" not in wanted:
        return None
    found = agency_resolving(level="city", day=day, ministry=ministry, field=field)
    return found if found is not None and office.services.filter(agency=found).exists() else None


def _week(rows: Iterable[OfficeHoursRow]) -> tuple[Spans, ...]:
    week: list[list[tuple[time, time]]] = [[] for _ in range(DAYS_OF_WEEK)]
    for row in rows:
        week[row.weekday].append((row.opens, row.closes))
    return tuple(tuple(spans) for spans in week)

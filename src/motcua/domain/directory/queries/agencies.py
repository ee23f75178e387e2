"""Which agencies there are on a day, and which of them decides."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.base.compiled import compiled
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Competence
from motcua.kernel.text import fold

LAST_DISTRICT_DAY = date(2025, 6, 30)


def agencies_on(day: date) -> QuerySet[Agency]:
    """Every agency that exists on a day, in the order of the tree."""
    return Agency.objects.filter(valid__contains=day).order_by("path")


def children(agency_id: UUID, day: date) -> QuerySet[Agency]:
    """The agencies right below one, on a day."""
    return agencies_on(day).filter(parent_id=agency_id)


def below(path: str, day: date) -> QuerySet[Agency]:
    """The agency of `path` and everything below it, on a day."""
    return agencies_on(day).filter(path__startswith=path)


def within(paths: Iterable[str], field: str = "path") -> Q:
    """A condition: `field` lies at or below one of the paths; no path, nothing."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def lines_above(path: str, day: date) -> list[Agency]:
    """The agencies from the top down to the one of `path`, itself included."""
    groups = path.strip("/").split("/")
    paths = ["/" + "/".join(groups[:count]) + "/" for count in range(1, len(groups) + 1)]
    return list(agencies_on(day).filter(path__in=paths))


def agency_at(identifier: str, day: date) -> Agency | None:
    """The agency that bears the identifier on a day."""
    return agencies_on(day).filter(identifier=identifier).first()


def agencies_found(text: str, *, paths: Iterable[str], day: date) -> QuerySet[Agency]:
    """Agencies within the paths whose name, short name or identifier holds every word of `text`, diacritics aside."""
    found = agencies_on(day).filter(within(paths))
    for word in fold(text).split():
        found = found.filter(search_text__contains=word)
    return found


def commune_agency(territory_code: str, day: date) -> Agency | None:
    """The People's Committee of a commune, by the commune's territory code on that day."""
    return _of_commune.first(territory_code, day)


@compiled
def _of_commune(territory_code: str, day: date) -> QuerySet[Agency]:
    return agencies_on(day).filter(territory_code=territory_code, kind=AgencyKind.COMMUNE)


def agency_resolving(
    *, level: str, day: date, commune_code: str = "", ministry: str = "", field: str = ""
) -> Agency | None:
    """Which agency decides a procedure of `level` ("commune", "district", "city") on a day, for somebody of a commune.

    City level: the department competent for the field, else for the ministry, else the city's committee itself.
    District level has gone to the communes on 2025-07-01 (assumption: what was not given to another level by law).
    None for an unknown commune or another level.
    """
    if level == "city":
        return competent_department(ministry=ministry, field=field, day=day) or _city(day)
    commune = commune_agency(commune_code, day) if commune_code else None
    if commune is None or level not in ("commune", "district"):
        return None
    if level == "district" and day <= LAST_DISTRICT_DAY:
        return commune.parent
    return commune


def competent_department(*, ministry: str, field: str, day: date) -> Agency | None:
    """The department that decides this field of this ministry, by the competences kept in the directory."""
    rows = _competences(fold(ministry), fold(field), day)
    best = max(rows, key=lambda row: len(row.field_key), default=None)
    return None if best is None else best.agency


@compiled
def _competences(ministry: str, field: str, day: date) -> QuerySet[Competence]:
    found = Competence.objects.select_related("agency").filter(Q(field_key=field) | Q(field_key=""))
    return found.filter(ministry_key=ministry, valid__contains=day, agency__valid__contains=day)


def _city(day: date) -> Agency | None:
    return agencies_on(day).filter(kind=AgencyKind.CITY).first()

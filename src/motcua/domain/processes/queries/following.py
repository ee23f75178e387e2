"""Which procedures walk a scope's process, and the agencies at whose desks their cases land."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from motcua.domain.catalogue.models import ProcedureVersion, ProcessStep
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Competence
from motcua.domain.directory.queries import agencies_on
from motcua.domain.processes.queries.holding import holding
from motcua.domain.processes.scopes import CITY, Scope, key_in, scopes_of
from motcua.kernel import clock


def following(scope: Scope, day: date | None = None) -> list[ProcedureVersion]:
    """Versions in force whose cases would walk the scope's table: those without a narrower one of their own."""
    day = day or clock.today()
    within = list(_inside(scope, receivable_versions(on=day)))
    own = set(ProcessStep.objects.filter(version__in=within).values_list("version_id", flat=True))
    narrower = {name for version in within for name in _narrower(scope, version)}
    held = {name for name, process in holding(narrower, day).items() if not process.empty}
    return [
        version
        for version in within
        if not held.intersection(_narrower(scope, version))
        and (scope.text.startswith("procedure:") or version.pk not in own)
    ]


def _inside(scope: Scope, versions: QuerySet[ProcedureVersion]) -> QuerySet[ProcedureVersion]:
    key = key_in(scope.text)
    if scope.text == CITY:
        return versions
    return versions.filter(field=key) if scope.text.startswith("field:") else versions.filter(procedure=key)


def _narrower(scope: Scope, version: ProcedureVersion) -> tuple[str, ...]:
    names = scopes_of(version)
    return names[: names.index(scope.text)] if scope.text in names else ()


def deciding_agencies(versions: Iterable[ProcedureVersion]) -> list[Agency]:
    """The agencies at whose desk such cases land: all communes, and the departments given the fields."""
    levels = {level for version in versions for level in version.levels}
    kinds = Q(pk__in=[])
    if levels & {"commune", "district"}:
        kinds |= Q(kind=AgencyKind.COMMUNE)
    if "city" in levels:
        given = Competence.objects.filter(valid__contains=clock.today()).values_list("agency_id", flat=True)
        kinds |= Q(pk__in=given) | Q(kind=AgencyKind.CITY)
    return list(agencies_on(clock.today()).filter(kinds))

"""What a step table would touch: procedures and open cases, whether somebody is there for each step, and the promises.

Counted over the procedures in force that follow the scope; cases that are open already stay on their own table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.access.roles import fitting
from motcua.base.daysoff.queries import working_day_minutes
from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, ProcessStep, TimeLimit
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Competence, Position
from motcua.domain.directory.queries import agencies_on
from motcua.domain.processes.graph.definition import Relation
from motcua.domain.processes.graph.lines import needed_minutes
from motcua.domain.processes.models import Process
from motcua.domain.processes.queries.holding import holding
from motcua.domain.processes.scopes import CITY, Scope, key_in, scopes_of
from motcua.domain.processes.tables import Line, has_people, promised_minutes
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Unstaffed:
    """A step for which nobody is there at some agencies."""

    number: int
    line: Line
    agencies: int


@dataclass(frozen=True, slots=True)
class Tight:
    """A procedure whose promise is shorter than the steps together."""

    code: str
    name: str
    promised: int
    needed: int


@dataclass(frozen=True, slots=True)
class ProcessEffect:
    procedures: int
    open_cases: int
    agencies: int
    unstaffed: list[Unstaffed] = field(default_factory=list)
    tight: list[Tight] = field(default_factory=list)


def effect_of_table(scope: Scope, lines: Sequence[Line]) -> ProcessEffect:
    """What publishing these lines for the scope would mean today."""
    versions = following(scope)
    agencies = deciding_agencies(versions)
    open_cases = Case.objects.filter(
        state__in=sorted(states.OPEN), procedure_version__procedure__in=[one.procedure_id for one in versions]
    ).count()
    return ProcessEffect(
        procedures=len(versions),
        open_cases=open_cases,
        agencies=len(agencies),
        unstaffed=unstaffed(lines, agencies),
        tight=tight(lines, versions),
    )


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


def unstaffed(lines: Sequence[Line], agencies: Sequence[Agency]) -> list[Unstaffed]:
    """Steps without anybody: a post with the role at the agency or above it, as the worklist finds people."""
    held: dict[str, set[str]] = {}
    for path, roles in Position.objects.filter(valid__contains=clock.today()).values_list("agency__path", "roles"):
        for role in roles:
            held.setdefault(role, set()).add(path)
    told = []
    named = {line.agency for line in lines if line.unit == Relation.NAMED}
    by_identifier = {one.identifier: one for one in agencies_on(clock.today()).filter(identifier__in=named)}
    for number, line in enumerate(lines, start=1):
        if not has_people(line):
            continue
        at = [by_identifier[line.agency]] if line.agency in by_identifier else agencies
        paths = {path for role in fitting(line.role) for path in held.get(role, ())}
        empty = sum(not any(agency.path.startswith(path) for path in paths) for agency in at)
        if empty:
            told.append(Unstaffed(number, line, empty))
    return told


def tight(lines: Sequence[Line], versions: Sequence[ProcedureVersion]) -> list[Tight]:
    """Procedures whose shortest promise is below the shares of all steps together; the tightest first."""
    needed = needed_minutes(lines)
    shortest: dict[object, int] = {}
    day = working_day_minutes()
    limits = TimeLimit.objects.filter(version__in=[one.pk for one in versions], value__isnull=False)
    for version_id, value, unit in limits.values_list("version_id", "value", "unit"):
        minutes = promised_minutes(value or 0, unit, day)
        shortest[version_id] = min(shortest.get(version_id, minutes), minutes)
    found = [
        Tight(one.procedure.code, one.name, shortest[one.pk], needed)
        for one in versions
        if one.pk in shortest and shortest[one.pk] < needed
    ]
    return sorted(found, key=lambda one: (one.promised, one.code))


def used_scopes() -> dict[str, Process]:
    """Every scope with a process of its own today, empty ones left out."""
    scopes = set(Process.objects.values_list("scope", flat=True))
    return {name: process for name, process in holding(scopes, clock.today()).items() if not process.empty}

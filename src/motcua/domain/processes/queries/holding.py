"""Which step table holds: for a version on a day, and for a scope."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from motcua.domain.catalogue.models import ProcedureVersion, ProcessStep
from motcua.domain.catalogue.process import DEFAULT_STEPS, StepFacts
from motcua.domain.directory.validity import first_day
from motcua.domain.processes.models import Process
from motcua.domain.processes.scopes import CITY, scopes_of


def steps_on(version_id: UUID, day: date) -> tuple[StepFacts, ...]:
    """The steps of a case that was filed on `day` under a version. At most three statements.

    The narrowest table counts: the procedure's, the version's own where it is newer, the field's, the city's; where
    nobody published one, the usual four.
    """
    version = ProcedureVersion.objects.get(pk=version_id)
    own = tuple(step.facts for step in ProcessStep.objects.filter(version=version).order_by("position"))
    found = holding(scopes_of(version), day)
    procedure, *wider = (found.get(scope) for scope in scopes_of(version))
    begun = first_day(version.effective) if version.effective else None
    if procedure and not procedure.empty and not (own and begun and begun > procedure.valid_from):
        return facts_of(procedure)
    if own:
        return own
    table = next((process for process in wider if process and not process.empty), None)
    return facts_of(table) if table else DEFAULT_STEPS


def steps_for(scope: str, day: date) -> tuple[StepFacts, ...]:
    """What a scope follows on a day, its own or the wider one's."""
    found = holding((scope, CITY), day)
    table = next((one for key in (scope, CITY) if (one := found.get(key)) and not one.empty), None)
    return facts_of(table) if table else DEFAULT_STEPS


def holding(scopes: Iterable[str], day: date) -> dict[str, Process]:
    """The process that holds in each scope on a day, where one was published. One statement."""
    rows = Process.objects.filter(scope__in=set(scopes), valid_from__lte=day).order_by("scope", "valid_from", "number")
    return {row.scope: row for row in rows}


def facts_of(process: Process) -> tuple[StepFacts, ...]:
    return tuple(line.facts for line in process.lines.order_by("position"))


def published_in(scope: str) -> list[Process]:
    """Every process of a scope, latest first."""
    return list(Process.objects.filter(scope=scope).order_by("-number"))


def last_number(scope: str) -> int:
    return Process.objects.filter(scope=scope).order_by("-number").values_list("number", flat=True).first() or 0

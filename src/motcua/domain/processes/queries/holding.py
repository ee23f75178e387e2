"""Which process holds: for a version on a day, and for a scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from motcua.base.compiled import compiled
from motcua.domain.catalogue.models import ProcedureVersion, ProcessStep
from motcua.domain.catalogue.process import DEFAULT_STEPS, UNTIL_DUE_MINUTES, StepFacts
from motcua.domain.directory.validity import first_day
from motcua.domain.processes import tables
from motcua.domain.processes.graph.definition import Node, Performer, Relation
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.shape import waiting
from motcua.domain.processes.models import Process
from motcua.domain.processes.scopes import CITY, scopes_of
from motcua.kernel.words import Words

USUAL_WORDS = Words("Quy trình chung", "Usual process")
OWN_WORDS = Words("Quy trình của thủ tục", "Process of the procedure")


@lru_cache(maxsize=1)
def usual() -> Graph:
    """The usual four steps, where nobody published anything."""
    return process_of(tables.lines_of(DEFAULT_STEPS), USUAL_WORDS)


@dataclass(frozen=True, slots=True)
class Own:
    """What a version itself brings: the scopes it lies in, narrowest first, its first day, its own steps."""

    scopes: tuple[str, str, str]
    begins: date | None
    steps: tuple[StepFacts, ...]


def graph_on(version_id: UUID, day: date, *, begins: date | None = None) -> Graph:
    """The process of a case that was filed on `day` under a version. Three statements.

    `begins`: the day from which a draft would be in force.
    """
    return graph_among(own_of(version_id, begins), day)


def own_of(version_id: UUID, begins: date | None = None) -> Own:
    """Two statements; of a published version the answer never changes."""
    version = ProcedureVersion.objects.get(pk=version_id)
    own = [step.facts for step in ProcessStep.objects.filter(version=version).order_by("position")]
    return Own(scopes_of(version), first_day(version.effective) if version.effective else begins, tuple(own))


def graph_among(own: Own, day: date) -> Graph:
    """The process of a case that was filed on `day` under the version of `own`. One statement.

    The narrowest one counts: the procedure's, the version's own steps where they are newer, the field's, the city's;
    where nobody published one, the usual four.
    """
    found = holding(own.scopes, day)
    procedure, *wider = (found.get(scope) for scope in own.scopes)
    if procedure and not procedure.empty and not (own.steps and own.begins and own.begins > procedure.valid_from):
        return procedure.graph
    if own.steps:
        return process_of(tables.lines_of(own.steps), OWN_WORDS)
    wide = next((process for process in wider if process and not process.empty), None)
    return wide.graph if wide else usual()


def graph_for(scope: str, day: date) -> Graph:
    """What a scope follows on a day, its own or the wider one's."""
    found = holding((scope, CITY), day)
    wide = next((one for key in (scope, CITY) if (one := found.get(key)) and not one.empty), None)
    return wide.graph if wide else usual()


def steps_on(version_id: UUID, day: date) -> tuple[StepFacts, ...]:
    """The same as a list in the order of reading: what is done, by which unit and role."""
    return facts_of(graph_on(version_id, day))


def facts_of(process: Graph) -> tuple[StepFacts, ...]:
    return tuple(_facts(place, node) for place, node in enumerate(waiting(process), start=1))


def _facts(place: int, node: Node) -> StepFacts:
    who = node.performer or Performer(Relation.RECEIVING, "")
    minutes = UNTIL_DUE_MINUTES if node.minutes is None else node.minutes
    return StepFacts(place, node.key, node.words, who.relation.value, who.role, minutes)


def holding(scopes: Iterable[str], day: date) -> dict[str, Process]:
    """The process that holds in each scope on a day, where one was published. One statement."""
    return {row.scope: row for row in _holding(list(scopes), day)}


@compiled
def _holding(scopes: list[str], day: date) -> QuerySet[Process]:
    found = Process.objects.filter(scope__among=scopes, valid_from__lte=day)
    return found.order_by("scope", "valid_from", "number")


def published_in(scope: str) -> list[Process]:
    """Every process of a scope, latest first."""
    return list(Process.objects.filter(scope=scope).order_by("-number"))


def last_number(scope: str) -> int:
    return Process.objects.filter(scope=scope).order_by("-number").values_list("number", flat=True).first() or 0

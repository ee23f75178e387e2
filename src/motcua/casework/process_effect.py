"""What a process would touch: procedures and open cases, whether somebody is there for each step, and the promises.

Counted over the procedures in force that follow the scope; cases that are open already stay on their own process.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from motcua.base.daysoff.queries import working_day_minutes
from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, TimeLimit
from motcua.domain.processes.graph import times
from motcua.domain.processes.graph.definition import WORK
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.models import Process
from motcua.domain.processes.queries.following import deciding_agencies, following
from motcua.domain.processes.queries.holding import holding
from motcua.domain.processes.queries.staffing import Lacking, lacking
from motcua.domain.processes.scopes import Scope
from motcua.domain.processes.tables import Line, promised_minutes
from motcua.kernel import clock
from motcua.kernel.words import Words

NAME = Words("Quy trình", "Process")


@dataclass(frozen=True, slots=True)
class Unstaffed:
    """A step for which nobody is there at some agencies; `skill`: somebody with the role, but not with the skill."""

    number: int
    name: Words
    role: str
    agencies: int
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Tight:
    """A procedure whose promise is shorter than the steps together."""

    code: str
    name: str
    promised: int
    needed: int


@dataclass(frozen=True, slots=True)
class Staying:
    """A procedure with open cases, which stay on the process they began with."""

    procedure_id: UUID
    code: str
    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class ProcessEffect:
    """`timeless`: steps without working time of their own, which the sum of hours leaves out."""

    procedures: int
    open_cases: int
    agencies: int
    unstaffed: list[Unstaffed] = field(default_factory=list)
    tight: list[Tight] = field(default_factory=list)
    staying: list[Staying] = field(default_factory=list)
    timeless: list[Words] = field(default_factory=list)


def effect_of_table(scope: Scope, lines: Sequence[Line]) -> ProcessEffect:
    """What publishing these lines for the scope would mean today."""
    return effect_of_graph(scope, process_of(lines, NAME))


def effect_of_graph(scope: Scope, graph: Graph) -> ProcessEffect:
    """The same of a process however it was made. `number` counts the steps people do, in the order of reading."""
    versions = following(scope)
    agencies = deciding_agencies(versions)
    staying = staying_cases(versions)
    return ProcessEffect(
        procedures=len(versions),
        open_cases=sum(one.cases for one in staying),
        agencies=len(agencies),
        unstaffed=unstaffed(graph, lacking([(node.key, node.performer) for node in graph.steps], agencies)),
        tight=tight(times.needed_minutes(graph), versions),
        staying=staying,
        timeless=[node.words for node in graph.nodes if node.kind in WORK and times.without_time(node)],
    )


def staying_cases(versions: Sequence[ProcedureVersion]) -> list[Staying]:
    """Procedures with open cases, the most first. One statement."""
    keys = [one.procedure_id for one in versions]
    found = Case.objects.filter(state__in=sorted(states.OPEN), procedure_version__procedure__in=keys).order_by()
    counts = Counter(found.values_list("procedure_version__procedure", flat=True))
    told = [
        Staying(one.procedure_id, one.procedure.code, one.name, counts[one.procedure_id])
        for one in versions
        if one.procedure_id in counts
    ]
    return sorted(told, key=lambda one: (-one.cases, one.code))


def unstaffed(graph: Graph, found: Sequence[Lacking]) -> list[Unstaffed]:
    """By the number of the step and what it is called."""
    numbers = {node.key: number for number, node in enumerate(graph.steps, start=1)}
    told = []
    for one in found:
        node = graph.by_key[one.node]
        assert node.performer
        skill = node.performer.skill if one.skill else ""
        told.append(Unstaffed(numbers[one.node], node.words, node.performer.role, one.agencies, skill))
    return told


def tight(needed: int, versions: Sequence[ProcedureVersion]) -> list[Tight]:
    """Procedures whose shortest promise is below the shares of all steps together; the tightest first."""
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

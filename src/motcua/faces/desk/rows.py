"""Lines of lists of cases, as values for the templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from motcua.base.access.roles import role_named
from motcua.casework.queries.worklist import Row
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import Clock, Facts, Holder
from motcua.domain.catalogue.models import ProcessStep
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.routing.models import Task
from motcua.kernel.words import Words

APPLICANT = Words("Người nộp", "The applicant")
TONES = {Holder.CITIZEN: "stopped", Holder.RECEPTION: "info", Holder.AGENCY: "info", Holder.NOBODY: "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; `stopped` and `done_at` are what the due badge asks."""

    case: Case
    url: str
    facts: Facts
    tone: str
    step: Words | str
    holder: Words | str
    due_at: datetime | None
    stopped: bool
    done_at: datetime | None


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """One statement for all step names."""
    names = step_names({row.case.procedure_version_id for row in rows})
    return [_line(row, names.get(row.case.procedure_version_id, DEFAULT_NAMES)) for row in rows]


DEFAULT_NAMES = {step.position: step.words for step in DEFAULT_STEPS}


def step_names(versions: Iterable[UUID]) -> dict[UUID, dict[int, Words]]:
    """The own steps of these versions, by position; versions that follow the usual four are not among them."""
    names: dict[UUID, dict[int, Words]] = {}
    for step in ProcessStep.objects.filter(version__in=versions).order_by("version_id", "position"):
        names.setdefault(step.version_id, {})[step.position] = Words(step.name_vi, step.name_en)
    return names


def done_at(case: Case) -> datetime | None:
    """The moment against which the due date is measured: decision, or another end."""
    return case.decided_at or case.ended_at


def holder_of(facts: Facts, task: Task | None) -> Words | str:
    """Who has it in hand: the applicant, a named colleague, or a role at an agency."""
    if facts.holder is Holder.CITIZEN:
        return APPLICANT
    if task is None:
        return ""
    if task.assignee is not None:
        return str(task.assignee.person.full_name)
    role = role_named(task.role).title
    return Words("{role}, {agency}", "{role}, {agency}").fill(role=role, agency=task.agency.short_name)


def _line(row: Row, names: dict[int, Words]) -> Line:
    case = row.case
    return Line(
        case=case,
        url=reverse("desk:case", args=[case.pk]),
        facts=row.facts,
        tone=TONES[row.facts.holder],
        step=names.get(row.task.position, "") if row.task else "",
        holder=holder_of(row.facts, row.task),
        due_at=row.due_at,
        stopped=row.facts.clock is Clock.STOPPED,
        done_at=done_at(case),
    )

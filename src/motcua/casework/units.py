"""The unit inside the deciding agency in which a case is worked on, and who may be given work there.

It follows from the tasks of the case, so that the ledger tells it with them: where the latest step of a unit, or of a
specialist, lay. Before the first one it is the unit to which the agency's rules of sharing out give such cases, else
the agency itself, whose head gives the step to somebody of a unit and with it the case to that unit.
"""

from motcua.base.access.roles import Specialist
from motcua.casework.assigning import unit_by_rule
from motcua.casework.steps import performer_of, process_of
from motcua.domain.cases.models import Case
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries.succession import agency_or_heir
from motcua.domain.directory.validity import holds
from motcua.domain.processes.graph.definition import Performer, Relation
from motcua.domain.routing.models import Task
from motcua.kernel import clock

WITHIN = (Relation.UNIT, Relation.SPECIALIST)


def unit_of(case: Case, same_as: str = "") -> Agency:
    """`same_as`: the step whose person does this one, so that it lies where that one lay. At most three statements."""
    last = _latest(case, [same_as]) if same_as else None
    last = last or _latest(case, [step.key for step in process_of(case) if _tells(step.node.performer)])
    if last is None:
        return unit_by_rule(case) or case.resolving_agency
    found = last.agency
    standing = found if holds(found.valid, clock.today()) else agency_or_heir(found.identifier, clock.today())
    return standing if standing and standing.path.startswith(case.resolving_path) else case.resolving_agency


def _latest(case: Case, keys: list[str]) -> Task | None:
    tasks = Task.objects.filter(case=case, step__in=keys).select_related("agency")
    return tasks.order_by("-opened_at", "-token").first()


def _tells(who: Performer | None) -> bool:
    return who is not None and (
        who.relation is Relation.UNIT or (who.relation is Relation.SPECIALIST and who.role == Specialist.name)
    )


def house_of(agency: Agency) -> Agency:
    """The agency a unit is part of; any other body is its own."""
    while agency.kind == AgencyKind.UNIT and agency.parent is not None:
        agency = agency.parent
    return agency


def reaches(task: Task, agency: Agency) -> bool:
    """Whether a step may be given to somebody of a body: its own, or for work within the agency any of its units."""
    if agency.pk == task.agency_id:
        return True
    case, inside = task.case, agency.path.startswith(task.case.resolving_path)
    return inside and within(task) and house_of(agency).pk == case.resolving_agency_id


def within(task: Task) -> bool:
    """Whether the step is work inside the deciding agency, of whichever unit."""
    who = performer_of(task)
    return who is not None and who.relation in WITHIN

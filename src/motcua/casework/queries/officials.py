"""Who may be given the open step of some cases: the officials of its unit with its role, today."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from motcua.casework.steps import performer_of
from motcua.casework.units import reaches, within
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Position
from motcua.domain.directory.queries.agencies import within as within_paths
from motcua.domain.routing.models import Task
from motcua.kernel import clock


def officials_for(tasks: Iterable[Task], headed: Sequence[str] = ()) -> list[Position]:
    """By name, those with the skill the step asks for; of several units those of each.

    For work within the deciding agency also those of its other units, where `headed` are the paths the actor heads.
    """
    wanted = [(task, who.skill if who else "") for task in tasks for who in [performer_of(task)]]
    own = Q(agency__in={task.agency_id for task, _ in wanted})
    houses = {task.case.resolving_path for task, _ in wanted if within(task)}
    beside = within_paths(houses, "agency__path") & within_paths(headed, "agency__path")
    inside = Q(agency__kind=AgencyKind.UNIT) | Q(agency__path__in=houses)
    held = (
        Position.objects.filter(own | (beside & inside), valid__contains=clock.today())
        .select_related("person", "agency__parent")
        .order_by("person__name_folded", "title")
    )
    return [one for one in held if any(_fits(one, task, skill) for task, skill in wanted)]


def _fits(one: Position, task: Task, skill: str) -> bool:
    return task.role in one.roles and (not skill or skill in one.skills) and reaches(task, one.agency)

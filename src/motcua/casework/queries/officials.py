"""Who may be given the open step of some cases: the officials of its unit with its role, today."""

from collections.abc import Iterable

from motcua.casework.steps import performer_of
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.kernel import clock


def officials_for(tasks: Iterable[Task]) -> list[Position]:
    """By name, those with the skill the step asks for; of several units those of each."""
    wanted = {(task.agency_id, task.role, who.skill if who else "") for task in tasks for who in [performer_of(task)]}
    held = (
        Position.objects.filter(agency__in={agency for agency, _, _ in wanted}, valid__contains=clock.today())
        .select_related("person", "agency")
        .order_by("person__name_folded", "title")
    )
    return [
        one
        for one in held
        if any((one.agency_id, role, skill) in wanted for role in one.roles for skill in ("", *one.skills))
    ]

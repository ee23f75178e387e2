"""Who may be given the open step of some cases: the officials of its unit with its role, today."""

from collections.abc import Iterable

from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.kernel import clock


def officials_for(tasks: Iterable[Task]) -> list[Position]:
    """By name; of several units those of each."""
    wanted = {(task.agency_id, task.role) for task in tasks}
    held = (
        Position.objects.filter(agency__in={agency for agency, _ in wanted}, valid__contains=clock.today())
        .select_related("person", "agency")
        .order_by("person__name_folded", "title")
    )
    return [one for one in held if any((one.agency_id, role) in wanted for role in one.roles)]

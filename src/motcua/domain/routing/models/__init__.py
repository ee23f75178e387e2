"""Tables of the routing area."""

from motcua.domain.routing.models.rule import AssignmentRule
from motcua.domain.routing.models.task import Task

__all__ = ["AssignmentRule", "Task"]

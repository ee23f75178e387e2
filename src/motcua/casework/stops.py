"""Which steps of a case are done, under way and still to come: by where the case stands in its process."""

from collections.abc import Mapping
from typing import Literal

from motcua.casework import steps
from motcua.casework.queries.page import CasePage
from motcua.domain.processes.graph.shape import shape_of

Mark = Literal["done", "now", "next"]


def marks_of(page: CasePage) -> Mapping[str, Mark]:
    """By step. A way not taken at a choice stays "next"; of an old case what its tasks tell is done."""
    process = steps.graph_of(page.case)
    standing, bits = steps.standing(page.case, page.open), shape_of(process).bits
    here = {task.step for task in page.open}
    told_by_tasks = not page.case.process_state and not page.open
    closed = {task.step for task in page.tasks} if told_by_tasks and page.case.accepted_at else set()
    marks: dict[str, Mark] = {}
    for step in steps.process_of(page.case):
        done = bool(standing.done & bits[step.key]) or step.key in closed
        marks[step.key] = "now" if step.key in here else "done" if done else "next"
    return marks

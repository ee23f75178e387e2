"""Which steps of a case are done, under way and still to come: by where the case stands in its process."""

from collections.abc import Mapping
from typing import Literal

from motcua.casework import steps
from motcua.casework.queries.page import CasePage
from motcua.domain.processes.graph.shape import WAITING, shape_of

Mark = Literal["done", "now", "next", "past"]
"""`past`: a way that was not taken."""


def marks_of(page: CasePage) -> Mapping[str, Mark]:
    """By step; of a case older than tokens that is over, what its tasks tell is done."""
    process = steps.graph_of(page.case)
    standing, bits = steps.standing(page.case, page.open), shape_of(process).bits
    here = {task.step for task in page.open}
    told_by_tasks = not page.case.process_state and not page.open
    closed = {task.step for task in page.tasks} if told_by_tasks and page.case.accepted_at else set()
    ahead = 0 if standing.begun else sum(bits.values())
    for token in standing.tokens:
        ahead |= shape_of(process).onward[token.node]
    marks: dict[str, Mark] = {}
    for step in steps.process_of(page.case):
        done = bool(standing.done & bits[step.key]) or step.key in closed
        further: Mark = "next" if ahead & bits[step.key] else "past"
        marks[step.key] = "now" if step.key in here else "done" if done else further
    return marks


def passed_of(page: CasePage) -> list[str]:
    """What lies behind the case besides its steps: the start, splits, joins, choices, automatic steps."""
    process = steps.graph_of(page.case)
    done, bits = steps.standing(page.case, page.open).done, shape_of(process).bits
    return [node.key for node in process.nodes if node.kind not in WAITING and done & bits[node.key]]


def branch_of(page: CasePage, step: str) -> int:
    """Which of the branches side by side a step is in, from 1; 0 outside of all."""
    path = shape_of(steps.graph_of(page.case)).paths.get(step, ())
    return path[-1][1] + 1 if path else 0

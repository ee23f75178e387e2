"""What automatic steps owe: noted in the act that passed them, carried out by the worker (`services/errands.py`)."""

from collections.abc import Sequence
from datetime import datetime

from motcua.casework import timing
from motcua.casework.steps import graph_of
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.codec import node_to_json
from motcua.domain.processes.graph.definition import Doing, Node
from motcua.domain.routing.models import Errand


def owe(case: Case, passed: Sequence[str], now: datetime) -> None:
    """Note what is to be done. No statement where nothing is."""
    if not passed:
        return
    process = graph_of(case)
    nodes = [process.by_key[key] for key in dict.fromkeys(passed)]
    owed = [_errand(case, node, now) for node in nodes if node.order is not None]
    if owed:
        Errand.objects.bulk_create(owed)


def _errand(case: Case, node: Node, now: datetime) -> Errand:
    return Errand(
        case=case,
        step=node.key,
        row_version=case.version,
        node=node_to_json(node),
        next_try_at=_not_before(case, node, now),
        created_at=now,
    )


def _not_before(case: Case, node: Node, now: datetime) -> datetime:
    """A reminder waits its working time; everything else is done at once."""
    if node.order is None or node.order.does is not Doing.REMIND:
        return now
    calendar, hours = timing.rules_of(case)
    moment: datetime = calendar.add_working_minutes(now, node.minutes or 0, hours)
    return moment

"""What automatic steps owe: noted in the act that passed them, carried out by the worker (`services/errands.py`)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from motcua.casework import timing
from motcua.casework.steps import graph_of
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.codec import node_to_json
from motcua.domain.processes.graph.definition import Doing, Kind, Node, Order
from motcua.domain.processes.graph.state import Token
from motcua.domain.routing.models import Errand


def owe(case: Case, passed: Sequence[str], opened: Sequence[Token], now: datetime) -> None:
    """Note what is to be done: by automatic steps passed, and at ASK steps that open. No statement where nothing is."""
    if not passed and not opened:
        return
    process = graph_of(case)
    nodes = [process.by_key[key] for key in dict.fromkeys(passed)]
    asking = [asked_by_itself(process.by_key[token.node]) for token in opened]
    owed = [_errand(case, node, now) for node in [*nodes, *filter(None, asking)] if node.order is not None]
    if owed:
        Errand.objects.bulk_create(owed)


def asked_by_itself(node: Node) -> Node | None:
    """An ASK step of which the process says all: whom to ask, and what. Its requests go out when it opens."""
    if node.kind is not Kind.ASK or not node.asks or not all(one.question.vi.strip() for one in node.asks):
        return None
    return replace(node, order=Order(Doing.ASK))


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

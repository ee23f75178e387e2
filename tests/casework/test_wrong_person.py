"""Random processes, random people, random acts: nobody does a step that is not theirs, and no step is lost."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from motcua.casework import steps
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused
from motcua.domain.processes.graph.definition import WORK, Kind, Performer, Process, Relation
from motcua.domain.processes.graph.faults import ReturnRefused
from motcua.domain.processes.graph.state import from_json
from motcua.domain.routing.models import Task
from motcua.domain.routing.steps import steps_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from tests.casework.test_life import receive
from tests.domain.processes.graph.growing import grow
from tests.support.town import Town

PERFORMERS = (
    Performer(Relation.RECEIVING, "counter_official"),
    Performer(Relation.SPECIALIST, "specialist"),
    Performer(Relation.LEADER, "leader"),
)
MAY = {
    "counter": {"counter_official"},
    "specialist": {"specialist"},
    "leader": {"specialist", "leader"},
    "administrator": set(),
    "stranger": set(),
    "citizen": set(),
}
"""Which steps each person of the town may do, told without asking the program."""
ROUNDS = 25


def tree(chance: Random, depth: int = 0) -> Any:
    kinds = ["step", "step", "ask"] if depth > 2 else ["step", "seq", "par", "par", "choice", "loop"]
    kind = chance.choice(kinds)
    if kind in ("step", "ask"):
        return (kind,)
    rule = {"<": [{"var": "a"}, chance.randrange(4)]}
    inner = [tree(chance, depth + 1) for _ in range({"loop": 1, "choice": 2}.get(kind, 3 if kind == "seq" else 2))]
    return (kind, rule, *inner) if kind in ("choice", "loop") else (kind, *inner)


def random_process(chance: Random) -> Process:
    told, _ = grow(tree(chance))
    first = told.steps[0].key
    nodes = [
        replace(node, performer=PERFORMERS[0] if node.key == first else chance.choice(PERFORMERS))
        if node.kind in WORK
        else node
        for node in told.nodes
    ]
    return replace(told, nodes=tuple(nodes))


def acts(chance: Random, who: Actor, case: Case, task: Task) -> list[Callable[[], Case]]:
    whom: dict[str, Any] = {"actor": who, "case_id": case.pk, "expected": None, "task_id": task.pk}
    return [
        lambda: take_task(**whom),
        lambda: forward_case(**whom, data={"a": chance.randrange(4)}),
        lambda: forward_case(**whom),
        lambda: return_to_previous(**whom, reason="Thiếu giấy tờ."),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_nobody_does_what_is_not_theirs(town: Town, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = Random(seed)
    process = random_process(chance)
    monkeypatch.setattr(steps, "graph_filed_on", lambda version, day: process)
    monkeypatch.setattr(steps, "process_filed_on", lambda version, day: steps_of(process))
    case = receive(town)
    for _ in range(ROUNDS):
        before = list(Task.objects.filter(case=case, closed_at=None))
        task, name = chance.choice(before), chance.choice([*MAY, "leader", "specialist", "counter"])
        try:
            chance.choice(acts(chance, getattr(town, name), case, task))()
            assert task.role in MAY[name], f"{name} did a step of {task.role}"
        except (NotYourStep, CaseNotFound):
            assert task.role not in MAY[name], f"{name} was kept from a step of {task.role}"
        except Invalid:
            assert task.role in MAY[name], "told of a wrong field of a step that is not theirs"
        except (MoveRefused, ReturnRefused):
            pass
        case.refresh_from_db()
        state = from_json(case.process_state)
        waiting = {(one.id, one.node) for one in state.tokens}
        assert waiting == set(Task.objects.filter(case=case, closed_at=None).values_list("token", "step"))
    assert all(process.by_key[node].kind is not Kind.END for _, node in waiting) and waiting
    assert verify_cases().sound

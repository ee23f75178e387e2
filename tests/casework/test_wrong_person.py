"""Random processes, random people, random acts: nobody does a step that is not theirs, and no step is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from motcua.casework import steps
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.validity import days
from motcua.domain.processes.graph.definition import WORK, Kind, Node, Performer, Process, Relation
from motcua.domain.processes.graph.faults import ReturnRefused
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.state import from_json
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.errors import NobodyAsked
from motcua.domain.routing.models import Task
from motcua.domain.routing.steps import steps_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.domain.processes.graph.growing import grow
from tests.support.town import Town, make_agency, make_official

SKILL, OTHER = "Đo đạc", "H26.S1"
PERFORMERS = (
    Performer(Relation.RECEIVING, "counter_official"),
    Performer(Relation.RECEIVING, "counter_official", thread=True),
    Performer(Relation.SPECIALIST, "specialist"),
    Performer(Relation.SPECIALIST, "specialist", skill=SKILL),
    Performer(Relation.LEADER, "leader"),
    Performer(Relation.PARENT, "leader"),
    Performer(Relation.PARENT, "specialist"),
    Performer(Relation.NAMED, "leader", agency=OTHER),
    Performer(Relation.NAMED, "specialist", agency=OTHER, skill=SKILL),
)
ROUNDS = 30


class Crowd:
    """Everybody of the town, and who may do what, told without asking the program."""

    def __init__(self, town: Town) -> None:
        department = make_agency(OTHER, "Sở Xây dựng", "department", town.city)
        told: list[tuple[str, Agency, str, frozenset[str]]] = [
            ("second_counter", town.commune, "counter_official", frozenset()),
            ("surveyor", town.commune, "specialist", frozenset({SKILL})),
            ("department_specialist", department, "specialist", frozenset()),
            ("department_surveyor", department, "specialist", frozenset({SKILL})),
            ("department_leader", department, "leader", frozenset({SKILL})),
            ("city_leader", town.city, "leader", frozenset()),
        ]
        self.people: dict[str, Actor] = {}
        self.facts: dict[str, tuple[str, str, frozenset[str]]] = {
            "citizen": ("–", "", frozenset()),
            "stranger": ("–", "counter_official", frozenset()),
            "administrator": ("/", "administrator", frozenset()),
            "counter": (town.commune.path, "counter_official", frozenset()),
            "specialist": (town.commune.path, "specialist", frozenset()),
            "leader": (town.commune.path, "leader", frozenset()),
        }
        self.people = {name: getattr(town, name) for name in self.facts}
        for name, agency, role, skills in told:
            who = make_official(name, name, agency, [role])
            Position.objects.filter(pk=who.posts[0].position_id).update(skills=list(skills))
            self.people[name] = replace(who, posts=(replace(who.posts[0], skills=skills),))
            self.facts[name] = (agency.path, role, skills)
        self.done: dict[str, str] = {}
        self.holder: dict[tuple[int, str], str | None] = {}

    def fits(self, name: str, path: str, who: Performer) -> bool:
        """By role, place and skill."""
        place, role, skills = self.facts[name]
        roles = {who.role, "leader"} if who.role == "specialist" else {who.role}
        return role in roles and path.startswith(place) and (not who.skill or who.skill in skills)

    def opened(self, task: Task, node: Node) -> None:
        """Whose a step is that just began, where the process gives it to one person."""
        who = node.performer
        assert who
        wanted = "counter" if who.thread else self.done.get(who.same_as)
        self.holder[task.token, task.step] = wanted if wanted and self.fits(wanted, task.agency_path, who) else None

    def may(self, name: str, task: Task, node: Node) -> bool:
        who = node.performer
        assert who
        if not self.fits(name, task.agency_path, who):
            return False
        if not (who.thread or who.same_as):
            return True
        holder = self.holder[task.token, task.step]
        return holder == name if holder else self.facts[name][1] == "leader"


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
    first, shape = told.steps[0].key, shape_of(told)

    def performer(node: Node) -> Performer:
        if node.key == first:
            return PERFORMERS[0]
        who = chance.choice(PERFORMERS)
        before = [one.key for one in told.steps if one is not node and shape.onward[one.key] & shape.bits[node.key]]
        return (
            replace(who, same_as=chance.choice(before)) if before and not who.thread and chance.random() < 0.4 else who
        )

    nodes = [replace(node, performer=performer(node)) if node.kind in WORK else node for node in told.nodes]
    return replace(told, nodes=tuple(nodes))


def acts(chance: Random, who: Actor, case: Case, task: Task) -> list[tuple[str, Callable[[], Case]]]:
    whom: dict[str, Any] = {"actor": who, "case_id": case.pk, "expected": None, "task_id": task.pk}
    return [
        ("take", lambda: take_task(**whom)),
        ("finish", lambda: forward_case(**whom, data={"a": chance.randrange(4)})),
        ("finish", lambda: forward_case(**whom)),
        ("finish", lambda: return_to_previous(**whom, reason="Thiếu giấy tờ.")),
        ("decide", lambda: decide_case(**whom, outcome="granted", text="Cấp.")),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_does_what_is_not_theirs(town: Town, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance, crowd = Random(seed), Crowd(town)
    process = random_process(chance)
    monkeypatch.setattr(steps, "graph_filed_on", lambda version, day: process)
    monkeypatch.setattr(steps, "process_filed_on", lambda version, day: steps_of(process))
    case = receive(town)
    look(crowd, process, case)
    for _ in range(ROUNDS):
        task = chance.choice(list(Task.objects.filter(case=case, closed_at=None)))
        node = process.by_key[task.step]
        able = [name for name in crowd.people if crowd.may(name, task, node)]
        name = chance.choice([*crowd.people, *able, *able, *able])
        kind, do = chance.choice(acts(chance, crowd.people[name], case, task))
        theirs = crowd.may(name, task, node)
        try:
            do()
            assert theirs, f"{name} did {task.step} of {node.performer}"
            assert kind != "decide", "what decides nothing was decided"
            if kind == "take":
                crowd.holder[task.token, task.step] = name
            else:
                crowd.done[task.step] = name
        except (NotYourStep, CaseNotFound, Denied):
            assert not theirs or kind == "decide", f"{name} was kept from {task.step} of {node.performer}"
        except Invalid:
            assert theirs, "told of a wrong field of a step that is not theirs"
        except (MoveRefused, ReturnRefused, NobodyAsked):
            assert theirs
        case.refresh_from_db()
        look(crowd, process, case)
    assert verify_cases().sound


def look(crowd: Crowd, process: Process, case: Case) -> None:
    """No step is lost; whose each new one is."""
    state = from_json(case.process_state)
    waiting = {(one.id, one.node) for one in state.tokens}
    open_now = list(Task.objects.filter(case=case, closed_at=None))
    assert waiting == {(task.token, task.step) for task in open_now} and waiting
    assert all(process.by_key[node].kind is not Kind.END for _, node in waiting)
    for task in open_now:
        if (task.token, task.step) not in crowd.holder:
            crowd.opened(task, process.by_key[task.step])


USUAL = lines_of(DEFAULT_STEPS)


def post(crowd: Crowd, name: str) -> Any:
    return crowd.people[name].posts[0].position_id


@pytest.mark.parametrize("skilled", [False, True])
def test_the_head_assigns_only_to_who_may_do_it(town: Town, monkeypatch: pytest.MonkeyPatch, skilled: bool) -> None:
    narrowed = {"skill": SKILL} if skilled else {"same_as": "examination"}
    row = Line("Đo", "Measure", "specialist_unit", "specialist", Decimal(8), **narrowed)
    process = process_of([USUAL[0], USUAL[1], row, *USUAL[2:]], Words("Thử", "Trial"))
    monkeypatch.setattr(steps, "graph_filed_on", lambda version, day: process)
    monkeypatch.setattr(steps, "process_filed_on", lambda version, day: steps_of(process))
    crowd = Crowd(town)
    case = receive(town)
    for actor in (town.counter, town.specialist):
        forward_case(actor=actor, case_id=case.pk, expected=None)
    right, wrong = ("surveyor", "specialist") if skilled else ("specialist", "surveyor")
    whom: dict[str, Any] = {"actor": town.leader, "case_id": case.pk, "expected": None}
    with pytest.raises(NotYourStep):
        take_task(actor=crowd.people[wrong], case_id=case.pk, expected=None)
    with pytest.raises(Invalid):
        assign_case(**whom, position_id=post(crowd, wrong))
    assign_case(**whom, position_id=post(crowd, right))
    release_task(**whom)
    if not skilled:
        with pytest.raises(NotYourStep):
            take_task(actor=crowd.people[right], case_id=case.pk, expected=None)
        Position.objects.filter(pk=post(crowd, right)).update(valid=days(date(2010, 1, 1), date(2020, 1, 1)))
        assign_case(**whom, position_id=post(crowd, wrong))
        right = wrong
    forward_case(actor=crowd.people[right], case_id=case.pk, expected=None)

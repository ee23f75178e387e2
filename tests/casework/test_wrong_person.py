"""Random processes, random people, random acts: nobody does a step that is not theirs, and no step is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from motcua.base.access.models import Account
from motcua.casework import steps
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.signing import Draft
from motcua.domain.cases.errors import CaseNotFound, NotApproved, NothingDrafted, NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.directory.actors import actor_for
from motcua.domain.directory.models import Absence, Agency, Delegation, Position
from motcua.domain.directory.validity import days
from motcua.domain.processes.graph.chain import broken
from motcua.domain.processes.graph.definition import WORK, Kind, Node, Performer, Process, Relation, SignOff
from motcua.domain.processes.graph.faults import ReturnRefused
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.state import from_json
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.routing.assigning import Way
from motcua.domain.routing.models import AssignmentRule, Task
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
    Performer(Relation.UNIT, "specialist"),
    Performer(Relation.UNIT, "specialist"),
    Performer(Relation.UNIT, "leader"),
)
SIGNING = ((), (), (SignOff.PREPARE,), (SignOff.INITIAL,))
ROUNDS = 50
FIELDS = {"type": "object", "properties": {"a": {"type": "integer"}}}
SOME_TIME = days(date(2010, 1, 1), None)


class Crowd:
    """Everybody of the town, and who may do what, told without asking the program."""

    def __init__(self, town: Town) -> None:
        department = make_agency(OTHER, "Sở Xây dựng", "department", town.city)
        units = [make_agency(f"H26.T1.{one}", f"Phòng {one}", "unit", town.commune) for one in "AB"]
        told: list[tuple[str, Agency, str, frozenset[str]]] = [
            ("second_counter", town.commune, "counter_official", frozenset()),
            ("surveyor", town.commune, "specialist", frozenset({SKILL})),
            ("department_specialist", department, "specialist", frozenset()),
            ("department_surveyor", department, "specialist", frozenset({SKILL})),
            ("department_leader", department, "leader", frozenset({SKILL})),
            ("city_leader", town.city, "leader", frozenset()),
            ("deputy", town.commune, "specialist", frozenset()),
            ("delegate", town.commune, "clerk", frozenset()),
            ("unit_head", units[0], "leader", frozenset()),
            ("unit_specialist", units[0], "specialist", frozenset()),
            ("other_head", units[1], "leader", frozenset()),
            ("other_specialist", units[1], "specialist", frozenset()),
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
        self.commune, self.units = town.commune.path, {unit.path for unit in units}
        self.deputies = {"specialist": "deputy", "counter": "second_counter"}
        self.stand_in(town)
        self.done: dict[str, str] = {}
        self.holder: dict[tuple[int, str], str | None] = {}
        self.places: list[tuple[str, str, bool]] = []
        self.usual = self.commune

    def share_out(self, town: Town) -> None:
        """From now on specialists' work goes to the first unit."""
        unit = Agency.objects.get(identifier="H26.T1.A")
        AssignmentRule.objects.create(agency=town.commune, role="specialist", way=Way.UNIT, unit=unit)
        self.usual = unit.path

    def stand_in(self, town: Town) -> None:
        """Some are away with a deputy; one signs for the leader by a delegation."""
        for away, deputy in self.deputies.items():
            Absence.objects.create(position_id=post(self, away), deputy_id=post(self, deputy), valid=SOME_TIME)
        given: dict[str, Any] = {"agency": town.commune, "scopes": ["all"], "valid": SOME_TIME, "form": "kt"}
        given |= {"decision": "12/QĐ-UBND", "decided_on": date(2026, 1, 5), "title": "Chủ tịch"}
        given |= {"giver_id": post(self, "leader"), "to_position_id": post(self, "delegate")}
        Delegation.objects.create(**given)
        for name, who in self.people.items():
            now = actor_for(Account.objects.get(pk=who.account_id))
            assert now
            self.people[name] = now

    def fits(self, name: str, path: str, who: Performer, *, own: bool = False) -> bool:
        """By role, place and skill. What is delegated is the leader's own, and nobody's `own`."""
        place, role, skills = self.facts[name]
        if name == "delegate" and not own and who.role == "leader" and not who.skill:
            return path == self.commune
        roles = {who.role, "leader"} if who.role == "specialist" else {who.role}
        return role in roles and path.startswith(place) and (not who.skill or who.skill in skills)

    def opened(self, task: Task, node: Node) -> None:
        """Whose a step is that just began, where the process gives it to one person."""
        assert node.performer
        self.holder[task.token, task.step] = self.bound(task, node.performer)

    def bound(self, task: Task, who: Performer) -> str | None:
        wanted = "counter" if who.thread else self.done.get(who.same_as)
        return wanted if wanted and self.fits(wanted, task.agency_path, who, own=True) else None

    def take(self, task: Task, name: str) -> None:
        """A deputy looks after the desk: it stays that of who is away."""
        holder = self.holder[task.token, task.step]
        if not holder or self.deputies.get(holder) != name:
            self.holder[task.token, task.step] = name

    def place(self, who: Performer) -> str:
        """Where a step of a unit begins: where the one lay whose person does it, else where work was done last."""
        same = [path for step, path, _ in self.places if step == who.same_as]
        found = (same or [path for _, path, inside in self.places if inside] or [self.usual])[-1]
        found = found if found.startswith(self.commune) else self.commune
        return self.usual if found == self.commune and who.role == "specialist" else found

    def may(self, name: str, task: Task, node: Node) -> bool:
        who = node.performer
        assert who
        if not self.fits(name, task.agency_path, who):
            return False
        if not (who.thread or who.same_as):
            return True
        holder = self.holder[task.token, task.step]
        if holder is None:
            return self.facts[name][1] == "leader" and name != "delegate"
        return name in (holder, self.deputies.get(holder))

    def may_assign(self, name: str, task: Task, who: Performer, target: str) -> bool:
        """The head of the body does, to who has the role there, or in a unit of the agency that is theirs as well."""
        place, role, _ = self.facts[name]
        there, wanted, skills = self.facts[target]
        within = who.relation in (Relation.UNIT, Relation.SPECIALIST)
        beside = within and there in {*self.units, self.commune} and there.startswith(place)
        if role != "leader" or not task.agency_path.startswith(place) or not (there == task.agency_path or beside):
            return False
        fits = wanted == (task.role) and (not who.skill or who.skill in skills)
        return fits and (not (who.thread or who.same_as) or self.bound(task, who) in (None, target))


def tree(chance: Random, depth: int = 0) -> Any:
    kind = "step" if depth > 2 else chance.choice(["step", "seq", "par", "par", "choice", "loop"])
    if kind == "step":
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

    def told_of(node: Node) -> Node:
        return replace(node, performer=performer(node), fields=FIELDS) if node.kind in WORK else node

    plain = replace(told, nodes=tuple(map(told_of, told.nodes)))
    for step in plain.steps:
        drafted = any(one.sign_off for one in plain.nodes)
        node = replace(step, sign_off=chance.choice(SIGNING if drafted else SIGNING[:-1]))
        signed = replace(plain, nodes=tuple(node if one.key == node.key else one for one in plain.nodes))
        plain = plain if list(broken(signed)) else signed
    return plain


def acts(chance: Random, who: Actor, case: Case, task: Task) -> list[tuple[str, Callable[[], Case]]]:
    whom: dict[str, Any] = {"actor": who, "case_id": case.pk, "expected": None, "task_id": task.pk}
    return [
        ("take", lambda: take_task(**whom)),
        ("finish", lambda: forward_case(**whom, data={"a": chance.randrange(4)}, draft=Draft("granted", "Cấp."))),
        ("finish", lambda: forward_case(**whom)),
        ("finish", lambda: return_to_previous(**whom, reason="Thiếu giấy tờ.")),
        ("decide", lambda: decide_case(**whom, outcome="granted", text="Cấp.")),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_does_what_is_not_theirs(town: Town, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance, crowd = Random(seed), Crowd(town)
    if seed % 2:
        crowd.share_out(town)
    process = random_process(chance)
    monkeypatch.setattr(steps, "graph_filed_on", lambda version, day: process)
    monkeypatch.setattr(steps, "process_filed_on", lambda version, day: steps_of(process))
    case = receive(town)
    look(crowd, process, case)
    for _ in range(ROUNDS):
        task = chance.choice(list(Task.objects.filter(case=case, closed_at=None)))
        node = process.by_key[task.step]
        assert node.performer
        let_in = [name for name, who in crowd.people.items() if steps.post_for_role(who, task)]
        able = [name for name in crowd.people if crowd.may(name, task, node)]
        assert let_in == able, f"{task.step} of {node.performer} at {task.agency_path}"
        name = chance.choice([*crowd.people, *able * 8])
        if chance.random() < 0.2:
            assigned(chance, crowd, case, task, node.performer)
            case.refresh_from_db()
            continue
        kind, do = chance.choice(acts(chance, crowd.people[name], case, task))
        theirs = crowd.may(name, task, node)
        try:
            do()
            assert theirs, f"{name} did {task.step} of {node.performer}"
            assert kind != "decide", "what decides nothing was decided"
            if kind == "take":
                crowd.take(task, name)
            else:
                crowd.done[task.step] = name
        except (NotYourStep, CaseNotFound, Denied):
            assert not theirs or kind == "decide", f"{name} was kept from {task.step} of {node.performer}"
        except Invalid:
            assert theirs, "told of a wrong field of a step that is not theirs"
        except (MoveRefused, ReturnRefused, NothingDrafted, NotApproved):
            assert theirs
        case.refresh_from_db()
        look(crowd, process, case)
    assert len(crowd.done) > 2, "hardly anything was done"
    assert verify_cases().sound


def assigned(chance: Random, crowd: Crowd, case: Case, task: Task, who: Performer) -> None:
    """Somebody gives the step to somebody."""
    official = [name for name in crowd.people if name != "citizen"]
    pairs = [(one, other) for one in official for other in official]
    right = [pair for pair in pairs if crowd.may_assign(pair[0], task, who, pair[1])]
    name, target = chance.choice(right if right and chance.random() < 0.7 else pairs)
    may = crowd.may_assign(name, task, who, target)
    whom: dict[str, Any] = {"actor": crowd.people[name], "case_id": case.pk, "expected": None, "task_id": task.pk}
    try:
        assign_case(**whom, position_id=post(crowd, target))
    except (NotYourStep, CaseNotFound, Denied, Invalid):
        assert not may, f"{name} was kept from giving {task.step} of {who} to {target}"
        return
    assert may, f"{name} gave {task.step} of {who} to {target}"
    crowd.holder[task.token, task.step] = target
    there = Task.objects.get(pk=task.pk).agency_path
    assert there == crowd.facts[target][0]
    if works_inside(who):
        number = list(Task.objects.filter(case=case).order_by("opened_at", "token").values_list("pk", flat=True))
        crowd.places[number.index(task.pk)] = (task.step, there, True)


def works_inside(who: Performer) -> bool:
    return who.relation is Relation.UNIT or (who.relation, who.role) == (Relation.SPECIALIST, "specialist")


def look(crowd: Crowd, process: Process, case: Case) -> None:
    """No step is lost; whose each new one is."""
    state = from_json(case.process_state)
    waiting = {(one.id, one.node) for one in state.tokens}
    open_now = list(Task.objects.filter(case=case, closed_at=None))
    assert waiting == {(task.token, task.step) for task in open_now} and waiting
    assert all(process.by_key[node].kind is not Kind.END for _, node in waiting)
    fresh = [task for task in open_now if (task.token, task.step) not in crowd.holder]
    places = []
    for task in sorted(fresh, key=lambda one: one.token):
        node = process.by_key[task.step]
        assert node.performer
        if node.performer.relation is Relation.UNIT:
            assert task.agency_path == crowd.place(node.performer), f"{task.step} of {node.performer}"
        crowd.opened(task, node)
        places.append((task.step, task.agency_path, works_inside(node.performer)))
    crowd.places += places


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

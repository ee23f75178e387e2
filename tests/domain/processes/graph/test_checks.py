"""What cannot be published, each fault by its own smallest process; and that whatever passes reaches its end."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from motcua.domain.processes.graph import checks, orders, persons, times
from motcua.domain.processes.graph.checks import Finding, findings
from motcua.domain.processes.graph.definition import (
    Asked,
    Flow,
    Kind,
    Node,
    Performer,
    Process,
    Relation,
    SignOff,
)
from motcua.domain.processes.graph.engine import Answer, Complete, Fire, Start, act
from motcua.domain.processes.graph.state import NOT_BEGUN
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import grow, trees

COUNTER = Performer(Relation.RECEIVING, "counter_official")
SPECIALIST = Performer(Relation.SPECIALIST, "specialist")
LEADER = Performer(Relation.LEADER, "leader")
UNIT_HEAD, IN_UNIT = Performer(Relation.UNIT, "leader"), Performer(Relation.UNIT, "specialist")


def step(key: str, performer: Performer | None = SPECIALIST, **facts: Any) -> Node:
    return Node(key, Kind.STEP, Words(key, key), performer, **({"minutes": 60} | facts))


def mark(key: str, kind: Kind) -> Node:
    return Node(key, kind, Words(key, key))


def process(nodes: list[Node], *ways: str, more: tuple[Flow, ...] = ()) -> Process:
    flows = [way.split(">") for text in ways for way in pairs(text)]
    made = tuple(Flow(f"f{n}", source, target) for n, (source, target) in enumerate(flows))
    frame = [mark("start", Kind.START), step("in", COUNTER), *nodes]
    frame += [step("sign", LEADER, decides=True), step("out", COUNTER), mark("end", Kind.END)]
    return Process(Words("Thử", "Trial"), tuple(frame), made + more)


def pairs(text: str) -> list[str]:
    """ "a>b>c" as "a>b", "b>c"."""
    keys = text.split(">")
    return [f"{one}>{other}" for one, other in pairwise(keys)]


LINE = "start>in>a>sign>out>end"
BLOCK = [step("a"), mark("s", Kind.SPLIT), step("b", minutes=90), step("c"), mark("j", Kind.JOIN)]
BLOCK_WAYS = ("start>in>a>s>b>j>sign>out>end", "s>c>j")
CHOICE = [step("a"), mark("c", Kind.CHOICE), step("b")]
FITS = Flow("x1", "c", "b", condition={"==": [1, 1]})
ELSE = Flow("x2", "c", "sign", otherwise=True)


def test_sound_processes_have_no_findings() -> None:
    assert findings(process([step("a")], LINE)) == []
    assert findings(process(BLOCK, *BLOCK_WAYS)) == []
    assert findings(process(CHOICE, "start>in>a>c", "b>sign>out>end", more=(FITS, ELSE))) == []


def line(**facts: Any) -> Process:
    return process([step("a", **facts)], LINE)


def changed(node: str, **facts: Any) -> Process:
    """The block with one node changed."""
    told = process(BLOCK, *BLOCK_WAYS)
    return replace(told, nodes=tuple(replace(one, **facts) if one.key == node else one for one in told.nodes))


def choice(*flows: Flow) -> Process:
    return process(CHOICE, "start>in>a>c", "b>sign>out>end", more=flows)


ask = replace(step("a"), kind=Kind.ASK)
WRONG: list[tuple[Process, str, Words]] = [
    (process([step("a"), step("b")], LINE), "b", checks.UNREACHED),
    (process([step("a"), step("b")], LINE, "a>b"), "b", checks.NO_WAY_OUT),
    (process([step("a"), step("b")], LINE, "a>b>sign"), "a", checks.MANY_WAYS),
    (process([step("a"), step("b")], "start>in>a>b>sign>out>end", "b>a"), "a", checks.CYCLE),
    (choice(FITS, replace(ELSE, otherwise=False, condition=True)), "c", checks.OTHERWISE),
    (choice(FITS, ELSE, Flow("x3", "c", "out", otherwise=True)), "c", checks.OTHERWISE),
    (choice(replace(FITS, condition=None), ELSE), "c", checks.CONDITION),
    (process([*BLOCK[:4], mark("j", Kind.JOIN)], "start>in>a>s>b>j>sign>out>end", "s>c>sign"), "sign", checks.CROSSED),
    (process(BLOCK, "start>in>a>s>b>j>sign>out>end", "s>c>end"), "s", checks.UNPAIRED),
    (process([step("a"), mark("s", Kind.SPLIT), mark("j", Kind.JOIN)], "start>in>a>s>j>sign>out>end"), "s",
     checks.BRANCHES),
    (process([step("a"), mark("j", Kind.JOIN)], "start>in>a>j>sign>out>end"), "j", checks.CROSSED),
    (process(BLOCK, *BLOCK_WAYS, more=(Flow("r", "c", "b", back=True),)), "c", checks.RETURN_TARGET),
    (process(BLOCK, *BLOCK_WAYS, more=(Flow("r", "sign", "b", back=True),)), "sign", checks.RETURN_TARGET),
    (process(BLOCK, *BLOCK_WAYS, more=(Flow("r", "a", "sign", back=True),)), "a", checks.RETURN_TARGET),
    (process(BLOCK, *BLOCK_WAYS, more=(Flow("r", "j", "a", back=True),)), "j", checks.RETURN_SOURCE),
    (changed("b", decides=True, performer=LEADER), "b", checks.DECIDES_ALONE),
    (changed("sign", decides=False), "", checks.DECIDES_ONCE),
    (changed("a", decides=True, performer=LEADER), "", checks.DECIDES_ONCE),
    (changed("sign", performer=SPECIALIST), "sign", checks.LEADER_DECIDES),
    (changed("sign", performer=UNIT_HEAD), "sign", checks.UNIT_DECIDES),
    (changed("in", performer=SPECIALIST), "in", checks.BEGINS),
    (changed("out", performer=LEADER), "out", checks.ENDS),
    (line(performer=None), "a", checks.NO_PERFORMER),
    (line(performer=Performer(Relation.LEADER, "counter_official")), "a", checks.ROLE_FITS),
    (line(performer=Performer(Relation.NAMED, "specialist")), "a", checks.NO_AGENCY),
    (line(performer=Performer(Relation.SPECIALIST, "specialist", agency="H26.1")), "a", checks.NO_AGENCY),
    (line(performer=replace(SPECIALIST, same_as="sign")), "a", checks.SAME_AS),
    (line(performer=replace(SPECIALIST, same_as="a")), "a", checks.SAME_AS),
    (line(performer=replace(SPECIALIST, same_as="gone")), "a", checks.SAME_AS),
    (line(performer=replace(SPECIALIST, same_as="in")), "a", persons.ELSEWHERE),
    (line(performer=replace(SPECIALIST, thread=True)), "a", persons.THREAD_FITS),
    (line(sign_off=(SignOff.SIGN, SignOff.PREPARE)), "a", checks.SIGN_ORDER),
    (changed("a", words=Words("a", " ")), "a", checks.UNNAMED),
    (process([ask], LINE), "a", checks.ASKS_NOBODY),
    (process([replace(ask, asks=(Asked("H26.1", 60),), enough=2)], LINE), "a", checks.ENOUGH),
    (process([step("a"), mark("t", Kind.TIMER)], "start>in>a>t>sign>out>end"), "t", checks.TIMER),
    (process([step("a"), mark("c1", Kind.CHOICE), mark("c2", Kind.CHOICE)], "start>in>a>c1>c2", "c2>sign>out>end",
             more=(Flow("r", "c2", "c1", back=True, condition=True),)), "c2", checks.BY_ITSELF),
]  # fmt: skip


@pytest.mark.parametrize(("told", "node", "words"), WRONG, ids=lambda part: str(part)[:40])
def test_each_fault_is_found_at_its_node(told: Process, node: str, words: Words) -> None:
    found = findings(told)
    if words is checks.BY_ITSELF:
        assert words in [one.words for one in found]
        return
    assert Finding(node, words) in found


def test_the_whole_of_a_process_is_looked_at() -> None:
    told = line()
    assert findings(replace(told, nodes=told.nodes[1:])) == [Finding("", checks.ONE_START)]
    assert Finding("", checks.NO_END) in findings(replace(told, nodes=told.nodes[:-1], flows=told.flows[:-1]))
    many = [step(f"m{n}") for n in range(60)]
    long = "start>in>" + ">".join(one.key for one in many) + ">sign>out>end"
    assert findings(process(many, long)) == [Finding("", checks.TOO_MANY)]
    wide = [mark("s", Kind.SPLIT), mark("j", Kind.JOIN), *[step(f"w{n}") for n in range(9)]]
    ways = ["start>in>s", "j>sign>out>end", *[f"s>w{n}>j" for n in range(9)]]
    assert set(findings(process(wide, *ways))) == {Finding("", checks.TOO_WIDE), Finding("s", checks.BRANCHES)}


def test_hours_count_the_longest_branch_against_the_promise() -> None:
    told = process(BLOCK, *BLOCK_WAYS)
    assert times.needed_minutes(told) == 60 + 60 + 90 + 60 + 60
    assert findings(told, promised=330) == []
    (found,) = findings(told, promised=329)
    assert "5.5" in found.words.en and "5.48" in found.words.en


def test_agencies_and_people_are_looked_up() -> None:
    named = line(performer=Performer(Relation.NAMED, "specialist", agency="H26.9"))
    knows: Callable[[str], bool] = {"H26.1"}.__contains__
    assert findings(named) == []
    assert [one.node for one in findings(named, knows_agency=knows)] == ["a"]
    asking = process([replace(ask, asks=(Asked("H26.9", 60), Asked("H26.1", 60)))], LINE)
    assert [str(one.words) for one in findings(asking, knows_agency=knows)] == [
        str(checks.UNKNOWN_AGENCY.fill(agency="H26.9"))
    ]
    assert findings(line(), staffed=lambda node: node.key != "a") == [Finding("a", checks.NOBODY)]


PERSONS = [
    (IN_UNIT, IN_UNIT, True), (SPECIALIST, IN_UNIT, True), (IN_UNIT, SPECIALIST, False), (LEADER, UNIT_HEAD, True),
    (UNIT_HEAD, LEADER, False), (UNIT_HEAD, IN_UNIT, True), (IN_UNIT, UNIT_HEAD, False), (COUNTER, IN_UNIT, False),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "fits"), PERSONS)
def test_who_did_one_step_could_do_the_other(first: Performer, second: Performer, fits: bool) -> None:
    told = process(
        [step("a", performer=first), step("b", performer=replace(second, same_as="a"))], "start>in>a>b>sign>out>end"
    )
    assert (Finding("b", persons.ELSEWHERE) in findings(told)) is not fits


@settings(max_examples=60, deadline=None)
@given(trees)
def test_random_processes_of_blocks_are_sound_in_shape_and_reach_their_end(tree: Any) -> None:
    told, _ = grow(tree)
    asks = (Asked("H26", 60),)
    nodes = [replace(one, asks=asks) if one.kind is Kind.ASK else one for one in told.nodes]
    nodes = [replace(one, minutes=5) if one.kind is Kind.TIMER else one for one in nodes]
    told = replace(told, nodes=tuple(nodes))
    known = {orders.TOO_EARLY, checks.DECIDES_ONCE, checks.BEGINS, checks.ENDS, checks.TOO_WIDE, checks.BRANCHES}
    assert {one.words for one in findings(told)} <= known
    state = act(told, NOT_BEGUN, Start({"a": 9, "b": 9})).state
    for _ in range(3000):
        if state.over:
            break
        one = state.tokens[-1]
        kind = {Kind.TIMER: Fire, Kind.ASK: Answer}.get(told.by_key[one.node].kind, Complete)
        state = act(told, state, kind(one.id, {"a": 9, "b": 9})).state
    assert state.over == "ended"

"""Cases moved between random processes half-way: none gets lost, none passes the decision by, all reach the end."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.processes.graph.definition import Flow, Kind, Node, Performer, Process, Relation
from motcua.domain.processes.graph.engine import Fire, Start, act, leaving
from motcua.domain.processes.graph.moving import Moved, examination_of, fits, moved, reception_of, undecided_at
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.state import NOT_BEGUN, State
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import data, grow, trees

LEADER = Performer(Relation.LEADER, "leader")
COUNTER = Performer(Relation.RECEIVING, "counter_official")


def decided(tree: Any) -> Process:
    """A random process between reception and a decision."""
    grown = grow(tree)[0]
    end = next(node for node in grown.nodes if node.kind is Kind.END)
    into = next(flow for flow in grown.flows if flow.target == end.key)
    begun = next(flow for flow in grown.flows if flow.source == grown.start.key)
    more = (
        Node("in", Kind.STEP, Words("in", "in"), COUNTER, 60),
        Node("sign", Kind.STEP, Words("sign", "sign"), LEADER, 60, decides=True),
        Node("out", Kind.STEP, Words("out", "out"), COUNTER, 60),
    )
    flows = [flow for flow in grown.flows if flow not in (into, begun)]
    flows += [replace(begun, target="in"), Flow("g0", "in", begun.target)]
    flows += [replace(into, target="sign"), Flow("g1", "sign", "out"), Flow("g2", "out", end.key)]
    return replace(grown, nodes=(*grown.nodes[:-1], *more, grown.nodes[-1]), flows=tuple(flows))


def step(process: Process, state: State, chance: random.Random, facts: dict[str, int]) -> State:
    token = chance.choice(state.tokens)
    timer = process.by_key[token.node].kind is Kind.TIMER
    return act(process, state, Fire(token.id, facts) if timer else leaving(process, token, facts)).state


def checked(old: Process, new: Process, state: State, found: Moved) -> None:
    after = found.state
    assert not after.over and after.tokens and len({token.id for token in after.tokens}) == len(after.tokens)
    assert {*found.kept, *found.closed} == set(state.tokens) and {*found.kept, *found.opened} == set(after.tokens)
    assert not {one.id for one in found.opened} & {one.id for one in state.tokens}
    joins = sum(shape_of(new).bits[node.key] for node in new.nodes if node.kind is Kind.JOIN)
    for token in after.tokens:
        assert undecided_at(new, token.node), "nobody is moved past the decision"
        follows = shape_of(new).onward[token.node] & ~(joins if token.scope else 0)
        assert not after.done & follows, "what follows is not done"
    stays = all(fits(old, new, token.node) for token in state.tokens)
    assert found.lost == tuple(one.node for one in state.tokens if not fits(old, new, one.node))
    where = [token.node for token in after.tokens]
    assert where == ([token.node for token in state.tokens] if stays else [examination_of(new)])


@settings(max_examples=60, deadline=None)
@given(trees, trees, st.booleans(), st.integers(0, 12), data, st.randoms(use_true_random=False))
def test_moved_half_way_a_case_still_reaches_decision_and_end(
    one: Any, other: Any, alike: bool, after: int, facts: dict[str, int], chance: random.Random
) -> None:
    old, new = decided(one), decided(one if alike else other)
    state = act(old, NOT_BEGUN, Start(facts)).state
    for _ in range(after):
        if any(old.by_key[token.node].decides for token in state.tokens):
            break
        state = step(old, state, chance, facts)
    found = moved(old, new, state, examination_of(new))
    checked(old, new, state, found)
    if alike:
        assert found.state == state and found.kept == state.tokens, "to the same process nothing changes"
    state, seen = found.state, set[str]()
    for _ in range(20_000):
        seen |= {token.node for token in state.tokens}
        if state.over:
            break
        state = step(new, state, chance, facts)
    assert state.over == "ended" and {"sign", "out"} <= seen


def test_a_step_of_other_people_begins_anew_and_a_lost_one_goes_where_it_is_said() -> None:
    old = decided(("seq", ("step",), ("par", ("step",), ("step",))))
    state = act(old, NOT_BEGUN, Start()).state
    for _ in range(3):
        state = act(old, state, leaving(old, state.tokens[0])).state
    first, second = state.tokens
    nodes = tuple(replace(node, performer=LEADER) if node.key == first.node else node for node in old.nodes)
    found = moved(old, replace(old, nodes=nodes), state, "in")
    assert found.kept == (second,) and found.closed == (first,)
    assert [(one.node, one.scope) for one in found.opened] == [(first.node, first.scope)]
    assert found.state.scopes == state.scopes
    line = decided(("step",))
    found = moved(old, line, state, reception_of(line))
    assert [token.node for token in found.state.tokens] == ["in"] and not found.state.scopes
    assert found.lost == (first.node, second.node) and found.state.done == shape_of(line).bits[line.start.key]

"""Cases walking random processes: no token is lost, an end is reached, a second engine agrees, the state is small."""

import json
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.processes.graph.definition import Flow, Kind, Node, Process
from motcua.domain.processes.graph.engine import (
    MOST_OPENED,
    Action,
    Answer,
    Cancel,
    Changes,
    Complete,
    Fire,
    SendBack,
    Start,
    act,
    returns,
)
from motcua.domain.processes.graph.faults import (
    BadState,
    Endless,
    NotThisStep,
    ProcessOver,
    ReturnRefused,
    StepOver,
    TooManyReturns,
)
from motcua.domain.processes.graph.state import NOT_BEGUN, State, Token, from_json, to_json
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import Marks, data, grow, trees

NOTHING = Words("", "")
SMALL = settings(max_examples=150, deadline=None)


def process(*flows: str | tuple[str, dict[str, Any]]) -> Process:
    """Of flows such as "start>a", "a>s1", "s1>b": the first letters of a node tell its kind."""
    kinds = {"start": Kind.START, "end": Kind.END, "s": Kind.SPLIT, "j": Kind.JOIN, "c": Kind.CHOICE, "t": Kind.TIMER}
    keys: dict[str, None] = {}
    made = []
    for number, one in enumerate(flows):
        text, facts = one if isinstance(one, tuple) else (one, {})
        source, target = text.split(">")
        keys |= {source: None, target: None}
        made.append(Flow(f"f{number}", source, target, **facts))
    nodes = [
        Node(key, kinds.get(key.rstrip("0123456789"), Kind.ASK if key == "ask" else Kind.STEP), Words(key, key))
        for key in keys
    ]
    return Process(NOTHING, tuple(nodes), tuple(made))


def at(state: State) -> list[str]:
    return sorted(token.node for token in state.tokens)


def token(state: State, node: str) -> int:
    return next(one.id for one in state.tokens if one.node == node)


def walk(told: Process, *steps: str) -> State:
    """Starts and finishes the named steps; "b<a" sends b back to a, "b<" to the usual place."""
    state = act(told, NOT_BEGUN, Start()).state
    for step in steps:
        here, back, to = step.partition("<")
        number = token(state, here)
        action: Action = SendBack(number, to) if back else Complete(number)
        state = act(told, state, action).state
    return state


PARALLEL = process("start>a", "a>s1", "s1>b", "b>c9", "c9>d", "s1>e", "d>j1", "e>j1", "j1>g", "g>end")


def test_a_split_opens_every_branch_and_the_join_waits_for_all() -> None:
    assert at(walk(PARALLEL)) == ["a"]
    assert at(walk(PARALLEL, "a")) == ["b", "e"]
    assert at(walk(PARALLEL, "a", "e")) == ["b"]
    assert at(walk(PARALLEL, "a", "e", "b", "d")) == ["g"]
    assert walk(PARALLEL, "a", "e", "b", "d", "g").over == "ended"


def test_a_return_within_a_branch_leaves_the_other_alone_and_one_past_the_split_takes_the_block_back() -> None:
    assert at(walk(PARALLEL, "a", "b", "d<")) == ["b", "e"]
    assert at(walk(PARALLEL, "a", "b", "d<a")) == ["a"]
    assert at(walk(PARALLEL, "a", "e", "b<", "a")) == ["b", "e"], "all branches anew"
    assert at(walk(PARALLEL, "a", "e", "b", "d", "g<")) == ["a"], "in front of a block that is over"
    with pytest.raises(ReturnRefused):
        walk(PARALLEL, "a", "e", "b", "d", "g<d")
    with pytest.raises(ReturnRefused):
        walk(PARALLEL, "a", "e", "b<e")
    with pytest.raises(ReturnRefused):
        walk(PARALLEL, "a<")


def test_drawn_returns_are_the_only_ones_where_there_are_any() -> None:
    told = process("start>a", "a>b", "b>d", "d>e", "e>end", ("e>b", {"back": True}), ("e>a", {"back": True}))
    assert at(walk(told, "a", "b", "d", "e<")) == ["b"] and at(walk(told, "a", "b", "d", "e<a")) == ["a"]
    with pytest.raises(ReturnRefused):
        walk(told, "a", "b", "d", "e<d")
    state = walk(told, "a", "b", "d<")
    assert at(state) == ["b"] and returns(told, state, state.tokens[0]) == ("a",)


def test_a_choice_looks_at_the_data_and_goes_otherwise_where_nothing_fits() -> None:
    rule = {"==": [{"var": "kind"}, "hard"]}
    told = process("start>a", "a>c1", ("c1>b", {"condition": rule}), ("c1>d", {"otherwise": True}), "b>end", "d>end")
    begun = act(told, NOT_BEGUN, Start()).state
    for kind, node in (("hard", "b"), ("easy", "d"), (None, "d")):
        changes = act(told, begun, Complete(begun.tokens[0].id, {"kind": kind}))
        assert at(changes.state) == [node] and changes.passed == ("c1",)


def test_what_does_not_fit_is_refused_and_changes_nothing() -> None:
    told = process("start>ask", "ask>t1", "t1>b", "b>end")
    begun = act(told, NOT_BEGUN, Start()).state
    first = begun.tokens[0].id
    for action, fault in (
        (Fire(first), NotThisStep),
        (Complete(first), NotThisStep),
        (Complete(99), StepOver),
        (Start(), ProcessOver),
    ):
        with pytest.raises(fault):
            act(told, begun, action)
    waiting = act(told, begun, Answer(first)).state
    with pytest.raises(NotThisStep):
        act(told, waiting, Complete(waiting.tokens[0].id))
    fired = act(told, waiting, Fire(waiting.tokens[0].id)).state
    cancelled = act(told, fired, Cancel())
    assert [one.node for one in cancelled.closed] == ["b"] and cancelled.state.over == "cancelled"
    with pytest.raises(ProcessOver):
        act(told, cancelled.state, Cancel())


def test_a_process_that_goes_round_by_itself_is_stopped() -> None:
    with pytest.raises(Endless):
        act(process("start>c1", "c1>c2", "c2>c1"), NOT_BEGUN, Start())


def test_after_very_many_rounds_nothing_goes_back_any_more() -> None:
    told = process(
        "start>a", "a>b", "b>c1", ("c1>a", {"condition": True, "back": True}), ("c1>end", {"otherwise": True})
    )
    state, rounds = act(told, NOT_BEGUN, Start()).state, 0
    while not state.over:
        state, rounds = act(told, state, Complete(state.tokens[0].id)).state, rounds + 1
    assert MOST_OPENED <= rounds <= MOST_OPENED + 2
    late = State(MOST_OPENED + 1, (Token(5, "b"),), done=2)
    with pytest.raises(TooManyReturns):
        act(told, late, SendBack(5, "a"))


@pytest.mark.parametrize("told", [{"n": "x"}, {"t": [1]}, {"d": "zz"}, {"s": [[1]]}, {"t": 5}])
def test_a_state_that_is_none_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(BadState):
        from_json(told)


def finishing(told: Process, one: Token, said: dict[str, int]) -> Action:
    kind = told.by_key[one.node].kind
    return {Kind.TIMER: Fire, Kind.ASK: Answer}.get(kind, Complete)(one.id, said)


def checked(before: State, changes: Changes) -> State:
    """Tokens are conserved: what was there and not closed is there still, and what was opened."""
    kept = Counter(before.tokens) - Counter(changes.closed)
    assert Counter(changes.state.tokens) == kept + Counter(changes.opened)
    assert not Counter(changes.closed) - Counter(before.tokens) and changes.ended == (not changes.state.tokens)
    told = json.dumps(to_json(changes.state), separators=(",", ":"))
    assert from_json(json.loads(told)) == changes.state and len(told) <= 1024
    return changes.state


@SMALL
@given(trees, st.lists(data, min_size=1, max_size=30), st.integers(0, 2**32))
def test_random_cases_agree_with_a_second_engine_and_reach_an_end(
    tree: Any, said: list[dict[str, int]], seed: int
) -> None:
    told, grown = grow(tree)
    marks, chance = Marks(told, grown), random.Random(seed)
    marks.reach(told.start.key, said[0])
    state, actions = checked(NOT_BEGUN, act(told, NOT_BEGUN, Start(said[0]))), list[Action]([Start(said[0])])
    for now in said:
        if state.over:
            break
        one = chance.choice(state.tokens)
        back = returns(told, state, one) if told.by_key[one.node].kind is not Kind.TIMER else ()
        if back and chance.random() < 0.3:
            to = chance.choice(back)
            actions.append(SendBack(one.id, to))
            marks.send_back(one.node, to)
        else:
            actions.append(finishing(told, one, now))
            marks.complete(one.node, now)
        state = checked(state, act(told, state, actions[-1]))
        assert Counter(one.node for one in state.tokens) == +marks.waiting, "the second engine says otherwise"
    again = NOT_BEGUN
    for action in actions:
        again = act(told, again, action).state
    assert again == state, "the same actions, the same state"
    for _ in range(5 * MOST_OPENED):
        if state.over:
            break
        state = checked(state, act(told, state, finishing(told, state.tokens[0], said[-1])))
    assert state.over == "ended"


def test_the_state_of_forty_steps_with_eight_branches_nested_fits_a_kilobyte() -> None:
    long = "buoc_tham_dinh_cua_don_vi_chuyen_mon_thu"
    flows = [f"start>{long}", f"{long}>s1"]
    for branch in range(2, 9):
        flows += [f"s{branch - 1}>{long[:-1]}{branch}", f"{long[:-1]}{branch}>j{branch - 1}"]
        flows += [f"s{branch - 1}>s{branch}"] if branch < 8 else [f"s7>{long[:-1]}9", f"{long[:-1]}9>j7"]
        flows += [f"j{branch}>j{branch - 1}"] if branch < 8 else []
    tail = [f"{long[:-2]}{number}" for number in range(10, 41)]
    flows += [f"{one}>{other}" for one, other in zip(["j1", *tail], [*tail, "end"], strict=True)]
    told = process(*flows)
    state = act(told, act(told, NOT_BEGUN, Start()).state, Complete(1)).state
    assert len(state.tokens) == 8 and len(state.scopes) == 7
    assert len(json.dumps(to_json(State(998, state.tokens, state.scopes, 2**60 - 1)), separators=(",", ":"))) <= 1024

"""Sign-offs along every way: what passes the checks can always be finished, what never could be is named."""

from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest

from motcua.domain.processes.graph import chain, times
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import Asked, Flow, Kind, Node, Process, SignOff
from motcua.domain.processes.graph.engine import Fire, SendBack, Start, act, leaving, returns
from motcua.domain.processes.graph.state import NOT_BEGUN
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import grow
from tests.domain.processes.graph.test_checks import COUNTER, LEADER, mark, pairs, step

PREPARE, INITIAL, SIGN, SEAL = SignOff
ONE = [(), *((kind,) for kind in SignOff), (PREPARE, SIGN)]
CHOSEN = (Flow("x1", "c", "b", condition={"==": [1, 1]}), Flow("x2", "c", "d", otherwise=True))


def told(*ways: str, more: tuple[Flow, ...] = (), **chains: tuple[SignOff, ...]) -> Process:
    """Steps a, b, d before the deciding one, e after it; "s" splits, "j" joins, "c" chooses."""
    keys = dict.fromkeys(key for way in ways for key in way.split(">"))
    marks = {"start": Kind.START, "s": Kind.SPLIT, "j": Kind.JOIN, "c": Kind.CHOICE, "end": Kind.END}
    who = {"in": COUNTER, "out": COUNTER, "sign": LEADER}
    nodes = [
        mark(key, marks[key])
        if key in marks
        else step(key, **({"performer": who[key]} if key in who else {}), sign_off=chains.get(key, ()),
                  decides=key == "sign")
        for key in keys
    ]  # fmt: skip
    flows = [way.split(">") for text in ways for way in pairs(text)]
    return Process(
        Words("Thử", "Trial"), tuple(nodes), tuple(Flow(f"f{n}", *one) for n, one in enumerate(flows)) + more
    )


def finishes(order: list[tuple[SignOff, ...]], deciding: int) -> bool:
    """The rules by which sign-offs are taken, told a second time: whether a case gets through steps in this order."""
    asked = {kind for kinds in order for kind in kinds}
    given: set[SignOff] = set()
    for place, kinds in enumerate(order):
        if kinds and place != deciding and PREPARE not in kinds and PREPARE not in given:
            return False
        for kind in kinds or ((SIGN,) if place == deciding and asked else ()):
            before = [one for one in SignOff if one in asked and list(SignOff).index(one) < list(SignOff).index(kind)]
            if any(one not in given | ({kind} if kinds else set()) for one in before):
                return False
            given |= {kind} if kinds else set()
    return True


def test_every_chain_on_a_line_that_passes_can_be_finished_and_every_dead_one_is_found() -> None:
    passed = 0
    for a, b, sign, e in product(ONE, repeat=4):
        process = told("start>in>a>b>sign>e>out>end", a=a, b=b, sign=sign, e=e)
        sound = findings(process) == []
        passed += sound
        assert finishes([a, b, sign, e], deciding=2) or not sound, (a, b, sign, e)
    assert passed == SOUND


SOUND = 82
"""Of the 1296 chains; counted once, so that a rule that begins to pass everything, or nothing, is seen."""
SPLIT = ("start>in>a>s>b>j>sign>e>out>end", "s>d>j")
CHOICE = ("start>in>a>c", "b>sign>e>out>end", "d>sign")


@pytest.mark.parametrize(
    ("process", "node", "words"),
    [
        (told(*SPLIT, a=(PREPARE,), b=(INITIAL,), d=(INITIAL,), sign=(SIGN,), e=(SEAL,)), "", None),
        (told(*SPLIT, b=(PREPARE,), sign=(SIGN,)), "", None),
        (told(*SPLIT, b=(PREPARE,), d=(INITIAL,), sign=(SIGN,)), "d", "MISSING"),
        (told(*SPLIT, a=(PREPARE,), b=(PREPARE,), d=(INITIAL,), sign=(SIGN,)), "b", "BESIDE"),
        (told(*CHOICE, more=CHOSEN, a=(PREPARE,), b=(INITIAL,), d=(INITIAL,), sign=(SIGN,)), "", None),
        (told(*CHOICE, more=CHOSEN, b=(PREPARE,), d=(PREPARE,), sign=(SIGN,)), "", None),
        (told(*CHOICE, more=CHOSEN, a=(PREPARE,), b=(INITIAL,), sign=(SIGN,)), "", None),
        (told(*CHOICE, more=CHOSEN, a=(PREPARE,), b=(INITIAL,)), "", None),
        (told(*CHOICE, more=CHOSEN, b=(INITIAL,), d=(PREPARE,), sign=(SIGN,)), "b", "MISSING"),
        (told(*CHOICE, more=CHOSEN, b=(PREPARE,), sign=(SIGN,), e=(SEAL,)), "sign", "MISSING"),
        (told("start>in>a>b>sign>e>out>end", a=(PREPARE, INITIAL), b=(PREPARE,)), "b", "TURNED"),
        (told("start>in>a>sign>e>out>end", a=(PREPARE,), sign=(SIGN,), e=(PREPARE,)), "e", "TOO_LATE"),
        (told("start>in>a>sign>e>out>end", a=(PREPARE, SIGN, SEAL)), "a", "TOO_EARLY"),
        (told("start>in>a>sign>out>end", a=(PREPARE,), out=(SEAL,)), "out", "SIGNS_NOTHING"),
    ],
)
def test_branches_and_choices(process: Process, node: str, words: str | None) -> None:
    found = list(chain.broken(process))
    if words is None:
        assert found == [] and findings(process) == []
        return
    before = getattr(chain, words).vi.split("{")[0]
    assert any(key == node and said.vi.startswith(before) for key, said in found), found
    assert any(one.node == node for one in findings(process))


def test_a_step_that_asks_signs_nothing() -> None:
    asking = step("a", sign_off=(PREPARE,), asks=(Asked("H26.1", 60),))
    process = told("start>in>a>sign>out>end", sign=(SIGN,))
    nodes = [replace(asking, kind=Kind.ASK) if one.key == "a" else one for one in process.nodes]
    assert ("a", chain.SIGNS_NOTHING) in chain.broken(Process(process.words, tuple(nodes), process.flows))


class Signed:
    """What a case has been given, by the rules of the ledger: another text prepared kills what the old one got."""

    def __init__(self) -> None:
        self.text = ""
        self.living: dict[tuple[str, SignOff], str] = {}

    def finish(self, process: Process, node: Node, done: int, chance: Random) -> None:
        """Finish a step as its official would: prepare some text, decide what was prepared, sign what is there."""
        if PREPARE in node.sign_off:
            self.text = chance.choice("xyz")
            self.living = {key: text for key, text in self.living.items() if text == self.text}
        asked = any(one.sign_off for one in process.nodes)
        text = self.text or ("decided without a draft" if node.decides else "")
        assert text or not node.sign_off, f"nothing to sign at {node.key}"
        for kind in node.sign_off or ((SIGN,) if node.decides and asked else ()):
            given = {one.value: signed for (_, one), signed in self.living.items()}
            lacks = chain.lacking(process, done, kind, given, text)
            assert lacks is None, f"{kind} at {node.key} waits for {lacks} for ever"
            if node.sign_off:
                self.living[node.key, kind] = text


def with_chains(chance: Random, tree: Any) -> Process:
    """A grown process whose last step but one decides and whose others sign something, or nothing."""
    grown, _ = grow(("seq", tree, ("step",)))
    steps = [node for node in grown.nodes if node.kind is Kind.STEP]
    deciding, last = steps[-2].key, steps[-1].key

    def chained(node: Node) -> Node:
        if node.kind is not Kind.STEP or node.key == last:
            return node
        kinds = chance.choice([(), (), (PREPARE,), (INITIAL,), (INITIAL,), (SIGN,)])
        return replace(node, sign_off=kinds, decides=node.key == deciding)

    return replace(grown, nodes=tuple(map(chained, grown.nodes)))


def walked(process: Process, chance: Random) -> int:
    """Random acts until the end; how many steps were finished."""
    state, signed, count = act(process, NOT_BEGUN, Start({"a": 0, "b": 0})).state, Signed(), 0
    while not state.over and count < 60:
        token = chance.choice(state.tokens)
        node, values = process.by_key[token.node], {"a": chance.randrange(4), "b": chance.randrange(4)}
        places = returns(process, state, token) if node.kind is not Kind.TIMER else ()
        if places and chance.random() < 0.3:
            state = act(process, state, SendBack(token.id, chance.choice(places))).state
            continue
        onward = Fire(token.id, values) if node.kind is Kind.TIMER else leaving(process, token, values)
        state = act(process, state, onward).state
        if node.kind is Kind.STEP:
            signed.finish(process, node, state.done, chance)
        count += 1
    return count


def test_no_way_through_what_passes_ever_lacks_a_text_or_a_signature() -> None:
    """Random processes × random ways, returns and texts; among what passes are initials on one branch alone."""
    partly = passed = 0
    for seed in range(1500):
        chance = Random(seed)
        process = with_chains(chance, tree_of(chance))
        if list(chain.broken(process)) or not any(node.sign_off for node in process.nodes):
            continue
        passed += 1
        assert all(walked(process, chance) for _ in range(6))
        partly += initial_on_some_ways(process)
    assert passed > 200 and partly > 15, (passed, partly)


def tree_of(chance: Random, depth: int = 0) -> Any:
    kind = chance.choice(["step", "step", "timer"] if depth > 1 else ["step", "seq", "par", "choice", "loop"])
    if kind in ("step", "timer"):
        return (kind,)
    inner = [tree_of(chance, depth + 1) for _ in range({"loop": 1, "choice": 2}.get(kind, 2))]
    return (kind, {"<": [{"var": "a"}, 2]}, *inner) if kind in ("choice", "loop") else (kind, *inner)


def initial_on_some_ways(process: Process) -> bool:
    fewest, most = times.counted(process, lambda node: INITIAL in node.sign_off)
    return most > 0 and fewest == 0

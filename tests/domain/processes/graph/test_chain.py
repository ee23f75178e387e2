"""Sign-offs along every way: what passes the checks can always be finished, what never could be is named."""

from dataclasses import replace
from itertools import product

import pytest

from motcua.domain.processes.graph import chain
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import Asked, Flow, Kind, Process, SignOff
from motcua.kernel.words import Words
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
        (told(*CHOICE, more=CHOSEN, a=(PREPARE,), b=(INITIAL,), d=(INITIAL,), sign=(SIGN,)), "", None),
        (told(*CHOICE, more=CHOSEN, b=(PREPARE,), d=(PREPARE,), sign=(SIGN,)), "", None),
        (told(*CHOICE, more=CHOSEN, a=(PREPARE,), b=(INITIAL,), sign=(SIGN,)), "sign", "MISSING"),
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

"""Random processes made of blocks, and a second engine of the plainest kind to compare with: a game of marks on flows.

`grow` turns a tree into a process and remembers which nodes each block holds; the second engine needs no analysis.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from motcua.domain.processes.graph.definition import (
    WORK,
    Asked,
    Doing,
    Flow,
    Kind,
    Node,
    Order,
    Performer,
    Process,
    Relation,
)
from motcua.kernel import jsonlogic
from motcua.kernel.words import Words

SPECIALIST = Performer(Relation.SPECIALIST, "specialist")
VARIABLES = ("a", "b")
SAID = Words("Hồ sơ đang được xem.", "Your case is being looked at.")
ORDERS: tuple[dict[str, Any], ...] = (
    {"order": Order(Doing.TELL_APPLICANT, SAID)},
    {"order": Order(Doing.TELL_UNIT, SAID), "performer": SPECIALIST},
    {"order": Order(Doing.DOCUMENT, document="control")},
    {"order": Order(Doing.ASK, SAID), "asks": (Asked("H26.1", 480),)},
    {"order": Order(Doing.REMIND, SAID), "minutes": 240},
)
"""One of each kind, in turn."""

_leaf = st.sampled_from([("step",), ("step",), ("ask",), ("auto",), ("timer",)])
_condition = st.builds(
    lambda name, sign, limit: {sign: [{"var": name}, limit]},
    st.sampled_from(VARIABLES),
    st.sampled_from(["<", ">", "==", "!="]),
    st.integers(0, 3),
)


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: ("seq", *parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: ("par", *parts)),
        st.tuples(st.just("choice"), _condition, inner, inner),
        st.tuples(st.just("loop"), _condition, inner),
    )


trees = st.recursive(_leaf, _grown, max_leaves=10)
data = st.fixed_dictionaries({name: st.integers(0, 3) for name in VARIABLES})


@dataclass
class Grown:
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    blocks: dict[str, set[str]] = field(default_factory=dict)
    inside: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def node(self, kind: Kind, around: tuple[str, ...]) -> str:
        key = f"{kind}{len(self.nodes)}"
        performer = SPECIALIST if kind in WORK else None
        facts: dict[str, Any] = {"performer": performer, "minutes": 60 if kind in WORK else None}
        facts |= ORDERS[len(self.nodes) % len(ORDERS)] if kind is Kind.AUTOMATIC else {}
        self.nodes.append(Node(key, kind, Words(key, key), **facts))
        self.inside[key] = around
        for block in around:
            self.blocks[block].add(key)
        return key

    def flow(self, source: str, target: str, **facts: Any) -> None:
        self.flows.append(Flow(f"f{len(self.flows)}", source, target, **facts))

    def part(self, tree: Any, after: str, around: tuple[str, ...], **facts: Any) -> str:
        """Appends a part behind a node and returns the last node of it; `facts` are of the flow that reaches it."""
        kind, *inner = tree
        if kind == "seq":
            for place, one in enumerate(inner):
                after = self.part(one, after, around, **(facts if not place else {}))
            return after
        if kind == "par":
            return self.block(inner, after, around, facts)
        if kind == "choice":
            return self.choice(inner, after, around, facts)
        if kind == "loop":
            return self.loop(inner, after, around, facts)
        key = self.node({"auto": Kind.AUTOMATIC}.get(kind) or Kind(kind), around)
        self.flow(after, key, **facts)
        return key

    def block(self, branches: list[Any], after: str, around: tuple[str, ...], facts: Any) -> str:
        split = self.node(Kind.SPLIT, around)
        self.flow(after, split, **facts)
        self.blocks[split] = set()
        last = [self.part(branch, split, (*around, split)) for branch in branches]
        join = self.node(Kind.JOIN, around)
        for one in last:
            self.flow(one, join)
        return join

    def choice(self, inner: list[Any], after: str, around: tuple[str, ...], facts: Any) -> str:
        condition, one, other = inner
        choice = self.node(Kind.CHOICE, around)
        self.flow(after, choice, **facts)
        ends = [
            self.part(one, choice, around, condition=condition),
            self.part(other, choice, around, otherwise=True),
        ]
        merge = self.node(Kind.CHOICE, around)
        for end in ends:
            self.flow(end, merge)
        return merge

    def loop(self, inner: list[Any], after: str, around: tuple[str, ...], facts: Any) -> str:
        """A step, the part, and "once more?", which leads back to the step."""
        condition, part = inner
        again = self.part(("step",), after, around, **facts)
        choice = self.node(Kind.CHOICE, around)
        self.flow(self.part(part, again, around), choice)
        self.flow(choice, again, condition=condition, back=True)
        further = self.node(Kind.AUTOMATIC, around)
        self.flow(choice, further, otherwise=True)
        return further


def grow(tree: Any) -> tuple[Process, Grown]:
    grown = Grown()
    start = grown.node(Kind.START, ())
    last = grown.part(("seq", ("step",), tree, ("step",)), start, ())
    grown.flow(last, grown.node(Kind.END, ()))
    return Process(Words("Thử", "Trial"), tuple(grown.nodes), tuple(grown.flows)), grown


class Marks:
    """The second engine: nodes hold marks, flows hold marks; whatever can move, moves."""

    def __init__(self, process: Process, grown: Grown) -> None:
        self.process, self.grown = process, grown
        self.waiting: Counter[str] = Counter()
        self.on: Counter[str] = Counter()

    def reach(self, key: str, data: dict[str, int]) -> None:
        node = self.process.by_key[key]
        forward = [flow for flow in self.process.flows if flow.source == key and not flow.back]
        if node.kind in (*WORK, Kind.TIMER):
            self.waiting[key] += 1
        elif node.kind is Kind.SPLIT:
            for flow in forward:
                self.along(flow, data)
        elif node.kind is Kind.CHOICE:
            self.along(self.chosen(key, data), data)
        elif forward:
            self.along(forward[0], data)

    def along(self, flow: Flow, data: dict[str, int]) -> None:
        if flow.back:
            self.undo(flow.source, flow.target)
        if self.process.by_key[flow.target].kind is not Kind.JOIN:
            self.reach(flow.target, data)
            return
        self.on[flow.key] += 1
        due = [one for one in self.process.flows if one.target == flow.target]
        if all(self.on[one.key] for one in due):
            for one in due:
                self.on[one.key] -= 1
            self.reach(flow.target, data)

    def chosen(self, key: str, data: dict[str, int]) -> Flow:
        flows = [flow for flow in self.process.flows if flow.source == key]
        fitting = [flow for flow in flows if flow.condition is not None and jsonlogic.holds(flow.condition, data)]
        back = [flow for flow in fitting if flow.back]
        return next(iter([one for one in fitting if not one.back] + back + [f for f in flows if f.condition is None]))

    def complete(self, key: str, data: dict[str, int]) -> None:
        self.waiting[key] -= 1
        flow = next(one for one in self.process.flows if one.source == key and not one.back)
        self.along(flow, data)

    def send_back(self, key: str, to: str) -> None:
        self.waiting[key] -= 1
        self.undo(key, to)
        self.reach(to, {})

    def undo(self, source: str, target: str) -> None:
        """Out of every block the target is not in: marks inside go."""
        for block in set(self.grown.inside[source]) - set(self.grown.inside[target]):
            gone = self.grown.blocks[block]
            self.waiting = Counter({key: n for key, n in self.waiting.items() if key not in gone})
            mine = {flow.key for flow in self.process.flows if flow.source in gone or flow.source == block}
            self.on = Counter({key: n for key, n in self.on.items() if key not in mine})

"""What differs between two processes, node by node and flow by flow. Applied to one it gives the other; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from motcua.domain.processes.graph.definition import Flow, Node, Process
from motcua.kernel.words import Words

Head = tuple[Words, str]
Part = TypeVar("Part", Node, Flow)


@dataclass(frozen=True, slots=True)
class Parts(Generic[Part]):
    """`changed` are pairs of before and after, of one key. `order` are all keys, before and after."""

    added: tuple[Part, ...]
    removed: tuple[Part, ...]
    changed: tuple[tuple[Part, Part], ...]
    order: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def same(self) -> bool:
        return not self.added and not self.removed and not self.changed and self.order[0] == self.order[1]

    @property
    def moved(self) -> tuple[str, ...]:
        """Keys of both sides that stand in another order among each other."""
        before, after = ([key for key in keys if key in self.kept] for keys in self.order)
        return tuple(key for key, other in zip(after, before, strict=True) if key != other)

    @property
    def kept(self) -> frozenset[str]:
        return frozenset(self.order[0]) & frozenset(self.order[1])


@dataclass(frozen=True, slots=True)
class Difference:
    """`head` is the name with what other tools wrote beside it, before and after."""

    head: tuple[Head, Head]
    nodes: Parts[Node]
    flows: Parts[Flow]

    @property
    def same(self) -> bool:
        return self.head[0] == self.head[1] and self.nodes.same and self.flows.same


def difference(old: Process, new: Process) -> Difference:
    head = ((old.words, old.foreign), (new.words, new.foreign))
    return Difference(head, _parts(old.nodes, new.nodes), _parts(old.flows, new.flows))


def applied(found: Difference, process: Process) -> Process:
    """The other process, from the one the difference begins with. ValueError for a process it does not begin with."""
    if (process.words, process.foreign) != found.head[0]:
        raise ValueError("another process")
    words, foreign = found.head[1]
    return Process(words, _applied(found.nodes, process.nodes), _applied(found.flows, process.flows), foreign)


def changed_facts(before: Node | Flow, after: Node | Flow) -> tuple[str, ...]:
    """The names of what differs between two of one key."""
    return tuple(one.name for one in fields(before) if getattr(before, one.name) != getattr(after, one.name))


def _parts(old: tuple[Part, ...], new: tuple[Part, ...]) -> Parts[Part]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    return Parts(
        added=tuple(one for one in new if one.key not in before),
        removed=tuple(one for one in old if one.key not in after),
        changed=tuple((before[one.key], one) for one in new if one.key in before and before[one.key] != one),
        order=(tuple(before), tuple(after)),
    )


def _applied(found: Parts[Part], parts: Iterable[Part]) -> tuple[Part, ...]:
    known = {one.key: one for one in parts}
    for one in found.removed:
        if known.pop(one.key, None) != one:
            raise ValueError(one.key)
    for before, after in found.changed:
        if known.get(before.key) != before:
            raise ValueError(before.key)
        known[before.key] = after
    known |= {one.key: one for one in found.added}
    if len(known) != len(found.order[1]):
        raise ValueError("another process")
    return tuple(known[key] for key in found.order[1])

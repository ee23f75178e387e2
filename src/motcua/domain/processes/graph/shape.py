"""What follows from a process alone, whatever case walks it: its blocks, its ways back, its loops. Worked out once.

A block is what lies between a split and its join. The path of a node names the blocks it lies in, outermost first, each
with the branch: two nodes with the same path follow one another, a shorter path lies outside.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.processes.graph.definition import WORK, Kind, Node, Process

Path = tuple[tuple[str, int], ...]
WAITING = WORK | {Kind.TIMER}
"""Where a token rests until something happens."""


@dataclass(frozen=True, slots=True)
class Shape:
    """`paths` of the nodes that can be reached; `crossed` the nodes that are reached in two different blocks.

    `joins` tells the join of each split. `bits` give each node its place in a set of nodes kept as one number, `onward`
    the nodes that can follow a node (itself among them) as such a number. `distance` counts flows to the nearest end.
    """

    paths: dict[str, Path]
    crossed: tuple[str, ...]
    joins: dict[str, str]
    bits: dict[str, int]
    onward: dict[str, int]
    distance: dict[str, int]


def shape_of(process: Process) -> Shape:
    """Kept with the process once worked out."""
    kept = vars(process)
    if "shape" not in kept:
        kept["shape"] = _shape(process)
    found: Shape = kept["shape"]
    return found


def _shape(process: Process) -> Shape:
    paths, crossed, joins = _blocks(process)
    bits = {node.key: 1 << place for place, node in enumerate(process.nodes)}
    onward = {node.key: _onward(process, node.key, bits) for node in process.nodes}
    return Shape(paths, crossed, joins, bits, onward, _distances(process))


def _blocks(process: Process) -> tuple[dict[str, Path], tuple[str, ...], dict[str, str]]:
    start = process.start.key
    paths: dict[str, Path] = {start: ()}
    crossed: dict[str, None] = {}
    joins: dict[str, str] = {}
    left = deque([start])
    while left:
        key = left.popleft()
        node, path = process.by_key[key], paths[key]
        flows = [flow for flow in process.leaving[key] if not flow.back]
        for branch, flow in enumerate(flows):
            further = (*path, (key, branch)) if node.kind is Kind.SPLIT else path
            if process.by_key[flow.target].kind is Kind.JOIN and further:
                if joins.setdefault(further[-1][0], flow.target) != flow.target:
                    crossed[flow.target] = None
                further = further[:-1]
            if flow.target not in paths:
                paths[flow.target] = further
                left.append(flow.target)
            elif paths[flow.target] != further:
                crossed[flow.target] = None
    return paths, tuple(crossed), joins


def _onward(process: Process, key: str, bits: dict[str, int]) -> int:
    seen, left = {key}, [key]
    while left:
        for flow in process.leaving[left.pop()]:
            if not flow.back and flow.target not in seen:
                seen.add(flow.target)
                left.append(flow.target)
    return sum(bits[one] for one in seen)


def _distances(process: Process) -> dict[str, int]:
    found = {node.key: 0 for node in process.nodes if node.kind is Kind.END}
    left = deque(found)
    while left:
        key = left.popleft()
        for flow in process.arriving[key]:
            if flow.source not in found:
                found[flow.source] = found[key] + 1
                left.append(flow.source)
    return found


def outside(path: Path, inner: Path) -> bool:
    """Whether `path` names the same block as `inner`, or one around it."""
    return inner[: len(path)] == path


def earlier_steps(process: Process, key: str, among: int) -> tuple[str, ...]:
    """Steps that lead to a node, nearest first, of the nodes `among`; none inside a block that is over."""
    shape = shape_of(process)
    here = shape.paths.get(key, ())
    seen, left, found = {key}, deque([key]), list[str]()
    while left:
        for flow in process.arriving[left.popleft()]:
            if flow.source in seen:
                continue
            seen.add(flow.source)
            left.append(flow.source)
            if _may_go_back(process, flow.source, here, among):
                found.append(flow.source)
    return tuple(found)


def _may_go_back(process: Process, key: str, here: Path, among: int) -> bool:
    shape = shape_of(process)
    done = shape.bits[key] & among
    return bool(done) and process.by_key[key].kind in WORK and outside(shape.paths.get(key, ()), here)


def waiting(process: Process) -> tuple[Node, ...]:
    """The nodes at which a token rests, in the order of reading: a step's place among them is its position."""
    return tuple(node for node in process.nodes if node.kind in WAITING)


def keys_in(process: Process, number: int) -> Iterable[str]:
    """The nodes of a set kept as one number."""
    return (key for key, bit in shape_of(process).bits.items() if bit & number)

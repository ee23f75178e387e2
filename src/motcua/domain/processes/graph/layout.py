"""Where the nodes of a process stand in a picture: in ranks from start to end, beside each other where ways part.

A flow over several ranks gets a place of its own in each rank between, so that it crosses no node.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from motcua.domain.processes.graph.definition import Flow, Process
from motcua.domain.processes.graph.times import cycle_by


@dataclass(frozen=True, slots=True)
class Place:
    """`slot` counts sideways and may be a half."""

    rank: int
    slot: float


@dataclass(frozen=True)
class Grid:
    """`ways` are the places a flow passes between its ends; `returns` the flows that lead back."""

    places: dict[str, Place]
    ways: dict[str, tuple[Place, ...]]
    returns: tuple[Flow, ...]
    ranks: int
    slots: float


def arrange(process: Process) -> Grid:
    ahead = _ahead(process)
    ranks = _ranks(process, ahead)
    chains = {flow.key: _chain(flow, ranks) for flow in ahead}
    for chain in chains.values():
        for step, one in enumerate(chain):
            ranks.setdefault(one, ranks[chain[0]] + step)
    slots = _slots(ranks, chains.values())
    least = min(slots.values(), default=0)
    places = {one: Place(rank, slots[one] - least) for one, rank in ranks.items()}
    known = {flow.key for flow in ahead}
    return Grid(
        {node.key: places[node.key] for node in process.nodes},
        {key: tuple(places[one] for one in chain[1:-1]) for key, chain in chains.items()},
        tuple(flow for flow in process.flows if flow.key not in known),
        max(ranks.values(), default=0) + 1,
        max((place.slot for place in places.values()), default=0) + 1,
    )


def _ahead(process: Process) -> list[Flow]:
    """Flows that lead on; of a circle drawn without a return, the ones that close it are left out."""
    ahead = [flow for flow in process.flows if not flow.back and flow.source != flow.target]
    while key := _round(process, ahead):
        closing = [flow for flow in ahead if flow.target == key and _leads(ahead, key, flow.source)]
        ahead = [flow for flow in ahead if flow not in closing]
    return ahead


def _round(process: Process, flows: list[Flow]) -> str:
    return cycle_by(process, lambda here: (flow.target for flow in flows if flow.source == here))


def _leads(flows: list[Flow], source: str, target: str) -> bool:
    seen, left = {source}, [source]
    while left:
        here = left.pop()
        further = {flow.target for flow in flows if flow.source == here} - seen
        seen |= further
        left += further
    return target in seen


def _ranks(process: Process, ahead: list[Flow]) -> dict[str, int]:
    """The longest way from a beginning."""
    missing = {node.key: sum(flow.target == node.key for flow in ahead) for node in process.nodes}
    ranks = dict.fromkeys(missing, 0)
    ready = [key for key, count in missing.items() if not count]
    for key in ready:
        for flow in ahead:
            if flow.source == key:
                ranks[flow.target] = max(ranks[flow.target], ranks[key] + 1)
                missing[flow.target] -= 1
                if not missing[flow.target]:
                    ready.append(flow.target)
    return ranks


def _chain(flow: Flow, ranks: dict[str, int]) -> list[str]:
    """Both ends, and a name for the flow in each rank between; such a name is no key of a node."""
    between = range(ranks[flow.source] + 1, ranks[flow.target])
    return [flow.source, *(f"{flow.key} {rank}" for rank in between), flow.target]


def _slots(ranks: dict[str, int], chains: Iterable[list[str]]) -> dict[str, float]:
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for chain in chains:
        for one, other in pairwise(chain):
            before[other].append(one)
            after[one].append(other)
    slots: dict[str, float] = {}
    rows: dict[int, list[str]] = defaultdict(list)
    for one, rank in ranks.items():
        rows[rank].append(one)
    for rank in sorted(rows):
        wished = {one: _wish(one, before[one], after, slots) for one in rows[rank]}
        _spread(sorted(rows[rank], key=lambda one: wished[one]), wished, slots)
    return slots


def _wish(one: str, before: list[str], after: dict[str, list[str]], slots: dict[str, float]) -> float:
    """Below what leads here; beside its neighbours where ways part."""
    if not before:
        return 0
    wishes = [slots[other] + after[other].index(one) - (len(after[other]) - 1) / 2 for other in before]
    return sum(wishes) / len(wishes)


def _spread(row: list[str], wished: dict[str, float], slots: dict[str, float]) -> None:
    """One slot apart at least, as near to the wishes as that allows."""
    taken: list[float] = []
    for one in row:
        taken.append(max(wished[one], taken[-1] + 1) if taken else wished[one])
    shift = sum(wished[one] - slot for one, slot in zip(row, taken, strict=True)) / len(row)
    for one, slot in zip(row, taken, strict=True):
        slots[one] = round((slot + shift) * 2) / 2

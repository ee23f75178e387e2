"""Ways through a process: the longest in working time, the widest in branches, the steps next to a node."""

from collections.abc import Callable, Iterable, Iterator

from motcua.domain.processes.graph.definition import WORK, Kind, Node, Process
from motcua.domain.processes.graph.shape import shape_of


def cycle_by(process: Process, following: Callable[[str], Iterable[str]]) -> str:
    """A node of a cycle among the ways given; "" where there is none."""
    done: set[str] = set()
    for node in process.nodes:
        around, way = {node.key: None}, [iter(following(node.key))]
        if node.key in done:
            continue
        while way:
            key = next(way[-1], None)
            if key is None:
                way.pop()
                done.add(around.popitem()[0])
            elif key in around:
                return key
            elif key not in done:
                around[key] = None
                way.append(iter(following(key)))
    return ""


def cycle(process: Process) -> str:
    """A node of a cycle of forward flows; "" where there is none."""
    return cycle_by(process, lambda key: (flow.target for flow in process.leaving[key] if not flow.back))


def in_order(process: Process) -> list[str]:
    """Nodes so that every forward flow leads on in the list; those of cycles are left out."""
    missing = {node.key: len(process.arriving[node.key]) for node in process.nodes}
    ready = [key for key, count in missing.items() if not count]
    for key in ready:
        for flow in process.leaving[key]:
            if not flow.back:
                missing[flow.target] -= 1
                if not missing[flow.target]:
                    ready.append(flow.target)
    return ready


def minutes_at(node: Node) -> int:
    """A node's own share; a step without one takes what is left, and nobody waits for what is done by itself."""
    if node.kind is Kind.AUTOMATIC:
        return 0
    if node.kind is Kind.ASK:
        return node.minutes or max((asked.minutes for asked in node.asks), default=0)
    return node.minutes or 0


def without_time(node: Node) -> bool:
    """Whether a step says no working time, so that the sum of the hours leaves it out."""
    return minutes_at(node) == 0


def needed_minutes(process: Process) -> int:
    """The shares along the longest way; of parallel branches, as of choices, the longest counts."""
    return max(_longest(process, minutes_at).values(), default=0)


def time_after(process: Process) -> dict[str, int]:
    """By node: the minutes still needed once it is finished, along the longest way."""
    found: dict[str, int] = {}
    for key in reversed(in_order(process)):
        ahead = (flow.target for flow in process.leaving[key] if not flow.back and flow.target in found)
        found[key] = max((found[target] + minutes_at(process.by_key[target]) for target in ahead), default=0)
    return found


def _longest(process: Process, weight: Callable[[Node], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key in in_order(process):
        before = (found[flow.source] for flow in process.arriving[key] if flow.source in found)
        found[key] = max(before, default=0) + weight(process.by_key[key])
    return found


def counted(process: Process, wanted: Callable[[Node], bool]) -> tuple[int, int]:
    """How many of the wanted nodes the ways from start to an end hold at least and at most."""
    span: dict[str, tuple[int, int]] = {}
    for key in in_order(process):
        here = int(wanted(process.by_key[key]))
        before = [span[flow.source] for flow in process.arriving[key] if flow.source in span]
        low, high = min((one for one, _ in before), default=0), max((one for _, one in before), default=0)
        span[key] = (low + here, high + here)
    ends = [span[node.key] for node in process.nodes if node.kind is Kind.END and node.key in span]
    return min((low for low, _ in ends), default=0), max((high for _, high in ends), default=0)


def widest(process: Process) -> int:
    """How many tokens there may be at once."""
    splits = shape_of(process).joins
    width = {"": 1}

    def of(block: str) -> int:
        """The most tokens a block holds: the sum over its branches of the widest thing in each."""
        if block not in width:
            width[block] = 0
            branches: dict[int, int] = {branch: 1 for branch, _ in enumerate(process.leaving[block])}
            for inner in splits:
                path = shape_of(process).paths.get(inner, ())
                if path and path[-1][0] == block:
                    branches[path[-1][1]] = max(branches[path[-1][1]], of(inner))
            width[block] = sum(branches.values())
        return width[block]

    return max((of(split) for split in splits), default=1)


def nearest_steps(process: Process, key: str, *, forward: bool) -> Iterator[str]:
    """The steps next to a node, over whatever lies between."""
    seen, left = {key}, [key]
    while left:
        here = left.pop()
        if forward:
            beside = [flow.target for flow in process.leaving[here] if not flow.back]
        else:
            beside = [flow.source for flow in process.arriving[here]]
        for one in beside:
            if one in seen:
                continue
            seen.add(one)
            if process.by_key[one].kind in WORK:
                yield one
            else:
                left.append(one)


def in_hours(minutes: int) -> str:
    """Such as "4" or "0.5"."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")

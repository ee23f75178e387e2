"""Which process of a file is read, and which of its elements: what only set-aside elements lead to is set aside too."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from motcua.domain.processes.graph.bpmn import sentences
from motcua.domain.processes.graph.bpmn.faults import NoBpmnProcess
from motcua.domain.processes.graph.bpmn.kinds import event_of
from motcua.domain.processes.graph.bpmn.names import READ_AS, bpmn, local, ours
from motcua.kernel.words import Words


@dataclass
class Sorted:
    """Elements in the order of the file. `aside` tells the reason by element."""

    nodes: list[Any] = field(default_factory=list)
    flows: list[Any] = field(default_factory=list)
    aside: list[tuple[Any, Words]] = field(default_factory=list)
    rest: list[Any] = field(default_factory=list)


def chosen(root: Any, wanted: str = "") -> Any:
    """The process wanted; without a wish ours, the executable one, else the one with most steps. NoBpmnProcess."""
    processes = root.findall(bpmn("process"))
    if wanted:
        processes = [one for one in processes if one.get("id") == wanted]
    full = [one for one in processes if any(local(child) in READ_AS for child in one)]
    if not full:
        raise NoBpmnProcess
    return max(full, key=lambda one: (_ours(one), one.get("isExecutable") == "true", _steps(one)))


def _ours(process: Any) -> bool:
    return process.find(f"{bpmn('extensionElements')}/{ours('process')}") is not None


def _steps(process: Any) -> int:
    return sum(local(child) in READ_AS for child in process)


def parted(process: Any) -> Sorted:
    told = Sorted()
    for child in process.iterchildren(bpmn("*")):
        name = local(child)
        if name == "sequenceFlow":
            told.flows.append(child)
        elif name == "boundaryEvent":
            told.aside.append((child, sentences.BOUNDARY.fill(host=_name_of(process, child.get("attachedToRef", "")))))
        elif name in READ_AS and child.get("triggeredByEvent") == "true":
            told.aside.append((child, sentences.EVENT_SUB))
        elif name in READ_AS and child.get("id"):
            told.nodes.append(child)
        else:
            told.rest.append(child)
    _one_start(told)
    _behind(told)
    _loose(told)
    return told


def _name_of(process: Any, identity: str) -> str:
    found = next((one for one in process if one.get("id") == identity), None)
    return (found.get("name") or identity) if found is not None else identity


def _one_start(told: Sorted) -> None:
    """A plain start before one that waits for something; the others are set aside."""
    starts = [one for one in told.nodes if local(one) == "startEvent"]
    for other in sorted(starts, key=lambda one: bool(event_of(one)))[1:]:
        told.nodes.remove(other)
        told.aside.append((other, sentences.SECOND_START))


def _behind(told: Sorted) -> None:
    """Sets aside what is reached from there and from nowhere else."""
    leading: dict[str, list[str]] = defaultdict(list)
    reached_by: dict[str, int] = defaultdict(int)
    for flow in told.flows:
        leading[flow.get("sourceRef", "")].append(flow.get("targetRef", ""))
        reached_by[flow.get("targetRef", "")] += 1
    known = {one.get("id") for one in told.nodes}
    first = [key for key in known if not reached_by[key] or _is_start(told, key)]
    fine = set(_following(first, leading))
    lost = set(_following([one.get("id") for one, _ in told.aside], leading)) - fine
    for one in [one for one in told.nodes if one.get("id") in lost]:
        told.nodes.remove(one)
        told.aside.append((one, sentences.BEHIND))


def _is_start(told: Sorted, key: str) -> bool:
    return any(one.get("id") == key and local(one) == "startEvent" for one in told.nodes)


def _following(begin: list[str], leading: dict[str, list[str]]) -> Iterator[str]:
    seen, left = set(begin), list(begin)
    while left:
        key = left.pop()
        yield key
        for target in leading[key]:
            if target not in seen:
                seen.add(target)
                left.append(target)


def _loose(told: Sorted) -> None:
    """Flows of which an end is no node of ours."""
    known = {one.get("id") for one in told.nodes}
    aside = {one.get("id") for one, _ in told.aside}
    for flow in list(told.flows):
        ends = {flow.get("sourceRef"), flow.get("targetRef")}
        if not ends <= known:
            told.flows.remove(flow)
            told.aside.append((flow, sentences.BEHIND if ends & aside else sentences.LOOSE))

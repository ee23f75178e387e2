"""The choices right behind a step: which ways there are, and what of the case they look at."""

from dataclasses import dataclass
from typing import Any

from motcua.domain.processes.graph.definition import Flow, Kind, Node, Process
from motcua.domain.processes.graph.shape import WAITING
from motcua.kernel import jsonlogic


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice and the flows that leave it, those with conditions first."""

    node: Node
    flows: tuple[Flow, ...]


def choices_behind(process: Process, key: str) -> tuple[Choice, ...]:
    """Those a case may meet when the step is finished, before it waits again; in their order."""
    seen, left, found = {key}, [key], list[Choice]()
    while left:
        here = process.by_key[left.pop(0)]
        flows = process.leaving[here.key]
        if here.kind is Kind.CHOICE and len(flows) > 1:
            found.append(Choice(here, tuple(sorted(flows, key=lambda flow: flow.otherwise))))
        if here.kind in WAITING and here.key != key:
            continue
        for flow in flows:
            if flow.target not in seen and (not flow.back or here.kind is Kind.CHOICE):
                seen.add(flow.target)
                left.append(flow.target)
    return tuple(found)


def looked_at(process: Process, key: str) -> tuple[str, ...]:
    """The names the conditions behind a step look at, each once."""
    names: dict[str, None] = {}
    for choice in choices_behind(process, key):
        for flow in choice.flows:
            names |= dict.fromkeys(jsonlogic.names(flow.condition))
    return tuple(names)


def constants(process: Process, key: str, name: str) -> tuple[Any, ...] | None:
    """What a name is compared with where it is only ever asked whether it equals something; None where it is not."""
    found: dict[Any, None] = {}
    for choice in choices_behind(process, key):
        for flow in choice.flows:
            if name in jsonlogic.names(flow.condition):
                value = _compared(flow.condition, name)
                if value is None:
                    return None
                found[value] = None
    return tuple(found)


def _compared(rule: Any, name: str) -> Any:
    """The value of {"==": [{"var": name}, value]}; None for every other rule."""
    match rule:
        case {"==": [{"var": one}, str() | bool() | int() as value]} if one == name:
            return value
        case {"==": [str() | bool() | int() as value, {"var": one}]} if one == name:
            return value
    return None

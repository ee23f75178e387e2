"""The flows of a BPMN file: conditions as far as they are understood, defaults, and the ways back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from motcua.domain.processes.graph.bpmn.conditions import understood
from motcua.domain.processes.graph.bpmn.keeping import kept, without
from motcua.domain.processes.graph.bpmn.names import DEFAULTS, JSONLOGIC, bpmn, flow_id, local, printable
from motcua.domain.processes.graph.bpmn.nodes import LONGEST_NAME, PLAIN, flow_data, key_for
from motcua.domain.processes.graph.definition import NOTHING, WORK, Flow, Kind, Node
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

RETURNED = '{"var":"returned"}'
"""The condition other tools see at a return that has none: taken by sending back, never by finishing the step."""


@dataclass(frozen=True, slots=True)
class FlowRead:
    """`unread` is a condition that is kept without being understood; `turned` a way back that was found out."""

    flow: Flow
    fresh: bool
    unread: str = ""
    turned: bool = False


def flow_of(element: Any, keys: Mapping[str, str], sources: Mapping[str, Any], taken: set[str]) -> FlowRead:
    """`keys` of nodes by XML id, `sources` the elements by XML id."""
    told = flow_data(element)
    identity, source = element.get("id") or "flow", element.get("sourceRef")
    key = key_for(told.key if told else None, identity.removeprefix("f."), taken)
    text, condition = _condition(element, told)
    by_default = sources[source].get("default") == identity and local(sources[source]) in DEFAULTS
    flow = Flow(
        key,
        keys[source],
        keys[element.get("targetRef")],
        words=_words(element, told.words if told else NOTHING, fresh=told is None),
        condition=condition,
        otherwise=by_default or bool(told and told.otherwise),
        back=bool(told and told.back),
    )
    rest = without(element, "flow", ("name", "sourceRef", "targetRef"), _modelled(element, text, condition, flow))
    unread = text if text and condition is None and not (flow.back and text == RETURNED) else ""
    return FlowRead(replace(flow, foreign=kept(rest, "sequenceFlow", flow_id(key))), told is None, unread)


def _modelled(element: Any, text: str, condition: Any, flow: Flow) -> tuple[str, ...]:
    """A condition in JsonLogic is ours and is written anew; any other stays with the flow."""
    found = element.find(bpmn("conditionExpression"))
    if found is None or found.get("language") != JSONLOGIC:
        return ()
    return ("conditionExpression",) if condition is not None or (flow.back and text == RETURNED) else ()


def _condition(element: Any, told: Flow | None) -> tuple[str, Any]:
    found = element.find(bpmn("conditionExpression"))
    if found is None:
        return "", None
    text = (found.text or "").strip()
    if told and told.back and text == RETURNED:
        return text, None
    return text, understood(text, found.get("language") or "")


def _words(element: Any, words: Words, *, fresh: bool) -> Words:
    name = element.get("name", "")
    if fresh:
        name = tidy(name)[:LONGEST_NAME]
        return Words(name, name)
    return words if printable(words.vi) == name else Words(name[:LONGEST_NAME], words.en)


def turned(nodes: Sequence[Node], reads: Sequence[FlowRead], start: str) -> list[FlowRead]:
    """Flows drawn by other tools that close a circle are returns where the kind of their source allows it."""
    leaving: dict[str, list[FlowRead]] = {node.key: [] for node in nodes}
    kinds = {node.key: node.kind for node in nodes}
    for one in reads:
        if not one.flow.back:
            leaving[one.flow.source].append(one)
    back: set[str] = set()
    done: set[str] = set()
    for begin in (start, *leaving):
        around, way = {begin: None}, [iter(leaving[begin])]
        while way and begin not in done:
            here = next(way[-1], None)
            if here is None:
                way.pop()
                done.add(around.popitem()[0])
            elif here.flow.target in around:
                if here.fresh and kinds[here.flow.source] in (*WORK, Kind.CHOICE) and not here.flow.otherwise:
                    back.add(here.flow.key)
            elif here.flow.target not in done:
                around[here.flow.target] = None
                way.append(iter(leaving[here.flow.target]))
    return [
        replace(one, flow=replace(one.flow, back=True), turned=True) if one.flow.key in back else one for one in reads
    ]


def questions(nodes: Sequence[Node], reads: Sequence[FlowRead]) -> tuple[list[FlowRead], set[str]]:
    """A choice of another tool whose ways have names and nothing else becomes a question to the official before it.

    Also the keys of those choices.
    """
    told, asked = list(reads), set[str]()
    for node in nodes:
        places = [place for place, one in enumerate(told) if one.flow.source == node.key]
        flows = [told[place].flow for place in places]
        if node.kind is not Kind.CHOICE or len(flows) < 2 or not all(told[place].fresh for place in places):
            continue
        open_ways = [flow for flow in flows if flow.condition is None and not flow.otherwise]
        names = {flow.words.vi for flow in flows}
        bare = not any(told[place].unread for place in places)
        if len(open_ways) != len(flows) or len(names) != len(flows) or "" in names or not bare:
            continue
        last = next((flow for flow in reversed(flows) if not flow.back), None)
        for place in places:
            flow = told[place].flow
            rule = {"==": [{"var": PLAIN.sub("_", node.key)}, flow.words.vi]}
            now = replace(flow, otherwise=True) if flow is last else replace(flow, condition=rule)
            told[place] = replace(told[place], flow=now)
        asked.add(node.key)
    return told, asked

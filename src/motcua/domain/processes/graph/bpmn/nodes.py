"""One element of a BPMN file as a node of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.domain.processes.graph.bpmn.durations import duration_of
from motcua.domain.processes.graph.bpmn.keeping import data_in, kept, without
from motcua.domain.processes.graph.bpmn.kinds import event_of, kind_of, timer_minutes, timer_text
from motcua.domain.processes.graph.bpmn.names import bpmn, node_id, ours, printable, tag_of
from motcua.domain.processes.graph.bpmn.performers import LaneKey, guess, lane_key, moved, said_in
from motcua.domain.processes.graph.codec import KEY, BadDefinition, flow_from_json, node_from_json
from motcua.domain.processes.graph.definition import WORK, Flow, Kind, Node, Performer
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

LONGEST_NAME, LONGEST_KEY = 500, 40
MODELLED = ("id", "name", "default", "gatewayDirection")
PLAIN = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Lane:
    """`key` is None where the lane says nobody; `own` where it carries our data."""

    id: str
    name: str
    key: LaneKey | None
    own: bool
    line: int


@dataclass(frozen=True, slots=True)
class NodeRead:
    """`damaged`: our own data was there and could not be read. `fresh`: another tool's element, or one drawn there."""

    node: Node
    fresh: bool
    damaged: bool = False
    moved: bool = False


def key_for(wish: Any, identity: str, taken: set[str]) -> str:
    """The key our data says, else the id where it is one, else one made from it; never one that is taken."""
    for one in (wish, identity.removeprefix("n.")):
        if isinstance(one, str) and KEY.fullmatch(one) and one not in taken:
            taken.add(one)
            return one
    stem = PLAIN.sub("_", fold(identity)).strip("_")[: LONGEST_KEY - 5] or "n"
    number = next(number for number in range(1, 10_000) if f"{stem}_{number}" not in taken)
    taken.add(f"{stem}_{number}")
    return f"{stem}_{number}"


def node_of(element: Any, ways: tuple[int, int], lane: Lane | None, taken: set[str]) -> NodeRead:
    """`ways` are the numbers of flows that arrive and leave."""
    there = element.find(f"{bpmn('extensionElements')}/{ours('node')}")
    told = data_in(element, "node") or {}
    kind = kind_of(element, told.get("kind"), *ways)
    key = key_for(told.get("key"), element.get("id"), taken)
    own = _own(told, key, kind)
    node = own or Node(key, kind, Words("", ""))
    node = replace(node, words=_words(element, node.words, fresh=own is None))
    if kind is Kind.TIMER:
        node = replace(node, minutes=timer_minutes(element, node.minutes))
    performer, changed = _performer(element, node, lane, fresh=own is None)
    node = replace(node, performer=performer, source=node.source if own else (element.sourceline or 0,))
    damaged = own is None and there is not None
    return NodeRead(replace(node, foreign=_rest(element, node)), own is None, damaged, changed)


def _own(told: Mapping[str, Any], key: str, kind: Kind) -> Node | None:
    if not told:
        return None
    try:
        return node_from_json({**told, "key": key, "kind": kind.value})
    except BadDefinition:
        return None


def _words(element: Any, words: Words, *, fresh: bool) -> Words:
    name = element.get("name", "")
    if fresh:
        name = tidy(name)[:LONGEST_NAME]
        return Words(name, name)
    return words if printable(words.vi) == name else Words(name[:LONGEST_NAME], words.en)


def _performer(element: Any, node: Node, lane: Lane | None, *, fresh: bool) -> tuple[Performer | None, bool]:
    """What our data says, unless another tool moved the step to the lane of somebody else."""
    if node.kind not in WORK:
        return node.performer, False
    key = lane.key if lane is not None else None
    if key is not None and lane is not None and (fresh or lane.own):
        same = node.performer is not None and lane_key(node.performer) == key
        return (node.performer, False) if same else (moved(node.performer, key), not fresh)
    if fresh and (said := said_in(element)):
        return guess(said), False
    return node.performer, False


def _rest(element: Any, node: Node) -> str:
    drop = ["incoming", "outgoing"]
    if node.kind is Kind.TIMER and event_of(element) == "timer":
        text = timer_text(element)
        if text == ("" if node.minutes is None else duration_of(node.minutes)):
            drop.append("timerEventDefinition")
    rest = without(element, "node", MODELLED[1:], tuple(drop))
    return kept(rest, tag_of(node), node_id(node.key))


def flow_data(element: Any) -> Flow | None:
    """What our own data says of a flow; its ends are those of the element."""
    told = data_in(element, "flow")
    if told is None:
        return None
    try:
        return flow_from_json({**told, "source": "a", "target": "a"})
    except BadDefinition:
        return None

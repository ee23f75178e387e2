"""What a drawing does not say, chosen for it: parts of nodes and flows, and steps that are put in. Pure.

As data: {"nodes": {key: {"decides": true, …}}, "flows": {key: {"otherwise": true, …}}, "added": [{"at": key, "node":
{…}}]}. What is told of a node or flow goes over what it has (RFC 7396: null takes away); the names are those of
`graph/definition.py`. A step is added behind the node at which it is told, before it where that is an end.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from motcua.base.access.roles import CounterOfficial, Specialist
from motcua.domain.processes.graph.codec import bad, flow_from_json, node_from_json, node_to_json, to_json
from motcua.domain.processes.graph.definition import NOTHING, WORK, Flow, Kind, Node, Performer, Process, Relation
from motcua.kernel.words import Words

PARTS = ("nodes", "flows", "added")
ADDABLE = frozenset({*WORK, Kind.AUTOMATIC, Kind.TIMER})
CHANGEABLE = (ADDABLE, frozenset({Kind.CHOICE, Kind.SPLIT, Kind.JOIN}))
"""A node stays one of its own set: what is done may be done otherwise, and a gateway stays one."""
RECEIVED = Words("Tiếp nhận hồ sơ", "Receive the case")
HANDED_OVER = Words("Trả kết quả", "Hand over the result")


def chosen(process: Process, told: Any) -> Process:
    """The process with everything that was chosen. BadDefinition says where, and why not."""
    for part in _mapping(told, "choices"):
        if part not in PARTS:
            raise bad(f"choices.{part}", "không có trong định dạng", "is not part of the format")
    added = told.get("added", [])
    if not isinstance(added, list):
        raise bad("choices.added", "phải là danh sách", "must be a list")
    for place, one in enumerate(added):
        process = _added(process, one, f"choices.added[{place}]")
    nodes, flows = (_mapping(told.get(part, {}), f"choices.{part}") for part in ("nodes", "flows"))
    _known(nodes, process.by_key, "choices.nodes")
    _known(flows, {flow.key for flow in process.flows}, "choices.flows")
    return replace(
        process,
        nodes=tuple(_node(node, nodes[node.key]) if node.key in nodes else node for node in process.nodes),
        flows=tuple(_flow(flow, flows[flow.key]) if flow.key in flows else flow for flow in process.flows),
    )


def _mapping(told: Any, where: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise bad(where, "phải là một đối tượng", "must be an object")
    return told


def _known(told: Mapping[str, Any], known: Any, where: str) -> None:
    for key in told:
        if key not in known:
            raise bad(f"{where}.{key}", "không có trong quy trình", "is not in the process")


def _added(process: Process, told: Any, where: str) -> Process:
    told = _mapping(told, where)
    if told.keys() != {"at", "node"}:
        raise bad(where, "cần đúng at và node", "needs at and node, nothing else")
    node = node_from_json(told["node"], f"{where}.node")
    if node.key in process.by_key:
        raise bad(f"{where}.node.key", "bị trùng", "is there twice")
    if node.kind not in ADDABLE:
        raise bad(f"{where}.node.kind", "không thêm được loại này", "cannot be added")
    if not may_add(process, str(told["at"])):
        raise bad(f"{where}.at", "không thêm được bước ở đây", "is no place for another step")
    return added(process, told["at"], node)


def _node(node: Node, told: Any) -> Node:
    where = f"choices.nodes.{node.key}"
    made = node_from_json(_merged(node_to_json(node), _mapping(told, where)), where)
    own = next((kinds for kinds in CHANGEABLE if node.kind in kinds), frozenset({node.kind}))
    if made.key != node.key or made.kind not in own:
        name = "key" if made.key != node.key else "kind"
        raise bad(f"{where}.{name}", "không đổi thành thế này được", "cannot be changed to this")
    return replace(made, foreign=node.foreign)


def _flow(flow: Flow, told: Any) -> Flow:
    where = f"choices.flows.{flow.key}"
    now = to_json(Process(NOTHING, (), (replace(flow, foreign=""),)))["flows"][0]
    made = flow_from_json(_merged(now, _mapping(told, where)), where)
    if (made.key, made.source, made.target) != (flow.key, flow.source, flow.target):
        raise bad(where, "không đổi được mã, đầu và cuối", "keeps its key and its ends")
    return replace(made, foreign=flow.foreign)


def _merged(told: Any, patch: Any) -> Any:
    """JSON Merge Patch."""
    if not isinstance(patch, dict):
        return patch
    result = dict(told) if isinstance(told, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = _merged(result.get(name), value)
    return result


def onward(process: Process, key: str) -> list[Flow]:
    """The flows that lead on from a node, returns apart."""
    return [flow for flow in process.leaving.get(key, ()) if not flow.back]


def may_add(process: Process, key: str) -> bool:
    """Whether one more step can stand behind a node, or before it where it is an end."""
    node = process.by_key.get(key)
    if node is None:
        return False
    return bool(process.arriving[key]) if node.kind is Kind.END else len(onward(process, key)) == 1


def added(process: Process, at: str, node: Node) -> Process:
    """With one more step, where `may_add` allows it."""
    place = [one.key for one in process.nodes].index(at)
    link = _free("added_flow", {flow.key for flow in process.flows})
    if process.by_key[at].kind is Kind.END:
        flows = [replace(flow, target=node.key) if flow.target == at else flow for flow in process.flows]
        flows.append(Flow(link, node.key, at))
    else:
        [way] = onward(process, at)
        flows = [replace(flow, target=node.key) if flow is way else flow for flow in process.flows]
        flows.append(Flow(link, node.key, way.target))
        place += 1
    return replace(process, nodes=(*process.nodes[:place], node, *process.nodes[place:]), flows=tuple(flows))


def fresh(process: Process, at: str) -> Node:
    """The step to begin with: reception behind the start, handing over before an end, else a specialist's."""
    key, kind = _free("added", process.by_key), process.by_key[at].kind
    if kind in (Kind.START, Kind.END):
        counter = Performer(Relation.RECEIVING, CounterOfficial.name)
        return Node(key, Kind.STEP, RECEIVED if kind is Kind.START else HANDED_OVER, counter)
    return Node(key, Kind.STEP, NOTHING, Performer(Relation.SPECIALIST, Specialist.name))


def may_drop(process: Process, key: str) -> bool:
    """Whether a step that was put in can be taken out again: one way on, and nothing of another tool in it."""
    node = process.by_key[key]
    own = node.kind in ADDABLE and not node.foreign and not node.source
    return (
        own and len(process.leaving[key]) == 1 and not any(flow.back and flow.target == key for flow in process.flows)
    )


def dropped(process: Process, key: str) -> Process:
    """Without a step, where `may_drop` allows it; what led to it leads to what stood behind it."""
    [way] = onward(process, key)
    flows = (replace(flow, target=way.target) if flow.target == key else flow for flow in process.flows if flow != way)
    return replace(process, nodes=tuple(one for one in process.nodes if one.key != key), flows=tuple(flows))


def _free(stem: str, taken: Any) -> str:
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}_{number}") not in taken)

"""The choices of a process as a form: for each way out whether the official chooses it, the case's data, or neither."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from motcua.domain.processes.choosing import onward
from motcua.domain.processes.graph import guards
from motcua.domain.processes.graph.bpmn.kinds import POSSIBLE
from motcua.domain.processes.graph.bpmn.names import local
from motcua.domain.processes.graph.bpmn.nodes import PLAIN
from motcua.domain.processes.graph.bpmn.parsing import fragment
from motcua.domain.processes.graph.definition import Flow, Kind, Node, Process
from motcua.domain.processes.graph.guards import Simple
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

GATEWAYS = (Kind.CHOICE, Kind.SPLIT, Kind.JOIN)
CELLS = ("vi", "en", "when", "name", "sign", "value")
ASKED, OTHERWISE, RULE, KEPT = "asked", "otherwise", "rule", "kept"
WHEN = {
    "": Words("Chưa chọn", "Not chosen yet"),
    ASKED: Words("Cán bộ làm bước trước chọn", "The official of the step before chooses it"),
    RULE: Words("Dữ liệu hồ sơ thỏa điều kiện", "The case's data meet a condition"),
    OTHERWISE: Words("Các trường hợp còn lại", "In all other cases"),
}
KEPT_WORDS = Words("Điều kiện của tệp, giữ nguyên", "The condition of the file, as it is")
KINDS = {
    Kind.CHOICE: Words("Chỉ một nhánh", "One way only"),
    Kind.SPLIT: Words("Mọi nhánh cùng lúc", "All ways at once"),
    Kind.JOIN: Words("Chờ đủ mọi nhánh", "Waits for all ways"),
}
NAME_IT = Words("Nhánh để cán bộ chọn cần có tên.", "A way that an official chooses needs a name.")
Row = dict[str, str]


def names_of(process: Process, node: Node) -> Sequence[str]:
    """The cells of a gateway; none where there is nothing to choose."""
    if node.kind not in GATEWAYS:
        return ()
    choosing = node.kind is Kind.CHOICE and len(process.leaving[node.key]) > 1
    ways = [f"way-{flow.key}-{cell}" for flow in process.leaving[node.key] for cell in CELLS] if choosing else []
    kinds = ["kind"] if kinds_of(process, node) else []
    return ["name_vi", "name_en", *kinds, *ways] if kinds or ways else ()


def kinds_of(process: Process, node: Node) -> list[tuple[str, Words]]:
    """What else a gateway of the file may stand for here; of one that says exactly what it is, nothing."""
    if node.kind not in GATEWAYS or not node.foreign:
        return []
    element = fragment(node.foreign)
    name = "" if element is None else local(element)
    if name in ("exclusiveGateway", "parallelGateway"):
        return []
    apart = len(onward(process, node.key)) > 1
    fitting = {Kind.CHOICE, Kind.SPLIT if apart else Kind.JOIN} & POSSIBLE.get(name, set())
    if not apart and len(process.arriving[node.key]) < 2:
        return []
    return [(kind.value, words) for kind, words in KINDS.items() if kind in fitting]


def cells_of(process: Process, node: Node) -> Row:
    row = {"name_vi": node.words.vi, "name_en": node.words.en, "kind": node.kind.value}
    for flow in process.leaving[node.key]:
        simple = guards.simple_of(flow.condition) if flow.condition is not None else None
        when = _when(node, flow, simple)
        told = (simple.name, simple.sign, simple.value) if simple and when == RULE else ("", "", "")
        cells = (flow.words.vi, flow.words.en, when, *told)
        row |= {f"way-{flow.key}-{cell}": text for cell, text in zip(CELLS, cells, strict=True)}
    return row


def _when(node: Node, flow: Flow, simple: Simple | None) -> str:
    if flow.otherwise:
        return OTHERWISE
    if flow.condition is None:
        return ""
    if flow.condition == _asked(node, flow.words.vi) and flow.words.vi:
        return ASKED
    return RULE if simple else KEPT


def _asked(node: Node, name: str) -> Any:
    """The rule of a way the official chooses by its name."""
    return {"==": [{"var": PLAIN.sub("_", node.key)}, name]}


def chosen(process: Process, node: Node, cells: Row) -> tuple[Process, dict[str, Words]]:
    """The process with what was chosen of one gateway, and what cannot be read."""
    wrong: dict[str, Words] = {}
    kinds = {value for value, _ in kinds_of(process, node)}
    kind = Kind(cells["kind"]) if cells.get("kind") in kinds else node.kind
    made = replace(node, words=Words(tidy(cells["name_vi"]), tidy(cells["name_en"])), kind=kind)
    flows = [
        _way(made, flow, cells, wrong) if flow.source == node.key and f"way-{flow.key}-when" in cells else flow
        for flow in process.flows
    ]
    if kind is not Kind.CHOICE:
        flows = [replace(one, condition=None, otherwise=False) if one.source == node.key else one for one in flows]
    nodes = tuple(made if one.key == node.key else one for one in process.nodes)
    return replace(process, nodes=nodes, flows=tuple(flows)), wrong


def _way(node: Node, flow: Flow, cells: Row, wrong: dict[str, Words]) -> Flow:
    vi, en, when, name, sign, value = (cells[f"way-{flow.key}-{cell}"] for cell in CELLS)
    now = replace(flow, words=Words(tidy(vi), tidy(en)))
    if when == ASKED:
        if not tidy(vi):
            wrong[f"way-{flow.key}"] = NAME_IT
        return replace(now, condition=_asked(node, tidy(vi)) if tidy(vi) else None, otherwise=False)
    if when == RULE:
        rule = guards.rule_of(Simple(tidy(name), sign, value))
        if rule is None:
            wrong[f"way-{flow.key}"] = guards.INCOMPLETE
            return now
        return replace(now, condition=rule, otherwise=False)
    if when == OTHERWISE:
        return replace(now, condition=None, otherwise=True)
    return now if when == KEPT else replace(now, condition=None, otherwise=False)


def ways(process: Process, node: Node, row: Row) -> list[dict[str, Any]]:
    """Each way out of a choice with its cells, for the page."""
    if node.kind is not Kind.CHOICE or len(process.leaving[node.key]) < 2:
        return []
    found = []
    for flow in process.leaving[node.key]:
        stem = f"way-{flow.key}-"
        when = [*WHEN.items(), *([(KEPT, KEPT_WORDS)] if row.get(f"{stem}when") == KEPT else [])]
        target = process.by_key[flow.target]
        cells = {cell: row.get(f"{stem}{cell}", "") for cell in CELLS}
        found.append({"stem": stem, "back": flow.back, "target": target.words, "whens": when, "cells": cells})
    return found

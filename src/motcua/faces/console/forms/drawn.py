"""A process that was drawn or read from a file, as a form: what it does not say yet is chosen here, node by node.

Steps have the cells of the step table. What cannot be read stays as typed, beside the reason.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.domain.processes.choosing import added, dropped, fresh, may_add, may_drop
from motcua.domain.processes.graph.definition import WORK, Kind, Node, Process, Relation
from motcua.domain.processes.graph.lines import automatic_line, line_of, node_of
from motcua.domain.processes.tables import HOURS, MOST_HOURS
from motcua.faces.console.forms import gateways, step_fields
from motcua.faces.console.forms.imports import NO_AGENCY, Agencies
from motcua.faces.console.forms.processes import CELLS, THREAD, Row, hours_typed, row_of
from motcua.faces.console.forms.processes import line_of as line_typed
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

STEPS = frozenset({*WORK, Kind.AUTOMATIC})
UNTOLD = "untold"
"""In the cell "does": by itself, but nobody has said yet what."""
MOST_ROWS, LONGEST = 300, 4000
BUTTON = re.compile(r"(field|unfield)-(\d{1,3})(?:-(\d{1,2}))?")
WAIT = ("name_vi", "name_en", "hours")
Wrong = dict[str, Words]


@dataclass
class Drawn:
    """The process as it was chosen so far. By key of the node: all cells sent, cells to be shown as they were typed,
    and what cannot be read.
    """

    process: Process
    cells: dict[str, Row] = field(default_factory=dict)
    typed: dict[str, Row] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)


def sent(process: Process, data: Mapping[str, str], agencies: Agencies) -> Drawn:
    """The process with what was chosen for each node; where nothing was sent of one it stays as it is."""
    told = Drawn(process)
    count = data.get("rows", "")
    for index in range(min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 5 else 0):
        node = told.process.by_key.get(data.get(f"{index}-key", ""))
        if node is None:
            continue
        cells = {name: _cell(data, f"{index}-{name}") for name in names_of(told.process, node)}
        if node.kind in STEPS:
            cells["fields"] = step_fields.sent(data, index)
        told.cells[node.key] = cells
        _choose(told, node, cells, agencies)
    return told


def _cell(data: Mapping[str, str], name: str) -> str:
    """As typed; a browser ends its lines in a way of its own."""
    return data.get(name, "").replace("\r\n", "\n")[:LONGEST]


def names_of(process: Process, node: Node) -> Sequence[str]:
    """The cells of a node."""
    if node.kind in STEPS:
        return CELLS
    return WAIT if node.kind is Kind.TIMER else gateways.names_of(process, node)


def _choose(told: Drawn, node: Node, cells: Row, agencies: Agencies) -> None:
    if _alike(cells, cells_of(told.process, node, agencies)):
        return
    wrong: Wrong = {}
    if node.kind in STEPS:
        made, wrong = _step(node, cells, agencies)
        told.process = _with(told.process, made)
    elif node.kind is Kind.TIMER:
        minutes = _minutes(cells, wrong)
        words = Words(tidy(cells["name_vi"]), tidy(cells["name_en"]))
        told.process = _with(told.process, replace(node, words=words, minutes=minutes))
    else:
        told.process, wrong = gateways.chosen(told.process, node, cells)
    if wrong:
        told.typed[node.key], told.wrong[node.key] = cells, wrong


def _with(process: Process, node: Node) -> Process:
    return replace(process, nodes=tuple(node if one.key == node.key else one for one in process.nodes))


def _alike(cells: Row, shown: Row) -> bool:
    """Whether a row came back as it was shown: then nothing is read out of it."""
    fields = [json.loads(one.get("fields", "") or "[]") for one in (cells, shown)]
    return fields[0] == fields[1] and all(cells[name] == shown.get(name, "") for name in cells if name != "fields")


def _minutes(cells: Row, wrong: Wrong) -> int | None:
    hours, readable = hours_typed(cells["hours"])
    if not readable or (hours is not None and not 0 < hours <= MOST_HOURS):
        wrong["hours"] = HOURS
        return None
    return None if hours is None else round(hours * 60)


def _step(node: Node, cells: Row, agencies: Agencies) -> tuple[Node, Wrong]:
    """A step as typed. Where a cell cannot be read the node keeps what it had there."""
    wrong: Wrong = {}
    _minutes(cells, wrong)
    fields, wrong_fields = step_fields.schema_in(cells["fields"])
    guard, wrong_guard = step_fields.guard_in(cells)
    wrong |= ({"fields": wrong_fields} if wrong_fields else {}) | ({"guard": wrong_guard} if wrong_guard else {})
    named = cells["unit"] in list(Relation)
    plain = cells | {"unit": cells["unit"] if named else Relation.SPECIALIST.value, "text": cells["text"]}
    plain["agency"] = _identifiers(cells["agency"], agencies, wrong)
    hours = None if "hours" in wrong else hours_typed(cells["hours"])[0]
    line = replace(line_typed(plain, hours), name_vi=tidy(cells["name_vi"]), name_en=tidy(cells["name_en"]))
    made = node_of(replace(line, fields=fields, guard=guard))
    return replace(
        made,
        key=node.key,
        performer=made.performer if named else None,
        fields=node.fields if "fields" in wrong else made.fields,
        guard=node.guard if "guard" in wrong else made.guard,
        source=node.source,
        foreign=node.foreign,
    ), wrong


def _identifiers(typed: str, agencies: Agencies, wrong: Wrong) -> str:
    """Agencies as people name them, by their identifiers."""
    found = []
    for part in (one for one in typed.split(";") if one.strip()):
        identifier = agencies.identifier(part)
        if identifier is None:
            wrong["agency"] = NO_AGENCY.fill(typed=tidy(part))
        found.append(identifier or tidy(part))
    return "; ".join(found)


def cells_of(process: Process, node: Node, agencies: Agencies) -> Row:
    """What a node has, cell by cell."""
    if node.kind is Kind.TIMER:
        timed = row_of(line_of(replace(node, kind=Kind.STEP)))
        return {name: timed[name] for name in WAIT}
    if node.kind not in STEPS:
        return gateways.cells_of(process, node)
    row = row_of(automatic_line(node, "") if node.kind is Kind.AUTOMATIC else line_of(node))
    if node.kind is Kind.AUTOMATIC and node.order is None:
        row["does"] = UNTOLD
    if node.kind in WORK and node.performer is None:
        row["unit"] = row["role"] = ""
    row["agency"] = "; ".join(agencies.shown.get(one, one) for one in row["agency"].split("; ") if one)
    return row


def people(process: Process, node: Node) -> list[tuple[str, Words]]:
    """Whose desk a step may begin on: anybody's, the thread officer's, or that of who did an earlier step."""
    told = [
        ("", Words("Ai có vai trò này", "Anybody with the role")),
        (THREAD, Words("Cán bộ đầu mối", "Thread officer")),
    ]
    who = Words("Người làm “{name}”", "Who did “{name}”")
    for one in process.steps:
        if one.key == node.key:
            break
        told.append((one.key, who.fill(name=one.words)))
    return told


def press(told: Drawn, button: str, data: Mapping[str, str], agencies: Agencies) -> str:
    """Carry out a button: "add" or "drop" and a node's key, "field-2" or "unfield-2-0" as in the step table.

    The key of the node to be looked at next; "" where it is no such button.
    """
    if found := BUTTON.fullmatch(button):
        return _fields(told, found, data, agencies)
    verb, _, key = button.partition(" ")
    if key not in told.process.by_key:
        return ""
    if verb == "add" and may_add(told.process, key):
        new = fresh(told.process, key)
        told.process = added(told.process, key, new)
        return new.key
    if verb == "drop" and may_drop(told.process, key):
        told.process = dropped(told.process, key)
        told.typed.pop(key, None)
        told.wrong.pop(key, None)
    return key if verb == "look" else ""


def _fields(told: Drawn, button: re.Match[str], data: Mapping[str, str], agencies: Agencies) -> str:
    """One field more, or one less; an empty one is only on the page yet."""
    key = data.get(f"{button[2]}-key", "")
    cells, node = told.cells.get(key), told.process.by_key.get(key)
    if cells is None or node is None or node.kind not in STEPS:
        return ""
    more = button[1] == "field"
    fields = cells["fields"]
    changed = step_fields.added(fields) if more else step_fields.removed(fields, int(button[3] or 0))
    _choose(told, node, cells | {"fields": changed}, agencies)
    told.typed[key] = cells | {"fields": changed}
    return key


def blocks(told: Drawn, agencies: Agencies, faults: Mapping[str, Sequence[Words]], look: str) -> list[dict[str, Any]]:
    """One for every node something is chosen of, in the order of reading."""
    process, found = told.process, list[dict[str, Any]]()
    for node in process.nodes:
        more, less = may_add(process, node.key), may_drop(process, node.key)
        if not names_of(process, node) and not more:
            continue
        row = told.typed.get(node.key) or cells_of(process, node, agencies)
        wrong = told.wrong.get(node.key, {})
        found.append(
            {
                "index": len(found),
                "number": len(found) + 1,
                "anchor": f"k{len(found)}",
                "key": node.key,
                "kind": node.kind.value if node.kind not in STEPS else "step",
                "name": node.words if str(node.words).strip() else Words(node.key, node.key),
                "values": row,
                "wrong": wrong,
                "errors": list(wrong.values()),
                "faults": faults.get(node.key, ()),
                "open": bool(wrong or faults.get(node.key)) or node.key == look,
                "looked": node.key == look,
                "may_add": more,
                "may_drop": less,
                "ways": gateways.ways(process, node, row),
                "kinds": gateways.kinds_of(process, node),
                **(_step_facts(process, node, row, wrong) if node.kind in STEPS else {}),
            }
        )
    return found


def _step_facts(process: Process, node: Node, row: Row, wrong: Wrong) -> dict[str, Any]:
    earlier = [{"fields": step_fields.told(one.fields)} for one in process.steps if one.key != node.key]
    rows = [*earlier, {"fields": row["fields"]}]
    return {
        "people": people(process, node),
        "fields": step_fields.rows_in(row["fields"]),
        "fields_open": row["fields"] not in ("", "[]") or bool(row["guard_name"] or row["guard"]),
        "nameable": step_fields.nameable(rows, len(rows) - 1, row["guard_name"]),
    }

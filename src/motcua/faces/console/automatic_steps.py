"""Automatic steps of a process that was drawn or read from a file, as a form: what each does is chosen here."""

from collections.abc import Mapping
from dataclasses import replace

from motcua.domain.processes.graph.definition import Kind, Node, Process
from motcua.domain.processes.graph.lines import automatic, automatic_line
from motcua.domain.processes.graph.orders import faults
from motcua.faces.console.forms.processes import CELLS, cell_sent, hours_typed, line_of, row_of
from motcua.kernel.words import Words

ASKED = ("name_vi", "name_en", "does", "says_vi", "says_en", "unit", "role", "agency", "hours")


def steps_of(process: Process) -> list[dict[str, object]]:
    """A part of the form for each, with what it still lacks."""
    return [
        {
            "index": place,
            "name": node.words if str(node.words).strip() else Words(node.key, node.key),
            "values": row_of(automatic_line(node, "")) | ({} if node.order else {"does": ""}),
            "wrong": list(faults(process, node, None)),
        }
        for place, node in enumerate(automatic_nodes(process))
    ]


def automatic_nodes(process: Process) -> list[Node]:
    return [node for node in process.nodes if node.kind is Kind.AUTOMATIC]


def chosen(process: Process, data: Mapping[str, str]) -> Process:
    """The process with what was chosen for each automatic step."""
    told = {node.key: _chosen(node, data, place) for place, node in enumerate(automatic_nodes(process))}
    return replace(process, nodes=tuple(told.get(node.key, node) for node in process.nodes))


def _chosen(node: Node, data: Mapping[str, str], place: int) -> Node:
    """Where nothing was sent of a step it stays as it is."""
    if f"{place}-does" not in data:
        return node
    row = dict.fromkeys(CELLS, "") | {cell: cell_sent(data, place, cell) for cell in ASKED}
    made = automatic(line_of(row, hours_typed(row["hours"])[0]))
    return replace(
        node,
        words=made.words,
        performer=made.performer,
        minutes=made.minutes,
        asks=made.asks,
        order=made.order,
    )

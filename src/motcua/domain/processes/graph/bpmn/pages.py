"""What became of BPMN files of other tools, as a page: one table for all of them, then every element of each."""

from collections.abc import Iterable, Sequence

from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import Read, Verdict
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import Process
from motcua.kernel.errors import Fault

WORDS = (
    "Drawn by `motcua process report` from the files in `tests/domain/processes/samples`.",
    "Written out again, each gives the same steps and flows; nothing another tool wrote is lost.",
    '"To look at" are places an official decides on before publishing;',
    "findings are what stands against publishing the file as it came.",
)
COLUMNS = (
    "file", "tool", "steps", "nodes", "flows", "understood", "kept", "ignored", "to look at", "findings",
    "written and read again",
)  # fmt: skip


def report_page(files: Sequence[tuple[str, bytes]]) -> str:
    """Markdown. A file that is refused has its reason in the table."""
    rows, parts = [], []
    for name, content in files:
        try:
            told = read(content)
        except Fault as fault:
            rows.append(f"| {name} | {cell(fault.words.en)} |" + " |" * 9)
            continue
        rows.append(row(name, told))
        parts.append(elements(name, told))
    head = ["# BPMN files of other tools: what becomes of them", "", " ".join(WORDS), "", in_row(COLUMNS)]
    return "\n".join([*head, "|---" * len(COLUMNS) + "|", *rows, "", *parts])


def row(name: str, told: Read) -> str:
    process, again = told.process, read(write(told.process)).process
    same = (again.nodes, again.flows, again.words) == (process.nodes, process.flows, process.words)
    counts = [told.count(one) for one in (Verdict.UNDERSTOOD, Verdict.KEPT, Verdict.IGNORED)]
    figures = [len(process.steps), len(process.nodes), len(process.flows), *counts, len(told.asks)]
    last = [len(findings(process)), "the same" if same else "**differs**"]
    return in_row([f"[{name}](#{anchor(name)})", cell(told.tool) or "?", *figures, *last])


def in_row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def elements(name: str, told: Read) -> str:
    lines = [f"## {name}", "", "| line | element | | what became of it |", "|---|---|---|---|"]
    for one in told.report:
        verdict = f"{one.verdict.value}; to look at" if one.asks else one.verdict.value
        lines.append(in_row([one.line, f"`{cell(f'{one.element} {one.id}')}`", verdict, cell(one.words.en)]))
    faults = [f"- {node_name(told.process, one.node)}: {one.words.en}" for one in findings(told.process)]
    return "\n".join([*lines, "", "Before it can be published:", "", *(faults or ["- nothing"]), ""])


def node_name(process: Process, key: str) -> str:
    node = process.by_key.get(key)
    return "the whole" if node is None else cell(node.words.en or node.words.vi) or key


def cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def anchor(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter in "-_")

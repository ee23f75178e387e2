"""What was not understood in another tool's file stays told: the notes travel with the process, and in its file.

They are kept in our own part of what is left of that file, as the first reading told them. A file of ours that is read
again keeps its notes as they are.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from motcua.domain.processes.graph.bpmn.keeping import as_kept, data_in, put_data
from motcua.domain.processes.graph.bpmn.names import MARK, bpmn, ours
from motcua.domain.processes.graph.bpmn.parsing import fragment
from motcua.domain.processes.graph.bpmn.report import Told, Verdict, report_json
from motcua.domain.processes.graph.definition import Process
from motcua.kernel.words import Words

NAME, MOST, LONGEST = "notes", 500, 1000
LASTING = (Verdict.KEPT, Verdict.IGNORED)


def noted(kept: str, report: Iterable[Told]) -> str:
    """What is left of the file, with what is to be told of it from now on."""
    notes = [one for one in report if one.verdict in LASTING][:MOST]
    root: Any = fragment(kept) if notes else None
    holder = root.find(f"{bpmn('process')}[@{MARK}]") if root is not None else None
    if holder is None:
        return kept
    for old in holder.findall(f"{bpmn('extensionElements')}/{ours(NAME)}"):
        old.getparent().remove(old)
    put_data(holder, NAME, {"told": report_json(notes)})
    return as_kept(root)


def carried(process: Any) -> list[Told]:
    """The notes in the process of a file; what is damaged or made up by somebody is passed over."""
    rows = (data_in(process, NAME) or {}).get("told")
    return [one for one in map(_told, rows[:MOST]) if one is not None] if isinstance(rows, list) else []


def notes_of(process: Process) -> list[Told]:
    """What a process still has to tell of the file it came from."""
    root: Any = fragment(process.foreign) if process.foreign else None
    holder = root.find(f"{bpmn('process')}[@{MARK}]") if root is not None else None
    return carried(holder) if holder is not None else []


def with_carried(report: Sequence[Told], notes: Iterable[Told]) -> list[Told]:
    """The report with the notes that this reading does not tell by itself, in the order of lines."""
    known = {(one.id, one.words.vi) for one in report}
    return sorted([*report, *(one for one in notes if (one.id, one.words.vi) not in known)], key=lambda one: one.line)


def _told(row: Any) -> Told | None:
    """Whoever published the process has looked at it: a note asks for nothing any more."""
    if not isinstance(row, dict) or row.get("verdict") not in {one.value for one in LASTING}:
        return None
    texts = [row.get(name) for name in ("element", "id", "vi", "en")]
    line = row.get("line")
    if not isinstance(line, int) or not all(isinstance(text, str) and len(text) <= LONGEST for text in texts):
        return None
    element, identity, vi, en = map(str, texts)
    return Told(Verdict(row["verdict"]), element, identity, line, Words(vi, en))

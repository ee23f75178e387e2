"""The decisions as they were issued, held against a count of their lines by another way; skipped where they are not."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from motcua.domain.processes.drafts import drawn, rows_of
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.reading.comparing import comparison
from motcua.domain.processes.reading.files import lines_of
from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.pieces import plain
from motcua.domain.processes.reading.telling import decision_json
from motcua.kernel.words import Words

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT.parent / "shared/data/decisions"
DECISIONS = {
    "BN_QD-1490-QD-UBND_2025-11-18_quy-trinh.md": ("1490/QĐ-UBND", [12, 12, 12, 14], "decision-1490.md"),
    "HN_QD-1594-QD-TTPVHCC_2025-11-20_quy-trinh.md": ("1594/QĐ-TTPVHCC", [15, 15], "decision-1594.md"),
}
LABEL = re.compile(r"\*\*Bước(?:\*\* \*\*| )(\d+)\*\*")
TIME = re.compile(r"(?:(\d+)(?:,(\d+))?|1/(2)) ngày(?: làm việc)?")
pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the decisions are not here"),
    pytest.mark.parametrize("name", DECISIONS),
]


def text_of(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").split("\n")


def labels(lines: list[str]) -> list[tuple[int, int]]:
    """Number and line of every "Bước n" that stands alone on its line."""
    found = [(LABEL.fullmatch(text), line) for line, text in enumerate(lines, start=1)]
    return [(int(match[1]), line) for match, line in found if match]


def times(lines: list[str]) -> float:
    """All hours of a stretch of text: cells that hold nothing but a number of days."""
    found = [TIME.fullmatch(text) for text in lines]
    return sum(4 if one[3] else 8 * float(f"{one[1]}.{one[2] or 0}") for one in found if one)


def test_every_numbered_step_is_there_once_at_its_line(name: str) -> None:
    lines = text_of(name)
    found = understood(lines_of((FOLDER / name).read_bytes()))
    number, counts, _ = DECISIONS[name]
    assert (found.number, [process.numbers for process in found.processes]) == (number, counts)
    firsts = [
        (int(step.number), step.source[0])
        for process in found.processes
        for place, step in enumerate(process.steps)
        if not place or process.steps[place - 1].number != step.number
    ]
    assert firsts == labels(lines)


def test_the_hours_add_up_to_those_in_the_lines_and_to_those_stated(name: str) -> None:
    lines = text_of(name)
    for process in understood(lines).processes:
        assert float(process.summed) == times(lines[process.source[0] - 1 : process.source[1]])
        assert process.summed == process.stated


def test_names_performers_and_times_stand_in_the_source_word_for_word(name: str) -> None:
    lines = text_of(name)
    whole = plain(" ".join(lines))
    told = decision_json(understood(lines))
    for process in told["processes"]:
        assert process["procedure"] in whole and process["part"] in whole
        for step in process["steps"]:
            first, last = step["source_lines"]
            here = plain(" ".join(text for text in lines[first - 1 : last] if text != "|"))
            assert step["performer"] and step["performer"] in here
            assert step["hours_text"] in here
            assert (step["hours"] is None) == bool(step["hours_reason"])


def test_the_page_beside_the_source_is_drawn_as_it_is_now(name: str) -> None:
    page = ROOT / "docs/reference" / DECISIONS[name][2]
    assert page.read_text(encoding="utf-8") == comparison(understood(text_of(name)), name)


def test_only_what_the_source_leaves_open_stands_against_publishing(name: str) -> None:
    """Which agencies are asked is not said; and one process goes on after the result was handed over."""
    told = decision_json(understood(text_of(name)))
    open_, named = [], []
    for read in told["processes"]:
        rows = rows_of(read)
        asked = [replace(row, asks=("H26.1",)) if row.kind == "ask" else row for row in rows]
        for each, found in ((rows, open_), (asked, named)):
            found.append([one.node for one in findings(drawn(each, Words("a", "a"), read))])
    if told["decision"] == "1490/QĐ-UBND":
        assert (open_, named) == ([["s6"], ["s6"], ["s6"], ["s6"]], [[], [], [], ["s14"]])
    else:
        assert (open_, named) == ([[], []], [[], []])

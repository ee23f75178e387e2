"""What `docs/explanation/ease.md` tells of each journey, so that its figures are those measured."""

import re
from pathlib import Path

from tests.browser.journeys.effort import Effort

PAGE = Path(__file__).resolve().parents[3] / "docs/explanation/ease.md"
ROWS = {
    "citizen: again": "file a simple procedure, known person",
    "citizen: first time": "first time, on a phone",
    "citizen: first time-no-js": "the same without JavaScript",
    "citizen: track by code": "track with the code alone",
    "citizen: supplement of two items": "answer a supplement of two items",
    "counter: receive a walk-in": "receive a walk-in, from card to receipt",
    "counter: hand a result back": "hand a result back",
    "official: approve in the queue": "approve in the queue",
    "official: supplement with template": "ask for supplements by template",
    "official: 50 same decisions": "50 same decisions, previewed",
}
SECOND, PART = 1, 0.3
"""How far a told time, and a told weight, may be from what is measured."""


def row_of(name: str) -> list[int]:
    """The figures of a row: five of the budget, then the five measured."""
    words = ROWS[name]
    cells = next(line for line in PAGE.read_text(encoding="utf-8").splitlines() if f"| {words} |" in line).split("|")
    return [int(figure) for cell in cells[3:] for figure in re.findall(r"\d+", cell)]


def amiss(effort: Effort) -> list[str]:
    """What the page tells otherwise than it is."""
    screens, fields, presses, seconds, weight, *measured = row_of(effort.name)
    budget = effort.budget
    wrong = []
    if [screens, fields, presses, seconds, weight] != [
        budget.screens, budget.fields, budget.presses, round(budget.seconds), budget.kilobytes
    ]:  # fmt: skip
        wrong.append("budget")
    if measured[:3] != [effort.screens, effort.fields, effort.presses]:
        wrong.append(f"measured {effort.screens} screens, {effort.fields} fields, {effort.presses} presses")
    if abs(measured[3] - effort.estimate) > SECOND:
        wrong.append(f"measured {effort.estimate:.1f} s")
    if abs(measured[4] - effort.received / 1000) > PART * measured[4]:
        wrong.append(f"measured {effort.received / 1000:.0f} kB")
    return wrong

"""What is told of the goals of trust is whole, and what it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/trust.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("| R-")]
STANDING = re.compile(r"reached|in part|missing|with [a-z]+( [a-z]+)*")
NAMED = re.compile(r"`((?:tests|src|docs)/[^`]+)`")
COMMAND = re.compile(r"`(motcua [a-z]+(?: [a-z]+)?)")


def test_every_goal_stands_once() -> None:
    assert sorted(row[0] for row in ROWS) == [f"R-{number:02}" for number in range(1, 58)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_goal_says_how_it_stands_and_names_what_exists(row: list[str]) -> None:
    _, goal, standing, shown, missing = row
    assert goal and STANDING.fullmatch(standing)
    tests, commands = NAMED.findall(shown), COMMAND.findall(shown)
    assert standing not in ("reached", "in part") or commands or any(one.startswith("tests/") for one in tests)
    assert (standing in ("in part", "missing")) == bool(missing)
    for one in tests:
        path, _, name = one.partition("::")
        assert (ROOT / path).exists(), one
        assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), one
    assert [one for one in commands if f"\n## {one}\n" not in COMMANDS and f"\n### {one}\n" not in COMMANDS] == []

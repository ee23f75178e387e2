"""The table of ASVS is whole, and what it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs/explanation/security.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TABLE.splitlines() if line.startswith("| V")]
PLACE = re.compile(r"`([\w-]+(?:/[\w.-]+)+|[\w-]+\.toml)`")
LEVEL_2 = 253
"""Requirements of levels 1 and 2 in ASVS 5.0.0."""


def test_every_requirement_has_one_row() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers)) == LEVEL_2
    assert {number.partition(".")[0] for number in numbers} == {f"V{chapter}" for chapter in range(1, 18)}


def test_what_each_row_names_is_there() -> None:
    for number, what, standing, where, tests in ROWS:
        assert what and where and standing in ("works", "part", "missing", "–"), number
        assert standing != "works" or tests or "](" in where or "`" in where or " " in where, number
        for place in PLACE.findall(where):
            assert (ROOT / "src/motcua" / place).exists() or (ROOT / place).exists(), (number, place)
        for place in PLACE.findall(tests):
            assert (ROOT / "tests" / place).exists(), (number, place)

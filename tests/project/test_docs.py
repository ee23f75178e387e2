"""The documentation keeps its word: links lead somewhere, and every row of the mission names files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
HEADING = re.compile(r"^#+ +(.+)$", re.M)
MISSION = ROOT / "docs" / "reference" / "mission.md"
ROWS = {
    *(f"A{n}" for n in range(1, 15)), *(f"B{n}" for n in range(1, 12)), *(f"C{n}" for n in range(1, 11)),
    *(f"D{n}" for n in range(1, 11)), *(f"E{n}" for n in range(1, 6)), *(f"F{n}" for n in range(1, 7)),
    *(f"CN{n:02}" for n in range(1, 32)),
}  # fmt: skip
HEAVIEST_PICTURE = 150_000


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """Headings as GitHub addresses them."""
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in HEADING.findall(prose(page))}


def mission_rows() -> list[list[str]]:
    lines = [line for line in MISSION.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "row"]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_relative_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    broken = []
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        if not place.exists() or (heading and heading not in anchors(place)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_both_readmes_name_both_commands(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "\n./motcua demo\n" in text and "\n./motcua test\n" in text


def test_both_readmes_print_the_demos_own_words() -> None:
    said = [(ROOT / name).read_text(encoding="utf-8").split("```\n")[3] for name in ("README.md", "README.vi.md")]
    assert said[0] == said[1]
    words = [line.split("   ")[-1] for line in said[0].splitlines()[:4]]
    source = (ROOT / "src/motcua/ops/commands/demo.py").read_text(encoding="utf-8")
    assert [text for text in words if text.partition(" / ")[0] not in source] == []


def test_every_row_of_the_mission_is_told_once() -> None:
    told = [row[0] for row in mission_rows()]
    assert sorted(told) == sorted(ROWS)


@pytest.mark.parametrize("row", mission_rows(), ids=lambda row: row[0])
def test_a_row_says_how_far_it_is_and_names_files_that_exist(row: list[str]) -> None:
    number, _, far, where, tests = row
    assert re.match(r"(works|part|not yet)\b", far)
    for base, cell in ((ROOT / "src" / "motcua", where), (ROOT / "tests", tests)):
        paths = re.findall(r"`([^`]+)`", cell)
        assert [path for path in paths if not (base / path).exists()] == [], number
        assert paths or far.startswith("not yet"), "what works has a place and a test"


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").rglob("*.png")), ids=named)
def test_a_picture_is_light_and_shown(picture: Path) -> None:
    assert picture.stat().st_size <= HEAVIEST_PICTURE
    assert any(picture.name in page.read_text(encoding="utf-8") for page in PAGES)

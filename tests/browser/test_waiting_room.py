"""The waiting room in a browser: readable at every width and in large type, with and without scripts, and it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.base.rush.line import RECORD, Line
from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.pages import Place, wrong_with

BEFORE = 40


@pytest.fixture
def line(house: House) -> Iterator[Line]:
    """Forty people wait at the house's door."""
    found = Line(Path(house.told["MOTCUA_HOME"]) / "line-h26")
    for _ in range(BEFORE):
        found.take()
    yield found
    open_door(found)


def open_door(line: Line) -> None:
    now = line.standing()
    with line.path.open("r+b") as file:
        file.write(RECORD.pack(now.last, float(now.last), now.moved_at, now.let_in))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_room_can_be_read_by_everybody(walk: NewWalker, house: House, line: Line, language: str) -> None:
    assert wrong_with(walk(), Place(f"waiting-room-{language}", "/thu-tuc/", language=language), house) == []


@pytest.mark.parametrize("scripted", [True, False], ids=["js", "no-js"])
def test_the_page_somebody_wanted_opens_by_itself(walk: NewWalker, line: Line, scripted: bool) -> None:
    walker = walk(java_script_enabled=scripted)
    page = walker.go("/tra-cuu/")
    expect(page.get_by_role("status")).to_contain_text(f"Vị trí của bạn: {BEFORE + 1}.")
    walker.shot("waiting-room")
    open_door(line)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tra cứu")


def test_who_is_signed_in_notices_nothing(walk: NewWalker, line: Line) -> None:
    page = walk(CITIZEN).go("/thu-tuc/")
    expect(page.get_by_role("status").filter(has_text="Vị trí của bạn")).to_have_count(0)
    page = walk("chuyenvien").go("/can-bo/viec/")
    expect(page.locator("[data-rows]")).to_be_visible()

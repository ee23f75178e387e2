"""Every page in pictures at three widths, for people to look at; and what is plainly wrong with one is told.

    pytest tests/browser/test_gallery.py --gallery FOLDER [--gallery-data little|normal|much]
        [--gallery-language en] [--gallery-theme dark] [--gallery-type large] [--gallery-only REGEX]

Without `--gallery` only this is tested: each page of the house can be reached by the walker, so none is forgotten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState

from tests.browser.conftest import signed_in
from tests.browser.every_page import UNKNOWN, Stop, looks, stops
from tests.browser.house import House, open_house
from tests.browser.moving import moved
from tests.browser.pages import MIDDLE, NARROW, WIDE, facts_of, overflow
from tests.browser.walker import Walker

WIDTHS = (NARROW[1], MIDDLE, WIDE)
TALLEST = 6000


def test_every_page_has_its_sample() -> None:
    """A new route with a parameter nobody knows fails here: give it a line in `every_page.SAMPLES`."""
    assert [stop.route for stop in stops() if any(fact == UNKNOWN for _, fact in stop.arguments)] == []
    names = [stop.name for stop in looks()]
    assert len(names) > 40 and len(set(names)) == len(names)


@pytest.fixture(scope="module")
def gallery(request: pytest.FixtureRequest) -> Path:
    folder = request.config.getoption("--gallery")
    if not folder:
        pytest.skip("pictures of every page only with --gallery FOLDER")
    made = Path(folder)
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.fixture(scope="module")
def city(gallery: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = request.config.getoption("--gallery-data")
    with open_house(tmp_path_factory.mktemp("gallery"), data=data, lived=data != "little") as opened:
        yield opened


@pytest.fixture(scope="module")
def cookies(city: House, request: pytest.FixtureRequest) -> list[dict[str, str]]:
    told = {name: request.config.getoption(f"--gallery-{name}") for name in ("language", "theme", "type")}
    told["lang"] = told.pop("language")
    return [{"name": name, "value": value, "url": city.site} for name, value in told.items() if value]


@pytest.fixture(scope="module")
def states() -> dict[str, StorageState]:
    return {}


@pytest.mark.parametrize("stop", looks(), ids=lambda stop: stop.name)
def test_a_page_in_pictures(
    stop: Stop,
    gallery: Path,
    city: House,
    cookies: list[dict[str, str]],
    browser: Browser,
    states: dict[str, StorageState],
    request: pytest.FixtureRequest,
) -> None:
    path = stop.path(facts_of(city))
    only = request.config.getoption("--gallery-only")
    if path is None or (only and not re.search(only, stop.route)):
        pytest.skip("nothing of this kind here")
    state = signed_in(city, browser, states, stop.who) if stop.who else None
    context = browser.new_context(locale="vi-VN", storage_state=state)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    walker = Walker(context, city.site)
    walker.forgiven |= {404, 405}
    try:
        answer = walker.page.goto(city.site + path)
        assert answer and answer.status != 500
        walker.page.wait_for_load_state("load")
        found = [f"moved by itself: {one}" for one in moved(walker.page)]
        found += [line for width in WIDTHS for line in taken(walker, gallery / f"{stop.name}-{width}.png", width)]
        assert found + walker.complaints == []
    finally:
        context.close()


OVERLAPS = """() => {
  const kept = ".unseen, .skip, .actions--foot, thead";
  const sticks = (e) => getComputedStyle(e).position === "sticky";
  const unseen = (e) => e && (e.clientWidth === 1 || sticks(e) || unseen(e.parentElement));
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest(kept) && !unseen(e);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (texts.nextNode() && boxes.length < 900) {
    const node = texts.currentNode;
    if (!node.data.trim() || !shown(node.parentElement) || node.parentElement.closest("select, textarea")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const frame = node.parentElement.closest(".choices__many")?.getBoundingClientRect();
    const inside = (r) => !frame || (r.bottom < frame.bottom && r.top > frame.top);
    for (const r of range.getClientRects()) if (r.width > 2 && r.height > 4 && inside(r)) boxes.push([node, r]);
  }
  const words = ([node]) => node.data.trim().slice(0, 40);
  const found = [];
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      if (a[0] === b[0]) continue;
      const x = Math.min(a[1].right, b[1].right) - Math.max(a[1].left, b[1].left);
      const y = Math.min(a[1].bottom, b[1].bottom) - Math.max(a[1].top, b[1].top);
      if (x > 3 && y > 0.45 * Math.min(a[1].height, b[1].height)) found.push(`${words(a)} × ${words(b)}`);
    }
  return found.slice(0, 5);
}"""
"""Texts that lie on one another."""


def taken(walker: Walker, place: Path, width: int) -> list[str]:
    """A picture of the page at this width, and what is wrong with it."""
    page = walker.page
    page.set_viewport_size({"width": width, "height": 900})
    tall = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(tall, TALLEST)}
    page.screenshot(path=place, full_page=True, clip=clip)  # type: ignore[arg-type]
    return overflow(walker, width) + [f"{width} px: over one another: {pair}" for pair in page.evaluate(OVERLAPS)]

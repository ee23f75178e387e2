"""What moves on a page by itself, and a pointer that stays down for a while."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Route

from tests.browser.walker import Walker

SCRIPTS = re.compile(r"\.js(\?|$)")
WATCH = """(since) => {
  window.moved = [];
  const name = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.outerHTML.slice(0, 70) ?? "?";
  new PerformanceObserver((seen) => {
    for (const shift of seen.getEntries())
      if (!shift.hadRecentInput && shift.startTime > since)
        window.moved.push(...shift.sources.map((one) => name(one.node)));
  }).observe({type: "layout-shift", buffered: true});
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def whole(page: Page) -> float:
    """The moment, in the page's own time, at which all of its markup had come and been drawn."""
    page.locator("footer").wait_for()
    page.wait_for_function("document.readyState !== 'loading'")
    page.evaluate(SETTLED)
    now: float = page.evaluate("performance.now()")
    return now


def moved(page: Page, since: float = 0) -> list[str]:
    """The beginnings of elements that moved since the page came, or `since` then, without a hand on it."""
    page.evaluate(SETTLED)
    page.evaluate(WATCH, since)
    page.evaluate(SETTLED)
    found: list[str] = page.evaluate("window.moved")
    return found


@contextmanager
def held_down(walker: Walker, target: Locator) -> Iterator[None]:
    """The pointer goes down in the middle of `target` and comes up at that place when the block ends."""
    target.wait_for()
    walker.page.wait_for_load_state("load")
    target.scroll_into_view_if_needed()
    walker.page.evaluate(SETTLED)
    box = target.bounding_box()
    assert box
    walker.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    walker.page.mouse.down()
    yield
    walker.page.mouse.up()


@contextmanager
def scripts_on_their_way(page: Page) -> Iterator[None]:
    """The scripts of a page that is opened in the block arrive when it ends."""
    held: list[Route] = []
    arrived = False

    def bring(route: Route) -> None:
        if arrived:
            route.continue_()
        else:
            held.append(route)

    page.route(SCRIPTS, bring)
    yield
    assert held
    arrived = True
    for route in held:
        route.continue_()

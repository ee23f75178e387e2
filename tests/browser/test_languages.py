"""Citizens' pages are whole in each language: nothing of the other is left but names and data."""

import re

import pytest

from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.every_page import Stop, stops
from tests.browser.house import House
from tests.browser.pages import facts_of

CITIZENS = [stop for stop in stops() if stop.who in ("", CITIZEN) and stop.route != "/can-bo/"]
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯà-ãè-éì-íò-õù-úýÀ-ÃÈ-ÉÌ-ÍÒ-ÕÙ-ÚÝĩũĨŨ\u1ea0-\u1ef9]")
ENGLISH = re.compile(
    r"\b(?:the|and|your|you|please|with|for|this|are|not|from|of|is|by|sign|case|day)\b", re.IGNORECASE
)
NAMES = ("Một Cửa", "Tiếng Việt", "Hà Nội")
"""What is never translated, beside what the house's own tables hold."""

TEXTS = """other => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    const said = parent.closest("[lang]").lang !== other && !parent.closest("script, .code, textarea, option");
    if (said && walk.currentNode.data.trim()) found.push(walk.currentNode.data.trim().replace(/\\s+/g, " "));
  }
  for (const e of document.querySelectorAll("[aria-label], [placeholder], [alt], [title]"))
    if (e.closest("[lang]").lang !== other)
      for (const name of ["aria-label", "placeholder", "alt", "title"])
        if (e.getAttribute(name)) found.push(e.getAttribute(name));
  return [...new Set(found)];
}"""
"""Every text of the page that does not say it is in the other language."""


def texts(house: House, walk: NewWalker, stop: Stop, language: str) -> list[str]:
    path = stop.path(facts_of(house))
    if path is None:
        pytest.skip("nothing of this kind here")
    walker = walk(stop.who)
    walker.forgiven |= {404, 405}
    walker.context.add_cookies([{"name": "lang", "value": language, "url": walker.site}])
    walker.page.goto(walker.site + path)
    assert walker.page.locator("html").get_attribute("lang") == language
    found: list[str] = walker.page.evaluate(TEXTS, "vi" if language == "en" else "en")
    return found


def without_data(text: str, data: list[str]) -> str:
    """The text without names and data, the longest taken out first."""
    for known in data:
        if known in text:
            text = text.replace(known, "")
    return text


@pytest.mark.parametrize("stop", CITIZENS, ids=lambda stop: stop.name)
def test_english_is_whole(stop: Stop, house: House, walk: NewWalker) -> None:
    data = sorted([*NAMES, *house.texts], key=len, reverse=True)
    left = [without_data(text, data) for text in texts(house, walk, stop, "en") if VIETNAMESE.search(text)]
    assert [text for text in left if VIETNAMESE.search(text)] == []


@pytest.mark.parametrize("stop", CITIZENS, ids=lambda stop: stop.name)
def test_vietnamese_is_whole(stop: Stop, house: House, walk: NewWalker) -> None:
    assert [text for text in texts(house, walk, stop, "vi") if ENGLISH.search(text)] == []

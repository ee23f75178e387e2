"""How heavy the citizens' pages are as they travel: first view, coming back, HTML, scripts, styles, requests."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.pages import facts_of

KILO = 1000
FIRST, AGAIN, HTML, SCRIPTS, STYLES, REQUESTS = 100 * KILO, 25 * KILO, 14 * KILO, 30 * KILO, 25 * KILO, 12
OWN_FILES = ("/tep/", "/phieu/")
"""A person's own papers are not counted: they weigh what they weigh."""

PAGES = [
    ("", "/"),
    ("", "/thu-tuc/?q=khai+sinh"),
    ("", "/thu-tuc/{procedure}/"),
    ("", "/tra-cuu/?ma={code}"),
    (CITIZEN, "/"),
    (CITIZEN, "/ho-so/"),
    (CITIZEN, "/ho-so/{own_processing}/"),
    (CITIZEN, "/ho-so/{own_supplement}/"),
    (CITIZEN, "/thong-bao/"),
    (CITIZEN, "/nop-ho-so/{procedure}/"),
    (CITIZEN, "/nop-ho-so/{own_draft}/nguoi-nop/"),
    (CITIZEN, "/nop-ho-so/{own_draft}/giay-to/"),
    (CITIZEN, "/nop-ho-so/{own_draft}/kiem-tra/"),
]


@dataclass
class Weight:
    """Bytes that travelled, by kind, since it was last emptied."""

    context: BrowserContext
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    addresses: list[str] = field(default_factory=list)
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def watch(self, page: Any) -> None:
        network = self.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.responseReceived", self._answered)
        network.on("Network.loadingFinished", self._arrived)

    def _answered(self, event: dict[str, Any]) -> None:
        self.known[event["requestId"]] = (event["type"], event["response"]["url"])

    def _arrived(self, event: dict[str, Any]) -> None:
        kind, address = self.known.get(event["requestId"], ("Other", ""))
        if any(part in address for part in OWN_FILES) or not event["encodedDataLength"]:
            return
        self.kinds[kind] += int(event["encodedDataLength"])
        self.addresses.append(urlsplit(address).path)

    def take(self) -> tuple[dict[str, int], list[str]]:
        taken = (dict(self.kinds), self.addresses)
        self.kinds, self.addresses = defaultdict(int), []
        return taken


def weigh(walk: NewWalker, who: str, address: str) -> list[str]:
    """Every figure of one page over its budget, in words."""
    walker = walk(who)
    weight = Weight(walker.context)
    weight.watch(walker.page)
    walker.page.goto(walker.site + address, wait_until="networkidle")
    first, requests = weight.take()
    walker.page.goto(walker.site + address, wait_until="networkidle")
    again, _ = weight.take()
    figures = {
        "first view": (sum(first.values()), FIRST),
        "coming back": (sum(again.values()), AGAIN),
        "HTML": (first.get("Document", 0), HTML),
        "scripts": (first.get("Script", 0), SCRIPTS),
        "styles": (first.get("Stylesheet", 0), STYLES),
        "requests": (len(requests), REQUESTS),
    }
    return [f"{address} {name}: {spent} > {most}" for name, (spent, most) in figures.items() if spent > most]


@pytest.mark.parametrize("who", ["", CITIZEN])
def test_every_citizen_page_is_light(walk: NewWalker, house: House, who: str) -> None:
    facts = facts_of(house)
    pages = [address.format_map(facts) for reader, address in PAGES if reader == who]
    assert [line for address in pages for line in weigh(walk, who, address)] == []

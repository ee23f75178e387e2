"""What the main pages weigh on their way: for somebody who comes the first time, and who comes again."""

import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.pages import Place, facts_of
from tests.browser.walker import Walker

CITIZENS = (
    Place("home", "/"),
    Place("search", "/thu-tuc/?q=khai sinh"),
    Place("life-event", "/thu-tuc/?viec=sinh-con"),
    Place("procedure", "/thu-tuc/{procedure}/"),
    Place("track-found", "/tra-cuu/?ma={code}"),
    Place("track-token", "/t/{track}"),
    Place("my-cases", "/ho-so/", CITIZEN),
    Place("my-case", "/ho-so/{own_processing}/", CITIZEN),
    Place("my-case-supplement", "/ho-so/{own_supplement}/", CITIZEN),
    Place("notices", "/thong-bao/", CITIZEN),
    Place("filing-start", "/nop-ho-so/{procedure}/", CITIZEN),
    Place("filing-applicant", "/nop-ho-so/{draft}/nguoi-nop/", CITIZEN),
    Place("filing-papers", "/nop-ho-so/{draft}/giay-to/", CITIZEN),
    Place("filing-review", "/nop-ho-so/{draft}/kiem-tra/", CITIZEN),
)
OFFICIALS = (
    Place("worklist", "/can-bo/viec/", "chuyenvien"),
    Place("case", "/can-bo/ho-so/{specialist}/", "chuyenvien"),
    Place("case-decided", "/can-bo/ho-so/{decided}/", "motcua"),
    Place("requests", "/can-bo/phoi-hop/", "soxaydung"),
    Place("process", "/quan-tri/quy-trinh/thanh-pho/", "quantri"),
    Place("process-drawing", "/quan-tri/quy-trinh/bpmn/city/", "quantri"),
    Place("import-review", "/quan-tri/quy-trinh/nhap/{decision}/1/", "quantri"),
)
BOARD = Place("board", "/quan-tri/quy-trinh/bpmn/city/ban-ve/", "quantri")
"""Another's drawing tool: heavy the first time, then kept by the browser."""

LONGEST = 5
"""Seconds to wait for answers under way; of one that the browser dropped without a word nothing comes any more."""


@dataclass
class Weight:
    """Bytes as they travelled, headers included, by what they were; how many answers came and are still to come."""

    bytes: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    awaited: set[str] = field(default_factory=set)
    _kinds: dict[str, str] = field(default_factory=dict)

    def asked(self, event: dict[str, Any]) -> None:
        self.awaited.add(event["requestId"])

    def came(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event["type"]

    def ended(self, event: dict[str, Any]) -> None:
        kind, size = self._kinds.get(event["requestId"], "Other"), int(event["encodedDataLength"])
        self.bytes[kind] = self.bytes.get(kind, 0) + size
        self.requests += size > 0
        self.awaited.discard(event["requestId"])

    def failed(self, event: dict[str, Any]) -> None:
        self.awaited.discard(event["requestId"])

    @property
    def total(self) -> int:
        return sum(self.bytes.values())


def weigh(walker: Walker, place: Place, house: House) -> Weight:
    walker.forgiven.add(place.status)
    weight = Weight()
    wire = walker.context.new_cdp_session(walker.page)
    wire.send("Network.enable")
    for event, heard in (
        ("requestWillBeSent", weight.asked), ("responseReceived", weight.came), ("loadingFinished", weight.ended),
        ("loadingFailed", weight.failed),
    ):  # fmt: skip
        wire.on(f"Network.{event}", heard)
    walker.page.goto(walker.site + place.path.format_map(facts_of(house)), wait_until="load")
    until = time.monotonic() + LONGEST
    while weight.awaited and time.monotonic() < until:
        walker.page.wait_for_timeout(10)
    wire.detach()
    return weight


@pytest.mark.parametrize("place", CITIZENS, ids=lambda place: place.name)
def test_a_citizens_page_is_light(place: Place, house: House, walk: NewWalker) -> None:
    walker = walk(place.who)
    first, again = weigh(walker, place, house), weigh(walker, place, house)
    assert first.total <= 100_000 and again.total <= 25_000, (first.bytes, again.bytes)
    assert first.bytes["Document"] <= 14_000 and first.bytes["Stylesheet"] <= 25_000, first.bytes
    assert first.bytes.get("Script", 0) <= 30_000 and first.bytes.get("Font", 0) == 0, first.bytes
    assert first.requests <= 12


@pytest.mark.parametrize("place", OFFICIALS, ids=lambda place: place.name)
def test_an_officials_page_is_not_heavy(place: Place, house: House, walk: NewWalker) -> None:
    walker = walk(place.who)
    first, again = weigh(walker, place, house), weigh(walker, place, house)
    assert first.total <= 250_000 and again.total <= 60_000, (first.bytes, again.bytes)


def test_the_drawing_board_is_heavy_only_once(house: House, walk: NewWalker) -> None:
    walker = walk(BOARD.who)
    first, again = weigh(walker, BOARD, house), weigh(walker, BOARD, house)
    assert first.total <= 250_000 and again.total <= 60_000, (first.bytes, again.bytes)

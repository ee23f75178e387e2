"""Large files over bad lines: five cuts in twenty megabytes, a page closed half way, another device, no network."""

import hashlib
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, Route, expect

from motcua.ops.demo.people import CITIZEN_NAME
from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.cutting import CuttingLine
from tests.browser.house import House
from tests.browser.test_citizen_files import choose_office, say_who
from tests.browser.walker import Walker

MEGA = 1024 * 1024
CUTS = [2 * MEGA, 5 * MEGA, 9 * MEGA, 14 * MEGA, 18 * MEGA]
PIECES = re.compile(r"/tai-len/tep/[^/]+/$")
FETCHED = """async url => {
  const whole = await (await fetch(url)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  return Array.from(digest, byte => byte.toString(16).padStart(2, "0")).join("");
}"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of noise of nearly 20 MB, which nothing can compress."""
    place = tmp_path_factory.mktemp("large") / "ban-do.png"
    noise = [Image.effect_noise((2580, 2580), 120 + tone) for tone in range(3)]
    Image.merge("RGB", noise).save(place, "PNG", compress_level=0)
    assert 19 * MEGA < place.stat().st_size < 20 * MEGA
    return place


def papers_page(walker: Walker, house: House) -> str:
    """The address of the papers of a new draft."""
    page = walker.go(f"/nop-ho-so/{house.cases[0]['procedure']}/")
    choose_office(walker)
    say_who(walker, CITIZEN_NAME)
    expect(page.get_by_role("heading", name="Đính kèm giấy tờ")).to_be_visible()
    return page.url.removeprefix(walker.site)


def choose(page: Page, file: Path) -> None:
    page.locator("section.card").first.locator("input[type=file]").set_input_files(file)


def arrived(page: Page, file: Path) -> None:
    """The card shows the file, and its bytes are those that were chosen."""
    link = page.locator("section.card").first.get_by_role("link", name=file.name)
    expect(link).to_be_visible(timeout=60_000)
    expect(page.locator("progress")).to_have_count(0)
    assert page.evaluate(FETCHED, link.get_attribute("href")) == hashlib.sha256(file.read_bytes()).hexdigest()


def forget_cuts(walker: Walker) -> None:
    walker.complaints[:] = [line for line in walker.complaints if "net::ERR" not in line]


def test_twenty_megabytes_arrive_whole_through_five_cuts(walk: NewWalker, house: House, large: Path) -> None:
    walker = walk(CITIZEN)
    walker.forgiven.add(409)  # a browser may repeat a piece by itself after a cut, and hears that it is here
    address = papers_page(walker, house)
    with CuttingLine(house.site, list(CUTS)) as line:
        walker.page.goto(line.site + address)
        choose(walker.page, large)
        arrived(walker.page, large)
        assert line.done == len(CUTS)
        assert line.passed < 26 * MEGA, "what had arrived was not sent again"
    forget_cuts(walker)


def test_a_half_sent_file_goes_on_elsewhere_and_after_no_network(walk: NewWalker, house: House, large: Path) -> None:
    walker = walk(CITIZEN)
    address = papers_page(walker, house)
    page, pieces = walker.page, []

    def let_three_pass(route: Route) -> None:
        if route.request.method == "PATCH":
            pieces.append(route.request)
        if len(pieces) > 3:
            route.abort()
        else:
            route.continue_()

    page.route(PIECES, let_three_pass)
    choose(page, large)
    expect(page.get_by_text("Mất mạng, sẽ tự tải tiếp")).to_be_visible()
    walker.shot("filing-papers-cut")
    page.reload()
    expect(page.get_by_text("Bạn chọn lại tệp này để tải tiếp")).to_be_visible()
    walker.shot("filing-papers-half")
    other = walk(CITIZEN)
    offsets: list[int] = []
    other.page.on("request", lambda request: note(request, offsets))
    other.go(address)
    other.context.set_offline(True)
    choose(other.page, large)
    expect(other.page.get_by_text("Mất mạng, sẽ tự tải tiếp")).to_be_visible()
    other.context.set_offline(False)
    arrived(other.page, large)
    assert min(offsets) > 0, "it went on where the first device stopped"
    for one in (walker, other):
        forget_cuts(one)


def note(request: Request, offsets: list[int]) -> None:
    if request.method == "PATCH" and PIECES.search(request.url):
        offsets.append(int(request.headers["upload-offset"]))

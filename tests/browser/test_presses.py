"""A press is never lost: what comes, goes or is drawn anew while the pointer is down takes nothing from it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.conftest import CITIZEN, DESK, PHONE, NewWalker
from tests.browser.house import House
from tests.browser.moving import held_down, moved, scripts_on_their_way, whole
from tests.browser.pages import facts_of
from tests.browser.walker import Walker

SPECIALIST = "chuyenvien"
WRITES = '<p class="present present--near">Phạm Minh Đức đang mở việc “Chuyển bước tiếp theo”. Trao đổi trước.</p>'
READS = '<p class="present present--plain">Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Thanh đang xem hồ sơ này</p>'
FORWARD = "Chuyển bước tiếp theo"
GROWN = """() => {
  const lines = document.createElement("div");
  lines.innerHTML = "<br>".repeat(8);
  document.querySelector("main").prepend(lines);
}"""
DRAWN_ANEW = """() => { const form = document.querySelector("#act-form"); form.innerHTML = form.innerHTML; }"""


class Colleagues:
    """Answers of "who is here", told when the test wants."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.told = ""
        page.route("**/co-mat/**", self._answer)

    def _answer(self, route: Route) -> None:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self.told, headers={"ETag": '"x"'})

    def come(self, *present: str) -> None:
        self.told = "".join(present)
        expect(self.page.locator(".present")).to_have_count(len(present))


def step_form(walker: Walker, house: House, size: dict[str, int]) -> tuple[Page, Locator]:
    """The form of the next step, whose sending is answered with nothing: the page stays."""
    page = walker.page
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.route("**/forward/", lambda route: route.fulfill(status=204) if posted(route.request) else route.continue_())
    walker.go(f"/can-bo/ho-so/{facts_of(house)['specialist']}/forward/")
    return page, page.locator("#act-form").get_by_role("button", name=FORWARD)


def posted(request: Request) -> bool:
    return request.method == "POST" and "/co-mat/" not in request.url


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_colleagues_who_come_and_go_move_nothing(walk: NewWalker, house: House, size: dict[str, int]) -> None:
    walker = walk(SPECIALIST)
    colleagues = Colleagues(walker.page)
    page, _ = step_form(walker, house, size)
    colleagues.come(WRITES, READS)
    colleagues.come()
    colleagues.come(READS)
    assert moved(page) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_press_holds_while_colleagues_come(walk: NewWalker, house: House, size: dict[str, int]) -> None:
    walker = walk(SPECIALIST)
    colleagues = Colleagues(walker.page)
    page, button = step_form(walker, house, size)
    with page.expect_request(posted), held_down(walker, button):
        colleagues.come(WRITES, READS, READS)


@pytest.mark.parametrize("happens", [GROWN, DRAWN_ANEW], ids=["moved", "drawn-anew"])
def test_a_press_holds_while_its_button_is(walk: NewWalker, house: House, happens: str) -> None:
    walker = walk(SPECIALIST)
    page, button = step_form(walker, house, DESK)
    with page.expect_request(posted), held_down(walker, button):
        page.evaluate(happens)


def test_a_hand_that_goes_away_before_it_comes_up_presses_nothing(walk: NewWalker, house: House) -> None:
    walker = walk(SPECIALIST)
    page, button = step_form(walker, house, DESK)
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request.url) if posted(request) else None)
    with held_down(walker, button):
        page.evaluate(GROWN)
        page.mouse.move(5, 400)
    page.get_by_role("link", name="Thôi").click()
    expect(page.locator("#act-form")).to_have_count(0)
    assert sent == []


def test_what_opens_in_another_tab_can_be_asked_for_again(walk: NewWalker, house: House) -> None:
    walker = walk(SPECIALIST)
    page = walker.go(f"/can-bo/ho-so/{facts_of(house)['specialist']}/")
    page.clock.install()
    form = page.locator('form[target="_blank"]').first
    form.evaluate("form => form.closest('details')?.setAttribute('open', '')")
    for _ in range(2):
        with walker.context.expect_page() as opened:
            form.get_by_role("button").click()
        opened.value.close()
        page.clock.run_for(1500)


def test_the_word_that_all_is_kept_moves_nothing(walk: NewWalker, house: House) -> None:
    walker = walk(CITIZEN)
    page = walker.go(f"/nop-ho-so/{facts_of(house)['draft']}/nguoi-nop/")
    page.get_by_label("Địa chỉ liên hệ").fill("Ngõ 12 phố Châu Long")
    expect(page.get_by_text(re.compile(r"Đã lưu \d\d:\d\d"))).to_be_visible()
    assert moved(page) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("motcua", "/can-bo/tiep-nhan/"),
        ("motcua", "/can-bo/tra-ket-qua/{decided}/"),
        (SPECIALIST, "/can-bo/viec/"),
        (SPECIALIST, "/can-bo/ho-so/{specialist}/"),
        (SPECIALIST, "/can-bo/ho-so/{specialist}/supplement/"),
        (CITIZEN, "/nop-ho-so/{draft}/nguoi-nop/"),
        (CITIZEN, "/nop-ho-so/{draft}/giay-to/"),
        (CITIZEN, "/ho-so/{own_supplement}/"),
        ("", "/"),
    ],
)
def test_nothing_moves_when_the_scripts_come_last(
    walk: NewWalker, house: House, who: str, path: str, size: dict[str, int]
) -> None:
    walker = walk(who, viewport=size)
    with scripts_on_their_way(walker.page):
        walker.page.goto(house.site + path.format_map(facts_of(house)), wait_until="commit")
        came = whole(walker.page)
    walker.page.wait_for_load_state("load")
    assert moved(walker.page, came) == []

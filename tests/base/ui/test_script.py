"""The small script in a real browser: what it adds, and that it never gets in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from motcua.base import ui
from motcua.ops import system

SCRIPT = (Path(ui.__file__).parent / "static/ui/motcua.js").read_text(encoding="utf-8")
ADDRESS = "http://portal.test/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=system.chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


class Site:
    """One page answered without a network, with every request that reached it."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context().new_page()
        self.page.clock.install()
        self.sent: list[tuple[str, str]] = []
        self.body = ""
        self.page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(ADDRESS)
        if path == "motcua.js":
            route.fulfill(content_type="text/javascript", body=SCRIPT)
        elif path:
            self.sent.append((request.method, path))
            route.fulfill(body="Đã lưu 10:32", content_type="text/plain; charset=utf-8")
        else:
            route.fulfill(body=self.body, content_type="text/html; charset=utf-8")

    def show(self, body: str) -> Page:
        head = '<!doctype html><html lang="vi"><script src="motcua.js" defer></script>'
        self.body = f'{head}<body data-offline="Mất kết nối">{body}</body></html>'
        self.page.goto(ADDRESS)
        return self.page


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    made = Site(browser)
    yield made
    made.page.unroute_all(behavior="ignoreErrors")
    made.page.context.close()


def test_the_errors_of_a_form_are_read_first(site: Site) -> None:
    page = site.show('<div id="errors" tabindex="-1" data-focus>Có chỗ cần sửa</div><input id="name">')
    assert page.evaluate("document.activeElement.id") == "errors"


PRESS_TWICE = """() => {
  const stopped = [];
  addEventListener("submit", (event) => { stopped.push(event.defaultPrevented); event.preventDefault(); });
  document.querySelector("button").click();
  document.querySelector("button").click();
  return stopped;
}"""


def test_a_second_press_sends_nothing(site: Site) -> None:
    page = site.show('<form method="post" action="send"><button>Gửi hồ sơ</button></form>')
    assert page.evaluate(PRESS_TWICE) == [False, True]
    assert page.get_by_role("button").get_attribute("aria-disabled") == "true"


def test_a_chosen_file_is_named_with_its_size(site: Site) -> None:
    page = site.show('<p><input type="file" data-max-bytes="20000000"></p>')
    page.locator("input").set_input_files({"name": "giay.pdf", "mimeType": "application/pdf", "buffer": b"x" * 240_000})
    assert page.locator("output").text_content() == "giay.pdf, 240 kB"


def test_too_large_a_file_is_told_before_it_travels(site: Site) -> None:
    page = site.show('<p><input type="file" data-max-bytes="1000000"></p>')
    page.locator("input").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1_200_000})
    assert "quá 1,0 MB" in (page.locator("output").text_content() or "")
    assert page.locator("input").evaluate("element => element.files.length") == 0


def test_a_lost_network_is_said(site: Site) -> None:
    page = site.show("<p>Hồ sơ</p>")
    page.context.set_offline(True)
    page.get_by_role("status").wait_for()
    page.context.set_offline(False)
    page.get_by_role("status").wait_for(state="detached")


KEYS = """<a href="#next" data-key="j">Hồ sơ sau</a><input id="search" data-key="/"><button data-keys-switch
data-on="Phím tắt: đang bật" data-off="Phím tắt: đang tắt" hidden></button>"""


def test_single_keys_press_and_focus(site: Site) -> None:
    page = site.show(KEYS)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("j")
    assert page.locator("#search").input_value() == "j" and not page.url.endswith("#next")
    page.locator("#search").blur()
    page.keyboard.press("j")
    page.wait_for_url("**/#next")


def test_single_keys_can_be_switched_off_for_good(site: Site) -> None:
    page = site.show(KEYS)
    page.get_by_role("button", name="Phím tắt: đang bật").click()
    page.reload()
    assert page.get_by_role("button").text_content() == "Phím tắt: đang tắt"
    page.locator("body").press("j")
    assert not page.url.endswith("#next")


def test_what_needs_the_script_is_shown_only_with_it(site: Site) -> None:
    page = site.show("<button data-print data-needs-js hidden>In trang này</button>")
    page.evaluate("window.print = () => { document.title = 'in'; }")
    page.get_by_role("button").click()
    assert page.title() == "in"

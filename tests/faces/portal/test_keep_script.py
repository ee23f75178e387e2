"""The script that keeps what is typed, in a real browser with a clock of its own and a server that fails on demand."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from motcua.faces import portal
from motcua.ops import system

SCRIPT = (Path(portal.__file__).parent / "static/portal/keep.js").read_text(encoding="utf-8")
ADDRESS = "http://portal.test/"
FORM = """<form method="post" action="send" data-keep="/keep">
<input type="hidden" name="csrfmiddlewaretoken" value="old">
<input type="hidden" name="tab" value="t"><input type="hidden" name="revision" value="0">
<input id="name" name="name"><button>Gửi</button>
<p><output data-kept data-saving="Đang lưu…" data-failed="Chưa lưu được, sẽ thử lại."
data-signed-out="Bạn đã đăng xuất."></output>
<a data-sign-in-again href="/in" hidden>Đăng nhập lại</a>
<span data-newer hidden><button type="button" data-mine>Giữ nội dung ở đây</button></span></p></form>"""
TOLD = """data-seconds="1740" data-stay-url="/stay" data-warn="Sắp hết" data-stay="Làm tiếp" data-over="Đã hết"
data-again="Đăng nhập lại" data-sign-in="/in\""""
OK, CUT, NEWER, OUT, DOWN = 200, 0, 409, 302, 503


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=system.chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


class Site:
    """`answers` are given in turn, then 200; `kept` is what arrived."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context().new_page()
        self.page.clock.install()
        self.kept: list[dict[str, str]] = []
        self.answers: list[int] = []
        self.page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "keep.js":
            route.fulfill(content_type="text/javascript", body=SCRIPT)
        elif path == "keep":
            self._keep(route)
        elif path == "stay":
            self.kept.append({"stay": "1"})
            route.fulfill(content_type="application/json", body='{"said": ""}')
        elif path == "send":
            route.fulfill(body="sent")
        else:
            head = f'<!doctype html><script src="keep.js" defer {TOLD}></script>'
            route.fulfill(body=head + FORM, content_type="text/html; charset=utf-8", headers={"Set-Cookie": "csrf=new"})

    def _keep(self, route: Route) -> None:
        assert route.request.headers["x-csrftoken"] == "new"
        status = self.answers.pop(0) if self.answers else OK
        if status == CUT:
            return route.abort()
        self.kept.append({name: values[0] for name, values in parse_qs(route.request.post_data or "").items()})
        if status == OUT:
            return route.fulfill(status=302, headers={"Location": "/in"})
        said = {OK: "Đã lưu 10:32", NEWER: "Máy khác vừa lưu"}.get(status, "")
        body = json.dumps({"said": said, "revision": len(self.kept)}) if said else "<h1>503</h1>"
        route.fulfill(status=status, content_type="application/json" if said else "text/html", body=body)

    def type(self, text: str) -> None:
        self.page.locator("#name").press_sequentially(text)

    def told(self, words: str) -> None:
        self.page.locator("[data-kept]", has_text=words).wait_for()


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    made = Site(browser)
    made.page.goto(ADDRESS)
    yield made
    made.page.unroute_all(behavior="ignoreErrors")
    made.page.context.close()


def test_it_is_kept_within_a_second_of_a_rest_and_once(site: Site) -> None:
    site.type("Lan")
    assert site.kept == []
    site.page.clock.run_for(600)
    site.told("Đã lưu 10:32")
    assert site.kept == [{"tab": "t", "revision": "0", "name": "Lan"}]
    site.type(" Anh")
    site.page.clock.run_for(600)
    site.page.wait_for_function("document.forms[0].elements.revision.value === '2'")
    assert site.kept[-1] == {"tab": "t", "revision": "1", "name": "Lan Anh"}


def test_a_failure_is_said_and_tried_again_with_growing_rests(site: Site) -> None:
    site.answers = [CUT, DOWN, CUT]
    site.type("Lan")
    for rest in (600, 2100, 4100):
        site.page.clock.run_for(rest)
        site.told("Chưa lưu được, sẽ thử lại.")
    site.page.clock.run_for(8100)
    site.told("Đã lưu 10:32")
    assert site.kept[-1]["name"] == "Lan"


def test_a_newer_text_stops_keeping_until_the_person_chooses(site: Site) -> None:
    site.answers = [NEWER]
    site.type("Lan")
    site.page.clock.run_for(600)
    site.told("Máy khác vừa lưu")
    site.type(" Anh")
    site.page.clock.run_for(5000)
    assert len(site.kept) == 1
    site.page.get_by_role("button", name="Giữ nội dung ở đây").click()
    site.told("Đã lưu 10:32")
    assert site.kept[-1]["anyway"] == "1" and site.kept[-1]["name"] == "Lan Anh"


def test_signed_out_keeps_the_page_and_goes_on_after_signing_in(site: Site) -> None:
    site.answers = [OUT]
    site.type("Lan")
    site.page.clock.run_for(600)
    site.told("Bạn đã đăng xuất.")
    assert site.page.get_by_role("link", name="Đăng nhập lại").is_visible()
    site.page.clock.run_for(2100)
    site.told("Đã lưu 10:32")


def test_leaving_the_page_sends_what_is_still_unsaved(site: Site) -> None:
    site.type("Lan")
    site.page.evaluate("dispatchEvent(new Event('pagehide'))")
    site.page.wait_for_timeout(50)
    assert [page["name"] for page in site.kept] == ["Lan"]


def test_a_sent_form_is_not_kept_once_more(site: Site) -> None:
    site.type("Lan")
    site.page.get_by_role("button", name="Gửi").click()
    site.page.wait_for_url("**/send")
    assert site.kept == []


def test_the_session_is_warned_of_three_minutes_before_and_made_longer(site: Site) -> None:
    bar = site.page.get_by_role("alertdialog")
    site.page.clock.run_for(25 * 60_000)
    assert not bar.is_visible()
    site.page.clock.run_for(65_000)
    bar.get_by_text("Sắp hết").wait_for()
    bar.get_by_role("button", name="Làm tiếp").click()
    bar.wait_for(state="detached")
    assert site.kept == [{"stay": "1"}]
    site.page.clock.run_for(30 * 60_000)
    bar.get_by_text("Đã hết").wait_for()
    assert bar.get_by_role("link", name="Đăng nhập lại").get_attribute("href") == "/in?next=%2F"

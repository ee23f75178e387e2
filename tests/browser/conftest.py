"""One house per worker of a run, one browser per file, and people who walk through it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright

from motcua.ops import system
from motcua.ops.demo.people import CITIZEN_NAME, PASSWORD
from tests.browser.house import House, open_house
from tests.browser.journeys.measuring import measure as measure
from tests.browser.walker import Walker

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1440, "height": 900}
PATIENCE = 15_000
CITIZEN = "citizen"
"""Whoever is not named by a sign-in name of an official."""

NewWalker = Callable[..., Walker]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Cookies of people who have signed in once, so that tests do not spend their tries at passwords."""
    return {}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with the file: Playwright keeps an event loop in this thread, which tests of models must not meet."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=system.chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def walk(house: House, browser: Browser, sessions: dict[str, StorageState]) -> Iterator[NewWalker]:
    """`walk()` is a stranger, `walk("motcua")` an official, `walk(CITIZEN)` the demo's citizen.

    At the end no browser may have complained.
    """
    walkers: list[Walker] = []

    def begin(who: str = "", **options: Any) -> Walker:
        state = signed_in(house, browser, sessions, who) if who else None
        options.setdefault("viewport", PHONE if who in ("", CITIZEN) else DESK)
        context = browser.new_context(locale="vi-VN", storage_state=state, **options)
        context.set_default_timeout(PATIENCE)
        walkers.append(Walker(context, house.site, "" if options.get("java_script_enabled", True) else "-no-js"))
        return walkers[-1]

    yield begin
    complaints = [complaint for walker in walkers for complaint in walker.complaints]
    for walker in walkers:
        walker.context.close()
    assert complaints == []


def signed_in(house: House, browser: Browser, sessions: dict[str, StorageState], who: str) -> StorageState:
    if who not in sessions:
        context = browser.new_context(locale="vi-VN")
        page = context.new_page()
        if who == CITIZEN:
            page.goto(f"{house.site}/dang-nhap/")
            page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
            page.get_by_role("button", name=CITIZEN_NAME).click()
        else:
            page.goto(f"{house.site}/can-bo/")
            page.get_by_label("Tên đăng nhập").fill(who)
            page.get_by_label("Mật khẩu").fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("button", name="Đăng xuất").wait_for()
        sessions[who] = context.storage_state()
        context.close()
    return sessions[who]


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")

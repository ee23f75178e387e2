"""A person at a browser: what they press and type is counted, what the browser complains of is kept."""

import os
import re
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.browser.house import House

SCREENSHOTS = Path(__file__).resolve().parents[2] / "test-output/screenshots"
WANTED = "MOTCUA_SHOTS" in os.environ
"""Pictures on the way of the journeys cost time: they are taken when asked for."""
MAIL_SECONDS = 20
LEFT = re.compile(r"htmx:(sendAbort|afterRequest)\b")
"""Said of a request that a link or a form meanwhile cut short; one that failed says `sendError` as well."""
STATUS = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


class Walker:
    """`clicks`, `keys` (each typed character is one) and `fields` typed into are counted.

    `spent` is the same in order, for estimates of time. `complaints` holds console errors (a violated content policy
    is one), script errors and answers of 400 and more; `forgiven` are the statuses a journey provokes on purpose.
    """

    def __init__(self, context: BrowserContext, site: str, suffix: str = "") -> None:
        self.context = context
        self.suffix = suffix
        self.site = site
        self.clicks = 0
        self.keys = 0
        self.fields = 0
        self.spent: list[tuple[str, int]] = []
        self.complaints: list[str] = []
        self.forgiven: set[int] = set()
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("response", self._answered)
        self.page: Page = context.new_page()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not STATUS.match(message.text) and not LEFT.match(message.text):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.forgiven:
            self.complaints.append(f"{response.status} {response.request.method} {response.url}")

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def click(self, target: Locator) -> None:
        """Once the page that holds it has loaded: until then it still moves, and a press may land beside it."""
        target.wait_for()
        self.page.wait_for_load_state("load")
        target.click()
        self.clicks += 1
        self.spent.append(("click", 1))

    def choose(self, target: Locator, files: Path | list[Path]) -> None:
        """Pick files for a file field: one press on it; what the phone's own picker asks is not ours."""
        target.set_input_files(files)
        self.clicks += 1
        self.spent.append(("click", 1))

    def drawn(self) -> None:
        """Something was drawn with the pointer by hand: one press."""
        self.clicks += 1
        self.spent.append(("click", 1))

    def type(self, target: Locator, text: str) -> None:
        """Into a field the hand is brought to first, by click or because it stands there already."""
        if not target.evaluate("element => element === document.activeElement"):
            self.click(target)
            self.spent[-1] = ("reach", 1)
        target.press_sequentially(text)
        self.keys += len(text)
        self.fields += 1
        self.spent.append(("type", len(text)))

    def press(self, key: str) -> None:
        """Once the page's scripts have run: its text is there a little sooner."""
        self.page.wait_for_load_state("domcontentloaded")
        self.page.keyboard.press(key)
        self.keys += 1
        self.spent.append(("press", 1))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def pictures_are_drawn(self) -> int:
        """Every picture of the page has arrived and can be seen; how many there are."""
        pictures = self.page.locator("main img")
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("picture => picture.naturalWidth") > 0, picture.get_attribute("src")
        return pictures.count()

    def until_mail(self, house: House, address: str, text: str) -> None:
        """The worker has sent a message holding `text` to `address`; the catcher's page is asked until it has it."""
        deadline = time.monotonic() + MAIL_SECONDS
        while not any(address in one.to and text in one.text for one in house.mail.store.all()):
            assert time.monotonic() < deadline, [(one.to, one.subject) for one in house.mail.store.all()]
            self.page.goto(house.mail.url)

    def shot(self, name: str, *, wanted: bool = WANTED) -> None:
        """The whole page as a picture for people to look at: `MOTCUA_SHOTS=1 pytest tests/browser`."""
        if not wanted:
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size or {"width": 0}
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{size['width']}.png", full_page=True)

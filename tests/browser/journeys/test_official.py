"""An official's journeys at the desk, by keys alone where that is what they do a hundred times a day."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.journeys.conftest import Measure
from tests.browser.journeys.effort import Budget

APPROVE = Budget(screens=1, fields=0, presses=3, seconds=10, keys_count=True, kilobytes=250)
SUPPLEMENT = Budget(screens=1, fields=1, presses=6, seconds=30, keys_count=True, kilobytes=250)


def test_approve_a_case_of_the_queue_by_keys(walk: NewWalker, measure: Measure) -> None:
    """After a decision the next case stands there: `D` decides, Enter on the focused button sends it."""
    walker = walk("lanhdao")
    page = walker.go("/can-bo/viec/")
    walker.press("j")
    walker.press("Enter")
    page.wait_for_url("**/can-bo/ho-so/**")
    with measure("official: approve in the queue", walker, APPROVE):
        page.reload()
        walker.press("d")
        expect(page.get_by_role("button", name="Phê duyệt")).to_be_focused()
        walker.press("Enter")
        expect(page.get_by_text("Đã phê duyệt hồ sơ")).to_be_visible()


def test_ask_for_supplements_with_a_template_in_six_presses(walk: NewWalker, house: House, measure: Measure) -> None:
    case = [one for one in house.cases if (one["state"], one["role"]) == ("processing", "specialist")][-4]
    walker = walk("chuyenvien")
    with measure("official: supplement by template", walker, SUPPLEMENT):
        page = walker.go(f"/can-bo/ho-so/{case['id']}/")
        walker.press("s")
        expect(page.get_by_role("group", name="Dùng mẫu trả lời")).to_be_visible()
        walker.click(page.get_by_role("checkbox").first)
        walker.press("1")
        expect(page.locator("input[name=mau_da_chon]")).to_have_value(re.compile("."))
        expect(page.get_by_role("button", name="Yêu cầu bổ sung")).to_be_focused()
        walker.press("Enter")
        expect(page.get_by_text("Chờ bổ sung").first).to_be_visible()

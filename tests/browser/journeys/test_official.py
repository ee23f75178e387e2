"""An official's journeys at the desk, by keys alone where that is what they do a hundred times a day."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure

APPROVE = Budget(screens=1, fields=0, presses=3, seconds=10, keys_count=True, kilobytes=250)


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

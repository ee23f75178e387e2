"""A citizen's journeys on a phone, each within its budget of screens, typed fields, taps, time and bytes."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure

TRACK = Budget(screens=1, fields=1, presses=2, seconds=15)


def test_track_with_the_code_alone(walk: NewWalker, house: House, measure: Measure) -> None:
    walker = walk()
    code = house.case(state="processing")["code"]
    with measure("citizen: track by code", walker, TRACK):
        page = walker.go("/")
        walker.type(page.get_by_role("searchbox", name="Tra cứu hồ sơ"), code)
        walker.press("Enter")
        expect(page.get_by_text(code).first).to_be_visible()

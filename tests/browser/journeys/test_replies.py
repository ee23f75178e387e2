"""An official's journeys that save typing: a supplement by template, fifty decisions at once."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure
from tests.browser.walker import Walker

SUPPLEMENT = Budget(screens=1, fields=1, presses=6, seconds=30, keys_count=True)
MANY = Budget(screens=1, fields=0, presses=6, seconds=60, keys_count=True)
FIFTY = 50


def test_ask_for_supplements_with_a_template(walk: NewWalker, house: House, measure: Measure) -> None:
    walker = walk("motcua")
    case = house.case(state="submitted")["id"]
    page = walker.go(f"/can-bo/ho-so/{case}/")
    with measure("official: supplement with template", walker, SUPPLEMENT):
        walker.press("s")
        expect(page.get_by_role("button", name="Ảnh chụp giấy tờ mờ")).to_be_visible()
        walker.click(page.get_by_role("button", name="Ảnh chụp giấy tờ mờ"))
        expect(page.locator(".slip-look")).to_contain_text("Ảnh chụp lại các giấy tờ đã nộp")
        walker.press("Enter")
        expect(page.locator("#notices")).to_contain_text("Đã yêu cầu bổ sung")


def test_fifty_same_decisions(walk: NewWalker, house: House, measure: Measure) -> None:
    """Ticked with one box, looked at, confirmed; taken back within ten seconds, so that other journeys find them."""
    walker = walk("lanhdao")
    page = walker.go("/can-bo/viec/?muc=mine")
    first = page.locator("[name=ho_so]").first.get_attribute("value")
    with house.multiplied(str(first), FIFTY):
        decided_and_taken_back(walker, measure)


def decided_and_taken_back(walker: Walker, measure: Measure) -> None:
    page = walker.page
    page.reload()
    with measure("official: 50 same decisions", walker, MANY):
        walker.click(page.get_by_role("checkbox", name="Đánh dấu cả trang"))
        expect(page.locator("[data-bulk-count]")).to_contain_text(f"Đã chọn {FIFTY}")
        walker.click(walker.button("Xem trước"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Phê duyệt")
        expect(page.locator("main")).to_contain_text(str(FIFTY))
        walker.press("Enter")
        expect(page.get_by_text("Bắt đầu sau")).to_be_visible()
    page.get_by_role("button", name="Hủy, chưa làm gì cả").click()
    expect(page.locator("#notices")).to_contain_text("chưa hồ sơ nào thay đổi")


def test_a_range_is_ticked_with_shift(walk: NewWalker) -> None:
    page = walk("chuyenvien").go("/can-bo/viec/?muc=unit")
    boxes = page.locator("input[name=ho_so]")
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    assert [boxes.nth(place).is_checked() for place in range(5)] == [True, True, True, True, False]

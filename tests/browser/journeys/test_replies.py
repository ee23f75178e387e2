"""An official's journeys that save typing: a supplement by template, one decision for all that wait for it."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure

SUPPLEMENT = Budget(screens=1, fields=1, presses=6, seconds=30, keys_count=True)
MANY = Budget(screens=2, fields=0, presses=6, seconds=30, keys_count=True)


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


def test_one_act_for_all_that_wait(walk: NewWalker, house: House, measure: Measure) -> None:
    """Ticked with one box, looked at, confirmed; taken back within ten seconds, so that other journeys find them."""
    walker = walk("chuyenvien")
    page = walker.go("/can-bo/viec/?muc=mine")
    with measure("official: one act on many", walker, MANY):
        walker.click(page.get_by_role("checkbox", name="Đánh dấu cả trang"))
        expect(page.locator("[data-bulk-count]")).to_contain_text("Đã chọn")
        walker.click(walker.button("Xem trước"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Chuyển bước tiếp theo")
        walker.press("Enter")
        expect(page.get_by_text("Bắt đầu sau")).to_be_visible()
    walker.click(walker.button("Hủy, chưa làm gì cả"))
    expect(page.locator("#notices")).to_contain_text("chưa hồ sơ nào thay đổi")


def test_a_range_is_ticked_with_shift(walk: NewWalker) -> None:
    page = walk("chuyenvien").go("/can-bo/viec/?muc=unit")
    boxes = page.locator("input[name=ho_so]")
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    assert [boxes.nth(place).is_checked() for place in range(5)] == [True, True, True, True, False]

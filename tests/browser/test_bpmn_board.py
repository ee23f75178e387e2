"""The drawing board: the process opens in it, a new name comes back through the report, nothing is stored before."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker


def test_what_is_drawn_is_looked_at_before_it_is_published(walk: NewWalker) -> None:
    admin = walk("quantri")
    page = admin.go("/quan-tri/quy-trinh/bpmn/city/")
    expect(page.locator("svg.process")).to_be_visible()
    admin.shot("bpmn-page")
    admin.click(admin.link("Mở bàn vẽ"))
    expect(page.locator("#bpmn-board[data-ready=yes]")).to_be_visible(timeout=20_000)
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    expect(page.get_by_role("button", name="Thêm bước", exact=True)).to_be_visible()
    admin.shot("bpmn-board")
    page.locator("[data-element-id=approval]").first.dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Ký duyệt")
    page.locator("svg[data-element-id]").first.click(position={"x": 5, "y": 5})
    admin.click(admin.button("Xem lại và kiểm tra"))
    expect(page.get_by_text("Đã đọc được gì")).to_be_visible()
    expect(page.locator("svg.process")).to_contain_text("Ký duyệt")
    expect(admin.button("Công bố quy trình")).to_be_visible()
    admin.shot("bpmn-read")

"""What the city's administrator changes in the browser: a field, a holiday, a message, a heap of flags."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker


def test_a_field_is_added_after_a_look(walk: NewWalker) -> None:
    walker = walk("quantri")
    page = walker.go("/quan-tri/danh-muc/linh-vuc/them/")
    page.get_by_label("Tên lĩnh vực").fill("Quản lý mộ táng thử")
    page.get_by_label("Mã lĩnh vực").fill("mt.01")
    walker.click(walker.button("Xem ảnh hưởng trước khi lưu"))
    expect(page.get_by_role("heading", name="Nếu lưu")).to_be_visible()
    walker.shot("field-add")
    walker.click(page.get_by_role("button", name="Thêm lĩnh vực"))
    expect(page.get_by_role("cell", name="Quản lý mộ táng thử MT.01")).to_be_visible()


def test_a_message_is_seen_on_the_example_while_typing_and_saved(walk: NewWalker) -> None:
    walker = walk("quantri")
    page = walker.go("/quan-tri/tin-nhan/case.decided/email/")
    page.get_by_label("Tiêu đề, tiếng Việt").fill("Kết quả của bạn đã có")
    expect(page.locator("#preview")).to_contain_text("Kết quả của bạn đã có")
    walker.click(walker.button("Lưu lời nhắn"))
    expect(page.get_by_text("Đã lưu lời nhắn.")).to_be_visible()
    expect(page.get_by_label("Tiêu đề, tiếng Việt")).to_have_value("Kết quả của bạn đã có")


def test_a_day_off_shows_what_it_moves_before_it_is_saved(walk: NewWalker) -> None:
    walker = walk("quantri")
    page = walker.go("/quan-tri/lich/them/")
    page.get_by_label("Ngày", exact=True).fill("10/3/2027")
    page.get_by_label("Tên ngày").fill("Ngày nghỉ thử")
    page.get_by_label("Số quyết định, văn bản").fill("1/QĐ-UBND")
    page.get_by_label("Ngày ban hành").fill("1/11/2026")
    walker.click(walker.button("Xem ảnh hưởng trước khi lưu"))
    expect(page.get_by_role("heading", name="Nếu lưu")).to_be_visible()
    walker.shot("calendar-effect")
    walker.click(page.get_by_role("button", name="Lưu vào lịch"))
    expect(page.get_by_text("Ngày nghỉ thử").first).to_be_visible()


def test_a_kind_of_flags_is_confirmed_at_once(walk: NewWalker) -> None:
    walker = walk("quantri")
    page = walker.go("/quan-tri/thu-tuc/xem-lai/")
    first = page.locator("section.card tbody a").first
    if first.count() == 0:
        expect(page.get_by_text("Không có chỗ nào ở đây")).to_be_visible()
        return
    walker.click(first)
    walker.click(walker.link("Xác nhận cùng lúc"))
    page.get_by_label("Đã đối chiếu với").fill("Văn bản gốc")
    walker.click(walker.button("Xem ảnh hưởng trước khi lưu"))
    expect(page.get_by_text(re.compile("được ghi là đúng như đã đọc"))).to_be_visible()
    walker.shot("flags-many")
    walker.click(page.get_by_role("button", name="Xác nhận tất cả"))
    expect(page.get_by_text(re.compile("Đã xác nhận .* chỗ"))).to_be_visible()

"""Two officials have the same case open: one wins, the other hears who did what and keeps what they typed."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.walker import Walker

FIRST, SECOND = "chuyenvien", "dongnghiep"
WINNER = "Phạm Minh Đức"
TYPED = "Tôi đã gọi cho người nộp và xác minh địa chỉ."
CONFLICT = 409


def waiting(house: House, turn: int) -> str:
    """The path of a case that waits for a specialist; counted from the end, since other tests begin in front."""
    cases = [case for case in house.cases if (case["state"], case["role"]) == ("processing", "specialist")]
    return f"/can-bo/ho-so/{cases[turn]['id']}/"


def type_a_note(walker: Walker, path: str) -> None:
    page = walker.go(path)
    walker.press("f")
    page.get_by_label("Ý kiến gửi bước sau").fill(TYPED)


def test_the_act_is_still_open_to_the_second(walk: NewWalker, house: House) -> None:
    path = waiting(house, -3)
    first, second = walk(FIRST), walk(SECOND)
    type_a_note(second, path)
    first.go(path)
    first.click(first.button("Nhận việc"))
    expect(first.page.get_by_text("nay là việc của bạn")).to_be_visible()
    second.forgiven.add(CONFLICT)
    second.click(second.button("Chuyển bước tiếp theo"))
    expect(second.page.get_by_role("main")).to_contain_text(WINNER)
    expect(second.page.get_by_role("main")).to_contain_text("Nhận việc")
    expect(second.page.get_by_label("Ý kiến gửi bước sau")).to_have_value(TYPED)
    second.shot("case-conflict-again")


def test_the_act_is_gone_for_the_second(walk: NewWalker, house: House) -> None:
    path = waiting(house, -2)
    first, second = walk(FIRST), walk(SECOND)
    type_a_note(second, path)
    first.go(path)
    first.press("f")
    first.click(first.button("Chuyển bước tiếp theo"))
    expect(first.page.get_by_text("Đã chuyển hồ sơ")).to_be_visible()
    second.forgiven.add(CONFLICT)
    second.click(second.button("Chuyển bước tiếp theo"))
    told = second.page.get_by_role("alert")
    expect(told).to_contain_text(WINNER)
    expect(second.page.locator(".kept")).to_have_text(TYPED)
    second.shot("case-conflict-gone")

"""A construction permit over three agencies: the process asks them side by side, two are enough, the third is recalled.

Nobody asks by hand: the published process says whom, and what. Asking by hand has its own short story.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewWalker
from tests.browser.filling import ASKED
from tests.browser.house import House
from tests.browser.planting import QUESTION
from tests.browser.walker import Walker

NAME, NUMBER, PHONE_NUMBER = "Đinh Thị Xây Thử", "001186223344", "0900000373"


@dataclass
class Permit:
    code: str = ""
    path: str = ""


@pytest.fixture(scope="module")
def permit() -> Permit:
    return Permit()


def test_it_is_filed_and_accepted_at_the_counter(walk: NewWalker, permit: Permit) -> None:
    walker = walk("motcua")
    page = walker.go("/can-bo/tiep-nhan/")
    walker.type(page.get_by_role("textbox", name="Tìm người nộp"), NUMBER)
    walker.press("Enter")
    expect(page.get_by_role("textbox", name="Số định danh")).to_have_value(NUMBER)
    page.get_by_role("textbox", name="Họ và tên").fill(NAME)
    page.get_by_role("textbox", name="Điện thoại").fill(PHONE_NUMBER)
    page.get_by_role("textbox", name="Địa chỉ liên hệ").fill("Số 9 phố Châu Long, Ba Đình, Hà Nội")
    page.get_by_role("searchbox", name="Tìm thủ tục").fill("giấy phép xây dựng mới công trình cấp III")
    walker.press("Enter")
    walker.click(page.get_by_role("radio", name="Nhà ở riêng lẻ"))
    walker.click(walker.button("Tiếp nhận, in phiếu"))
    permit.code = page.locator("#code").inner_text()
    walker.click(walker.link("Mở hồ sơ"))
    permit.path = page.url.removeprefix(walker.site)
    walker.go(permit.path)
    forward(walker)


def forward(walker: Walker) -> None:
    walker.press("f")
    walker.click(walker.page.locator("#act-form").get_by_role("button", name="Chuyển bước tiếp theo"))
    expect(walker.page.get_by_text("Đã chuyển hồ sơ")).to_be_visible()


def test_the_process_asks_three_at_once_by_itself(walk: NewWalker, house: House, permit: Permit) -> None:
    walker = walk("chuyenvien")
    page = walker.go(permit.path)
    forward(walker)
    house.hurry()
    page = walker.go(permit.path)
    for name in ASKED:
        expect(page.locator("#phoi-hop").get_by_role("link", name=name)).to_be_visible()
    walker.shot("case-asked")
    page.set_viewport_size(PHONE)
    walker.shot("case-asked")


@pytest.mark.parametrize(("who", "answer"), [("soxaydung", "Đủ điều kiện an toàn."), ("somoitruong", "Không vướng.")])
def test_each_department_answers_on_its_own_list(walk: NewWalker, permit: Permit, who: str, answer: str) -> None:
    walker = walk(who)
    page = walker.go("/can-bo/phoi-hop/")
    walker.shot("asked-list")
    page.get_by_role("row").filter(has_text=permit.code).locator("[data-row]").click()
    expect(page.get_by_text(QUESTION.vi)).to_be_visible()
    walker.click(walker.button("Nhận xử lý"))
    walker.shot("asked-one")
    page.set_viewport_size(PHONE)
    walker.shot("asked-one")
    page.get_by_label("Nội dung trả lời").fill(answer)
    walker.click(walker.button("Gửi trả lời"))
    expect(page.get_by_text("đã trả lời").or_(page.get_by_text("Đã gửi trả lời")).first).to_be_visible()


def test_with_two_back_it_went_on_by_itself_and_the_third_is_recalled(walk: NewWalker, permit: Permit) -> None:
    leader = walk("lanhdao")
    page = leader.go(permit.path)
    expect(page.locator("#phoi-hop")).to_contain_text("Không vướng.")
    leader.press("d")
    leader.click(leader.button("Phê duyệt"))
    expect(page.get_by_text("Đã phê duyệt hồ sơ")).to_be_visible()
    page = leader.go(permit.path)
    expect(page.locator("#phoi-hop")).to_contain_text("Đã thu hồi")
    leader.shot("case-asked")


def test_a_specialist_asks_by_hand_where_the_process_does_not(walk: NewWalker, house: House) -> None:
    walker = walk("chuyenvien")
    page = walker.go(f"/can-bo/ho-so/{house.case(state='processing', role='specialist')['id']}/")
    walker.press("y")
    page.get_by_label("Nội dung cần trả lời").fill(QUESTION.vi)
    page.get_by_label("Cơ quan 1").select_option(label=ASKED[0])
    walker.shot("ask-form")
    page.set_viewport_size(PHONE)
    walker.shot("ask-form")
    walker.click(page.locator("#act-form").get_by_role("button", name="Xin ý kiến cơ quan khác"))
    expect(page.locator("#phoi-hop").get_by_role("link", name=ASKED[0])).to_be_visible()
    walker.forgiven.add(409)
    walker.press("f")
    walker.click(page.locator("#act-form").get_by_role("button", name="Chuyển bước tiếp theo"))
    expect(page.get_by_role("alert")).to_contain_text("Còn chờ 1 ý kiến")

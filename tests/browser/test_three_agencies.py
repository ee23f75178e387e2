"""A construction permit over three agencies: opinions side by side, two of three are enough, the third is recalled."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, NewWalker
from tests.browser.filling import ASKED
from tests.browser.house import House
from tests.browser.walker import Walker

QUESTION = "Vị trí xin phép có phù hợp quy hoạch và an toàn công trình không?"


@pytest.fixture(scope="module")
def case(house: House) -> dict[str, str]:
    """One at the specialist's desk."""
    return house.case(state="processing", role="specialist")


@pytest.fixture(scope="module")
def place(case: dict[str, str]) -> str:
    return f"/can-bo/ho-so/{case['id']}/"


def request_url(walker: Walker, name: str) -> str:
    return str(walker.page.locator("#phoi-hop").get_by_role("link", name=name).get_attribute("href"))


def test_the_specialist_asks_three_at_once(walk: NewWalker, place: str) -> None:
    walker = walk("chuyenvien")
    page = walker.go(place)
    walker.press("y")
    page.get_by_label("Nội dung cần trả lời").fill(QUESTION)
    for number, name in enumerate(ASKED, start=1):
        page.get_by_label(f"Cơ quan {number}").select_option(label=name)
    page.get_by_label("Đủ mấy ý kiến thì làm tiếp").fill("2")
    walker.shot("ask-form")
    page.set_viewport_size(PHONE)
    walker.shot("ask-form")
    page.set_viewport_size(DESK)
    walker.click(page.locator("#act-form").get_by_role("button", name="Xin ý kiến cơ quan khác"))
    for name in ASKED:
        expect(page.locator("#phoi-hop").get_by_role("link", name=name)).to_be_visible()
    walker.shot("case-asked")
    walker.forgiven.add(409)
    walker.press("f")
    walker.click(page.locator("#act-form").get_by_role("button", name="Chuyển bước tiếp theo"))
    expect(page.get_by_role("alert")).to_contain_text("Còn chờ 2 ý kiến")


@pytest.mark.parametrize(("who", "answer"), [("soxaydung", "Đủ điều kiện an toàn."), ("somoitruong", "Không vướng.")])
def test_each_department_answers_on_its_own_list(walk: NewWalker, case: dict[str, str], who: str, answer: str) -> None:
    walker = walk(who)
    page = walker.go("/can-bo/phoi-hop/")
    walker.shot("asked-list")
    page.get_by_role("row").filter(has_text=case["code"]).locator("[data-row]").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    walker.click(walker.button("Nhận xử lý"))
    walker.shot("asked-one")
    page.set_viewport_size(PHONE)
    walker.shot("asked-one")
    page.get_by_label("Nội dung trả lời").fill(answer)
    walker.click(walker.button("Gửi trả lời"))
    expect(page.get_by_text("đã trả lời").or_(page.get_by_text("Đã gửi trả lời")).first).to_be_visible()
    page.goto(f"{walker.site}/can-bo/phoi-hop/?muc=xong")
    walker.shot("asked-list")


def test_with_two_back_the_case_goes_on(walk: NewWalker, place: str) -> None:
    walker = walk("chuyenvien")
    page = walker.go(place)
    expect(page.locator("#phoi-hop")).to_contain_text("Không vướng.")
    walker.press("f")
    walker.click(page.locator("#act-form").get_by_role("button", name="Chuyển bước tiếp theo"))
    expect(page.get_by_text("Đã chuyển hồ sơ")).to_be_visible()
    leader = walk("lanhdao")
    page = leader.go(place)
    leader.press("d")
    leader.click(leader.button("Phê duyệt"))
    expect(page.get_by_text("Đã phê duyệt hồ sơ")).to_be_visible()
    page = leader.go(place)
    expect(page.locator("#phoi-hop")).to_contain_text("Đã thu hồi")

"""A bundle for a newborn: a mother files once on a phone; three procedures, each agency and clock of its own."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import papers as made
from tests.browser.conftest import PHONE, NewWalker
from tests.browser.test_citizen_files import choose, sign_in
from tests.browser.walker import Walker

MOTHER = "Hoàng Ngọc Phương Thảo"
BIRTH, HOME, CARD = "Đăng ký khai sinh", "Đăng ký thường trú", "Cấp thẻ bảo hiểm y tế"
MISSING = "Ảnh sổ nhà đất rõ bốn góc"


@dataclass
class Story:
    """Where each case lies, and the mother's own page of all."""

    group: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    def desk(self, name: str) -> str:
        return f"/can-bo/ho-so/{self.ids[name]}/"


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


def mother(walk: NewWalker) -> Walker:
    walker = walk("", viewport=PHONE)
    walker.go("/dang-nhap/")
    sign_in(walker, MOTHER)
    return walker


def test_the_mother_files_all_three_once(walk: NewWalker, papers: Path, story: Story) -> None:
    walker = walk("", viewport=PHONE)
    page = walker.go("/")
    walker.click(walker.link("Sinh con"))
    walker.shot("life-event-newborn")
    walker.click(walker.link("Nộp cùng lúc"))
    sign_in(walker, MOTHER)
    search(walker)
    expect(page.get_by_label("Họ và tên")).to_have_value(MOTHER)
    walker.type(page.get_by_label("Địa chỉ liên hệ"), "Số 5 phố Trúc Bạch")
    expect(page.get_by_text(re.compile(r"Đã lưu \d\d:\d\d"))).to_be_visible()
    other = mother(walk)
    other.go("/ho-so/")
    other.click(other.link("Làm tiếp").first)
    expect(other.page.get_by_label("Địa chỉ liên hệ")).to_have_value("Số 5 phố Trúc Bạch")
    walker.click(walker.button("Lưu và tiếp tục"))
    required = page.locator("section.card").filter(has_text="Bắt buộc")
    for turn in range(required.count()):
        card = required.nth(turn)
        choose(walker, card, made.photo(papers))
        expect(card.get_by_role("link", name="giay-chung-sinh.jpg")).to_be_visible()
    walker.shot("bundle-papers-filled")
    walker.click(walker.link("Kiểm tra hồ sơ"))
    for name in (BIRTH, HOME, CARD):
        expect(page.get_by_text(name, exact=True)).to_be_visible()
    walker.shot("bundle-review")
    walker.click(walker.button("Gửi tất cả hồ sơ"))
    expect(page.get_by_text("Đã gửi 3 hồ sơ cùng lúc.")).to_be_visible()
    expect(page.get_by_text("Chờ kết quả của hồ sơ")).to_have_count(2)
    story.group = page.url.removeprefix(walker.site)
    for name in (BIRTH, HOME, CARD):
        href = page.get_by_role("link", name=name, exact=True).get_attribute("href")
        story.ids[name] = str(href).split("/")[-2]
    walker.shot("bundle-sent")


def search(walker: Walker) -> None:
    page = walker.page
    walker.type(page.get_by_role("searchbox", name="Tìm phường, xã"), "ba dinh")
    walker.click(walker.button("Tìm"))
    walker.click(page.get_by_role("radio", name="phường Ba Đình"))
    walker.shot("bundle-office")
    walker.click(walker.button("Bắt đầu"))


def test_the_commune_waits_with_the_second_until_the_first_is_decided(walk: NewWalker, story: Story) -> None:
    reception = walk("motcua")
    page = reception.go(story.desk(HOME))
    expect(page.get_by_text("sau đó mới tiếp nhận")).to_have_count(2)
    expect(page.get_by_role("link", name="Tiếp nhận", exact=False).filter(has_text="hồ sơ")).to_have_count(0)
    reception.shot("case-linked")
    accept(reception, story.desk(BIRTH))
    decide(walk, story.desk(BIRTH), "chuyenvien", "lanhdao")


def test_the_mother_sends_what_one_part_lacks(walk: NewWalker, papers: Path, story: Story) -> None:
    reception = walk("motcua")
    page = reception.go(story.desk(HOME))
    reception.press("s")
    page.get_by_role("textbox", name="Nội dung khác 1").fill(MISSING)
    reception.click(reception.button("Yêu cầu bổ sung"))
    expect(page.get_by_text("Chờ bổ sung").first).to_be_visible()
    walker = mother(walk)
    page = walker.go("/ho-so/")
    walker.shot("my-cases-bundle")
    walker.click(page.get_by_role("link", name="Bổ sung 1 nội dung"))
    asked = page.locator(".ask").filter(has_text=MISSING)
    walker.choose(asked.locator("input[type=file]"), made.photo(papers))
    expect(asked.get_by_role("link", name="giay-chung-sinh.jpg")).to_be_visible()
    walker.click(walker.button("Gửi phần bổ sung"))
    walker.click(walker.link("Xem các thủ tục nộp cùng hồ sơ này"))
    expect(page.get_by_text("Chờ bổ sung")).to_have_count(0)


def test_the_commune_and_the_city_decide_their_parts(walk: NewWalker, story: Story) -> None:
    accept(walk("motcua"), story.desk(HOME))
    decide(walk, story.desk(HOME), "chuyenvien", "lanhdao")
    insurance = walk("tiepnhanbhyt")
    accept(insurance, story.desk(CARD))
    decide(walk, story.desk(CARD), "chuyenvienbhyt", "lanhdaobhyt")


def test_she_sees_one_result_each(walk: NewWalker, story: Story) -> None:
    walker = mother(walk)
    page = walker.go(story.group)
    expect(page.get_by_role("link", name="Xem kết quả")).to_have_count(3)
    walker.shot("bundle-decided")
    for name in (BIRTH, HOME, CARD):
        walker.go(f"/ho-so/{story.ids[name]}/")
        expect(page.get_by_role("link", name="Tải kết quả")).to_have_count(1)
    for who, names in (("motcua", (BIRTH, HOME)), ("tiepnhanbhyt", (CARD,))):
        reception = walk(who)
        for name in names:
            reception.go(story.desk(name))
            reception.press("h")
            reception.click(reception.button("Trả kết quả"))
            expect(reception.page.get_by_text("Đã trả kết quả hồ sơ")).to_be_visible()
    page = walker.go(story.group)
    expect(page.get_by_text("Đã trả kết quả")).to_have_count(3)
    walker.shot("bundle-returned")


def accept(walker: Walker, place: str) -> None:
    """Accepted with the promise that the procedure states, then passed on."""
    page = walker.go(place)
    walker.press("a")
    walker.click(page.locator("#act-form").get_by_role("button", name="Tiếp nhận"))
    expect(page.get_by_text("Đã tiếp nhận hồ sơ")).to_be_visible()
    pass_on(walker, place)


def pass_on(walker: Walker, place: str) -> None:
    page = walker.go(place)
    walker.press("f")
    walker.click(page.locator("#act-form").get_by_role("button", name="Chuyển bước tiếp theo"))
    expect(page.get_by_text("Đã chuyển hồ sơ")).to_be_visible()


def decide(walk: NewWalker, place: str, specialist: str, leader: str) -> None:
    pass_on(walk(specialist), place)
    walker = walk(leader)
    page = walker.go(place)
    walker.press("d")
    walker.click(walker.button("Phê duyệt"))
    expect(page.get_by_text("Đã phê duyệt hồ sơ")).to_be_visible()

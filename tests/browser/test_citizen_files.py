"""A citizen on a phone, from words of their own to the confirmation; the same without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from motcua.ops.demo.people import CITIZEN_NAME
from tests.browser import papers as made
from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure
from tests.browser.walker import Walker

PROCEDURE = "Đăng ký khai sinh"
NUMBER = re.compile(r"^NOP-[0-9A-Z-]+$")
TRAN_VAN_HUNG = ("Trần Văn Hùng", "vanhung@congdan.example")
PHAM_GIA_BAO = ("Phạm Gia Bảo", "giabao@congdan.example")
FIRST_TIME = Budget(screens=10, fields=14, presses=45, seconds=8 * 60)
AGAIN = Budget(screens=7, fields=8, presses=25, seconds=3 * 60)


@pytest.mark.parametrize(("person", "scripted"), [(TRAN_VAN_HUNG, True), (PHAM_GIA_BAO, False)], ids=["js", "no-js"])
def test_a_citizen_files_from_search_to_own_case(
    person: tuple[str, str], scripted: bool, walk: NewWalker, house: House, papers: Path, measure: Measure
) -> None:
    name, address = person
    walker = walk(java_script_enabled=scripted)
    with measure(f"citizen: first time{walker.suffix}", walker, FIRST_TIME):
        find_procedure(walker)
        sign_in(walker, name)
        choose_office(walker)
        say_who(walker, name)
        tell_a_pretender(walker, papers)
        attach(walker, [made.photo(papers), made.scan(papers)])
        number = check_and_send(walker, name)
    own_case_shows(walker, number)
    walker.until_mail(house, address, number)


def test_a_known_citizen_files_again(walk: NewWalker, papers: Path, measure: Measure) -> None:
    """Signed in, with everything about the person standing there already."""
    walker = walk(CITIZEN)
    with measure("citizen: again", walker, AGAIN):
        find_procedure(walker)
        choose_office(walker)
        say_who(walker, CITIZEN_NAME)
        attach(walker, [made.photo(papers), made.scan(papers)])
        check_and_send(walker, CITIZEN_NAME)


def find_procedure(walker: Walker) -> None:
    page = walker.go("/")
    walker.type(page.get_by_role("searchbox", name="Nói bằng lời của bạn"), "khai sinh")
    walker.click(walker.button("Tìm"))
    walker.click(page.get_by_role("link", name=PROCEDURE, exact=True))
    expect(page.get_by_role("heading", level=1, name=PROCEDURE)).to_be_visible()
    walker.click(walker.link("Nộp hồ sơ"))


def sign_in(walker: Walker, name: str) -> None:
    walker.click(walker.link("Đăng nhập bằng VNeID"))
    walker.click(walker.button(name))


def choose_office(walker: Walker) -> None:
    page = walker.page
    walker.type(page.get_by_role("searchbox", name="Tìm phường, xã hoặc sở"), "ba dinh")
    walker.click(walker.button("Tìm"))
    walker.click(page.get_by_role("radio", name="phường Ba Đình"))
    walker.shot("filing-office" + walker.suffix)
    walker.click(walker.button("Bắt đầu"))


def say_who(walker: Walker, name: str) -> None:
    """What the identity provider told stands there already."""
    page = walker.page
    expect(page.get_by_label("Họ và tên")).to_have_value(name)
    expect(page.get_by_label("Số căn cước")).not_to_have_value("")
    address = page.get_by_label("Địa chỉ liên hệ")
    if not address.input_value():
        walker.forgiven.add(422)
        walker.click(walker.button("Lưu và tiếp tục"))
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_label("Họ và tên")).to_have_value(name)
        walker.shot("filing-applicant-error" + walker.suffix)
        walker.type(address, "Số 5 phố Trúc Bạch, phường Ba Đình, Hà Nội")
    walker.shot("filing-applicant" + walker.suffix)
    walker.click(walker.button("Lưu và tiếp tục"))


def tell_a_pretender(walker: Walker, folder: Path) -> None:
    """A text that calls itself a PDF is told at once."""
    first = walker.page.locator("section.card").first
    walker.forgiven.add(422)
    choose(walker, first, made.pretender(folder))
    expect(first.get_by_text("Chỉ nhận ảnh")).to_be_visible()
    walker.shot("filing-papers-error" + walker.suffix)


def attach(walker: Walker, files: list[Path]) -> None:
    """Each required paper gets its file."""
    page = walker.page
    cards = page.locator("section.card")
    expect(page.get_by_role("heading", name="Đính kèm giấy tờ")).to_be_visible()
    for turn in range(cards.filter(has_text="Bắt buộc").count()):
        card = cards.filter(has_text="Bắt buộc").nth(turn)
        file = files[turn % len(files)]
        choose(walker, card, file)
        expect(cards.filter(has_text="Bắt buộc").nth(turn).get_by_role("link", name=file.name)).to_be_visible()
    walker.shot("filing-papers" + walker.suffix)
    walker.click(walker.link("Kiểm tra hồ sơ"))


def choose(walker: Walker, card: Locator, file: Path) -> None:
    """With scripts a file goes up as soon as it is chosen."""
    walker.choose(card.locator("input[type=file]"), file)
    if walker.suffix:
        walker.click(card.get_by_role("button", name="Tải lên"))


def check_and_send(walker: Walker, name: str) -> str:
    """The filing number of the confirmation, which lists every file."""
    page = walker.page
    expect(page.get_by_role("heading", name="Bạn xem lại trước khi gửi")).to_be_visible()
    expect(page.get_by_text(name)).to_be_visible()
    shown = page.locator(".files__name").all_inner_texts()
    walker.shot("filing-review" + walker.suffix)
    walker.click(walker.button("Gửi hồ sơ"))
    expect(page.get_by_role("heading", name="Đã nhận hồ sơ của bạn")).to_be_visible()
    expect(page.get_by_text(f"{len(shown)} tệp")).to_be_visible()
    assert page.locator(".files__name").all_inner_texts() == shown
    number = page.locator("#code").inner_text()
    assert NUMBER.match(number)
    assert walker.pictures_are_drawn() == len(shown) + 1
    walker.shot("filing-sent" + walker.suffix)
    return number


def own_case_shows(walker: Walker, number: str) -> None:
    page = walker.page
    page.reload()
    expect(page.locator("#code")).to_have_text(number)
    walker.click(walker.link("Xem hồ sơ"))
    expect(page.get_by_text(number).first).to_be_visible()
    walker.shot("my-case-filed" + walker.suffix)

"""A bad line brings the page first and its scripts last: what is chosen and typed meanwhile is not forgotten."""

import re
from pathlib import Path

from playwright.sync_api import expect

from motcua.ops.demo.people import CITIZEN_NAME
from tests.browser import papers as made
from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.moving import scripts_on_their_way
from tests.browser.test_citizen_files import choose_office, say_who


def test_a_file_chosen_before_the_scripts_goes_up_when_they_come(walk: NewWalker, house: House, papers: Path) -> None:
    walker = walk(CITIZEN)
    page = walker.go(f"/nop-ho-so/{house.cases[0]['procedure']}/")
    choose_office(walker)
    say_who(walker, CITIZEN_NAME)
    expect(page.get_by_role("heading", name="Đính kèm giấy tờ")).to_be_visible()
    card = page.locator("section.card").first
    with scripts_on_their_way(page):
        page.reload(wait_until="commit")
        walker.choose(card.locator("input[type=file]"), made.photo(papers))
    expect(card.get_by_role("link", name="giay-chung-sinh.jpg")).to_be_visible()
    expect(page.locator("progress")).to_have_count(0)


def test_what_is_typed_before_the_scripts_is_kept_when_they_come(walk: NewWalker, house: House) -> None:
    walker = walk(CITIZEN)
    page = walker.go(f"/nop-ho-so/{house.cases[0]['procedure']}/")
    choose_office(walker)
    page.wait_for_load_state()
    assert page.get_by_text(re.compile(r"Đã lưu \d\d:\d\d")).count() == 0, "nothing typed, nothing kept"
    with scripts_on_their_way(page):
        page.reload(wait_until="commit")
        page.get_by_label("Địa chỉ liên hệ").fill("Ngõ 12 phố Châu Long")
    expect(page.get_by_text(re.compile(r"Đã lưu \d\d:\d\d"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Địa chỉ liên hệ")).to_have_value("Ngõ 12 phố Châu Long")

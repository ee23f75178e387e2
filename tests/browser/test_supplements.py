"""Everything missing is asked for once, answered from a phone, and read beside its picture."""

from pathlib import Path

from playwright.sync_api import expect

from motcua.ops.demo.people import CITIZEN_NAME
from tests.browser import papers as made
from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure
from tests.browser.slips import open_slip
from tests.browser.walker import Walker

TWO_ITEMS = Budget(screens=3, fields=2, presses=10, seconds=120)
MISSING = "Ảnh chụp cổng nhà có số nhà"


def test_a_specialist_asks_and_the_citizen_supplies(
    walk: NewWalker, house: House, papers: Path, measure: Measure
) -> None:
    case = house.case(state="processing", role="specialist", applicant=CITIZEN_NAME)
    ask(walk, case)
    citizen = walk(CITIZEN)
    with measure("citizen: supplement of two items", citizen, TWO_ITEMS):
        supply(citizen, case, made.photo(papers))
    specialist = walk("chuyenvien")
    page = specialist.go(f"/can-bo/ho-so/{case['id']}/")
    expect(page.get_by_text("Đang giải quyết").first).to_be_visible()
    expect(page.get_by_text("Tôi gửi ảnh chụp hôm nay.")).to_be_visible()
    assert specialist.pictures_are_drawn() >= 2
    specialist.shot("case-with-viewer")


def ask(walk: NewWalker, case: dict[str, str]) -> None:
    """One form: a paper of the checklist ticked, one more line typed; slip 02 names both."""
    walker = walk("chuyenvien")
    page = walker.go(f"/can-bo/ho-so/{case['id']}/")
    walker.press("s")
    paper = page.get_by_role("checkbox").first
    walker.click(paper)
    page.get_by_role("textbox", name="Nội dung khác 1").fill(MISSING)
    walker.click(walker.button("Thêm dòng"))
    expect(page.get_by_role("textbox", name="Nội dung khác 1")).to_have_value(MISSING)
    expect(page.get_by_role("checkbox").first).to_be_checked()
    walker.shot("case-supplement-filled")
    walker.click(walker.button("Yêu cầu bổ sung"))
    expect(page.get_by_text("Chờ bổ sung").first).to_be_visible()
    assert MISSING in " ".join(open_slip(walker, walker.link("mẫu 02")).text.split())


def supply(walker: Walker, case: dict[str, str], photo: Path) -> None:
    page = walker.go("/ho-so/")
    walker.shot("my-cases-waiting")
    walker.click(page.locator(f'a[href="/ho-so/{case["id"]}/"]').first)
    asked = page.locator(".ask").filter(has_text=MISSING)
    walker.choose(asked.locator("input[type=file]"), photo)
    expect(asked.get_by_role("link", name=photo.name)).to_be_visible()
    expect(page.locator("#da-co").get_by_text("Đã có")).to_have_count(1)
    walker.type(page.get_by_role("textbox", name="Câu trả lời").first, "Tôi gửi ảnh chụp hôm nay.")
    expect(page.get_by_text("Đã lưu")).to_be_visible()
    walker.shot("my-case-supplement")
    walker.click(walker.button("Gửi phần bổ sung"))
    expect(page.get_by_role("button", name="Gửi phần bổ sung")).to_have_count(0)
    expect(page.get_by_text("Đang giải quyết").first).to_be_visible()

"""Every main page of desk and console, at three widths."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.pages import Place, wrong_with

COUNTER, SPECIALIST, LEADER, ADMINISTRATOR = "motcua", "chuyenvien", "lanhdao", "quantri"

PLACES = (
    Place("official-sign-in", "/can-bo/dang-nhap/"),
    Place("worklist-specialist", "/can-bo/viec/", SPECIALIST),
    Place("worklist-all", "/can-bo/viec/?muc=all", LEADER),
    Place("worklist-unit", "/can-bo/viec/?muc=unit", COUNTER),
    Place("case-submitted", "/can-bo/ho-so/{submitted}/", COUNTER),
    Place("case-processing", "/can-bo/ho-so/{specialist}/", SPECIALIST),
    Place("case-supplement-form", "/can-bo/ho-so/{specialist}/supplement/", SPECIALIST),
    Place("case-duty", "/can-bo/ho-so/{duty}/", SPECIALIST),
    Place("case-decide-form", "/can-bo/ho-so/{leader}/decide/", LEADER),
    Place("case-closed", "/can-bo/ho-so/{closed}/", LEADER),
    Place("reception", "/can-bo/tiep-nhan/", COUNTER),
    Place("reception-found", "/can-bo/tiep-nhan/?tt=khai sinh", COUNTER),
    Place("hand-back", "/can-bo/tra-ket-qua/", COUNTER),
    Place("hand-back-case", "/can-bo/tra-ket-qua/{decided}/", COUNTER),
    Place("password", "/can-bo/doi-mat-khau/", COUNTER),
    Place("replies", "/can-bo/mau-tra-loi/", LEADER),
    Place("reply-new", "/can-bo/mau-tra-loi/moi/?viec=supplement", LEADER),
    Place("bulk-jobs", "/can-bo/hang-loat/", LEADER),
    Place("case-assign-form", "/can-bo/ho-so/{specialist}/assign/", LEADER),
    Place("worklist-en", "/can-bo/viec/?muc=unit", COUNTER, language="en"),
    Place("case-en", "/can-bo/ho-so/{specialist}/", SPECIALIST, language="en"),
    Place("reception-en", "/can-bo/tiep-nhan/", COUNTER, language="en"),
    Place("components", "/ui/", ADMINISTRATOR),
    Place("components-for-citizens", "/ui/?mat=dan", ADMINISTRATOR, language="en"),
    Place("agencies", "/quan-tri/co-quan/", ADMINISTRATOR),
    Place("agency", "/quan-tri/co-quan/{agency}/", ADMINISTRATOR),
    Place("agency-found", "/quan-tri/co-quan/{agency}/them/", ADMINISTRATOR),
    Place("office", "/quan-tri/diem/{office}/", ADMINISTRATOR),
    Place("office-hours", "/quan-tri/diem/{office}/gio/", ADMINISTRATOR),
    Place("officials", "/quan-tri/can-bo/", ADMINISTRATOR),
    Place("official", "/quan-tri/can-bo/{official}/", ADMINISTRATOR),
    Place("official-roles", "/quan-tri/can-bo/{official}/vai-tro/{position}/", ADMINISTRATOR),
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_page_is_accessible_at_every_width(place: Place, house: House, walk: NewWalker) -> None:
    assert wrong_with(walk(place.who), place, house) == []


@pytest.mark.parametrize("scripted", [True, False], ids=["js", "no-js"])
def test_the_first_case_stands_on_a_phone_s_first_screen(walk: NewWalker, scripted: bool) -> None:
    """Lists, counts and filters lie behind one button; what to do with many appears once something is ticked."""
    walker = walk(LEADER, viewport={"width": 360, "height": 740}, java_script_enabled=scripted)
    page = walker.go("/can-bo/viec/?muc=unit")
    first = page.locator("[data-rows] > tr").first.bounding_box()
    assert first and first["y"] + first["height"] <= 740
    lists, chosen = page.locator("#danh-sach"), page.locator("#bulk-form")
    expect(lists).to_be_hidden()
    expect(chosen).to_be_hidden()
    page.get_by_role("button", name="Của đơn vị").click()
    for name in ("Việc của tôi", "Lọc", "Lưu thành mục", "Các lượt đã làm"):
        expect(lists.get_by_role("link", name=name)).to_be_visible()
    lists.get_by_role("link", name="Tất cả", exact=True).click()
    expect(page.get_by_role("button", name="Tất cả")).to_be_visible()
    page.locator('[name="ho_so"]').first.check()
    expect(chosen.get_by_role("button", name="Xem trước")).to_be_visible()

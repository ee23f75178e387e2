"""Every main page of desk and console, at three widths."""

import pytest

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

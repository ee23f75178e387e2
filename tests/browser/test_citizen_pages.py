"""Every main page a citizen or a stranger meets, at three widths."""

import pytest

from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.pages import Place, wrong_with

PLACES = (
    Place("home", "/"),
    Place("search", "/thu-tuc/?q=mất giấy khai sinh"),
    Place("search-nothing", "/thu-tuc/?q=zzzz"),
    Place("life-event", "/thu-tuc/?viec=sinh-con"),
    Place("procedure", "/thu-tuc/{procedure}/"),
    Place("procedure-papers", "/thu-tuc/{procedure}/giay-to/"),
    Place("sign-in", "/dang-nhap/"),
    Place("filing-start", "/nop-ho-so/{procedure}/", CITIZEN),
    Place("draft-applicant", "/nop-ho-so/{draft}/nguoi-nop/", CITIZEN),
    Place("draft-papers", "/nop-ho-so/{draft}/giay-to/", CITIZEN),
    Place("draft-review", "/nop-ho-so/{draft}/kiem-tra/", CITIZEN),
    Place("draft-discard", "/ho-so/{draft}/bo/", CITIZEN),
    Place("my-cases", "/ho-so/", CITIZEN),
    Place("bundle", "/ho-so/nhom/{bundle}/", CITIZEN),
    Place("bundle-papers", "/nop-ho-so-nhom/{bundle_draft}/giay-to/", CITIZEN),
    Place("my-case-processing", "/ho-so/{own_processing}/", CITIZEN),
    Place("my-case-supplement", "/ho-so/{own_supplement}/", CITIZEN),
    Place("my-case-withdraw", "/ho-so/{own_processing}/rut/", CITIZEN),
    Place("inbox", "/thong-bao/", CITIZEN),
    Place("track", "/tra-cuu/"),
    Place("track-found", "/tra-cuu/?ma={code}"),
    Place("track-nothing", "/tra-cuu/?ma=H26.1-261123-0007", status=404),
    Place("track-token", "/t/{track}"),
    Place("track-token-closed", "/t/{track_closed}"),
    Place("track-token-nothing", "/t/AAAAAAAAAAAAAAAAAAAAAA", status=404),
    Place("verify", "/verify/{verify}"),
    Place("home-en", "/", language="en"),
    Place("search-en", "/thu-tuc/?q=birth certificate", language="en"),
    Place("procedure-en", "/thu-tuc/{procedure}/", language="en"),
    Place("draft-applicant-en", "/nop-ho-so/{draft}/nguoi-nop/", CITIZEN, language="en"),
    Place("draft-papers-en", "/nop-ho-so/{draft}/giay-to/", CITIZEN, language="en"),
    Place("my-case-supplement-en", "/ho-so/{own_supplement}/", CITIZEN, language="en"),
    Place("track-token-en", "/t/{track}", language="en"),
    Place("verify-nothing", "/verify/AAAAAAAAAAAAAAAAAAAAAA", status=404),
    Place("missing", "/khong-co-trang-nay/", status=404),
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_page_is_accessible_at_every_width(place: Place, house: House, walk: NewWalker) -> None:
    assert wrong_with(walk(place.who), place, house) == []

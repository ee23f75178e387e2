"""Every main page a citizen or a stranger meets, at three widths."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.pages import Place, facts_of, wrong_with

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
    Place("status", "/tinh-trang/"),
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


@pytest.mark.parametrize(("language", "words"), [("vi", "Chọn tệp"), ("en", "Choose files")])
def test_a_file_is_picked_in_the_page_s_language_by_keys_and_named(
    language: str, words: str, house: House, walk: NewWalker
) -> None:
    walker = walk(CITIZEN)
    walker.context.add_cookies([{"name": "lang", "value": language, "url": walker.site}])
    page = walker.go(f"/ho-so/{facts_of(house)['own_supplement']}/")
    control = page.locator(".file").first
    assert control.inner_text().strip() == words
    picker = control.locator("input")
    picker.focus()
    assert control.evaluate("element => getComputedStyle(element).outlineWidth") == "3px"
    page.wait_for_load_state("networkidle")
    with page.expect_file_chooser() as chooser:
        picker.press("Enter")
    assert chooser.value.is_multiple()


def test_without_scripts_the_browser_names_what_was_picked_and_nothing_before(house: House, walk: NewWalker) -> None:
    walker = walk(CITIZEN, java_script_enabled=False)
    page = walker.go(f"/ho-so/{facts_of(house)['own_supplement']}/")
    picker = page.locator(".file input").first
    expect(picker).to_have_css("opacity", "0")
    picker.focus()
    picker.set_input_files({"name": "anh.png", "mimeType": "image/png", "buffer": b"x"})
    expect(picker).to_have_css("opacity", "1")

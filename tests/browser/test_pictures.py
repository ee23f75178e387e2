"""The pictures of README and docs show the pages of today; `motcua docs --pictures` draws them anew."""

from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, StorageState

from tests.browser.conftest import DESK, PHONE, signed_in
from tests.browser.house import House, open_house
from tests.browser.pages import facts_of
from tests.browser.pictures import DAY, HEAVIEST, PICTURES, Picture, draw, take
from tests.browser.walker import Walker


@pytest.fixture(scope="module")
def still_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo city on the pictures' day with all that happens besides, touched by no other test."""
    with pytest.MonkeyPatch.context() as told:
        told.setenv("MOTCUA_PRACTICE_STARTS", "1")
        with open_house(tmp_path_factory.mktemp("still"), "told", day=DAY, lived=True) as opened:
            yield opened


@pytest.fixture(scope="module")
def states() -> dict[str, StorageState]:
    return {}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_the_page_of_today(
    picture: Picture,
    still_house: House,
    browser: Browser,
    states: dict[str, StorageState],
    request: pytest.FixtureRequest,
) -> None:
    state = signed_in(still_house, browser, states, picture.who) if picture.who else None
    context = browser.new_context(locale="vi-VN", storage_state=state)
    try:
        walker = Walker(context, still_house.site)
        words = take(walker, picture, facts_of(still_house))
        if request.config.getoption("--renew-pictures"):
            draw(walker, picture, words)
        kept = picture.words.read_text(encoding="utf-8").splitlines()
        assert kept == words, "the page has changed: motcua docs --pictures"
        assert walker.complaints == []
    finally:
        context.close()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_small_and_of_its_window(picture: Picture) -> None:
    window = DESK if picture.wide else PHONE
    with Image.open(picture.png) as image:
        assert image.mode == "P" and image.size == (window["width"], window["height"])
    assert picture.png.stat().st_size <= HEAVIEST

"""Size of type, light or dark: chosen by anybody, kept in this device's cookies, shown by every page."""

from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from motcua.base.ui import brand as brands
from motcua.base.ui import display
from motcua.base.ui.context import Page


@pytest.mark.parametrize(
    ("cookies", "said"),
    [
        ({}, ""),
        ({"type": "large"}, ' data-type="large"'),
        ({"type": "normal", "theme": "auto"}, ""),
        ({"theme": "dark"}, ' data-theme="dark"'),
        ({"theme": "light", "type": "large"}, ' data-type="large" data-theme="light"'),
        ({"theme": '"><script>', "type": "huge"}, ""),
    ],
)
def test_html_says_what_was_chosen(cookies: dict[str, str], said: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    assert str(display.attributes(request)) == said


def test_a_choice_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/hien-thi/", {"next": "/tra-cuu/?ma=1", "type": "large"})
    assert answer["Location"] == "/tra-cuu/?ma=1"
    assert client.cookies["type"].value == "large" and client.cookies["type"]["httponly"]
    client.post("/hien-thi/", {"next": "/", "theme": "dark"})
    shown = client.get("/").content.decode()
    assert '<html lang="vi" data-type="large" data-theme="dark">' in shown


def test_what_may_not_be_chosen_is_not_kept(client: Client) -> None:
    answer = client.post("/hien-thi/", {"next": "https://elsewhere.example/", "theme": "pink"})
    assert answer["Location"] == "/" and "theme" not in client.cookies


@pytest.mark.parametrize("path", ["/ngon-ngu/", "/hien-thi/"])
def test_an_address_for_buttons_says_so_when_opened(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "<h1>" in answer.content.decode()


def test_after_a_post_one_comes_back_to_the_page_it_was_typed_on() -> None:
    def here(referrer: str) -> str:
        return Page(RequestFactory().post("/gui/", headers={"Referer": referrer})).here

    assert here("http://testserver/nop-ho-so/1/?buoc=2") == "/nop-ho-so/1/?buoc=2"
    assert here("https://elsewhere.example/x") == "/gui/"
    assert here("") == "/gui/"


LINES = """name = "Một Cửa"
town = "Huế"
place = { vi = "Thành phố Huế", en = "City of Hue" }
hotline = "1"
hotline_hours = { vi = "", en = "" }
emblem = "hue.svg"
"""


def test_a_citys_emblem_stands_beside_the_mark(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brand.toml").write_text(LINES, encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        brands.read(tmp_path / "brand.toml")
    (tmp_path / "hue.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    monkeypatch.setenv("MOTCUA_BRAND", str(tmp_path / "brand.toml"))
    brands.brand.cache_clear()
    try:
        shown = client.get("/").content.decode()
        assert 'src="/bieu-trung"' in shown and "Thành phố Huế" in shown
        assert client.get("/bieu-trung").headers["Content-Type"] == "image/svg+xml"
    finally:
        brands.brand.cache_clear()


def test_without_an_emblem_there_is_none(client: Client) -> None:
    assert client.get("/bieu-trung").status_code == 404
    assert "/bieu-trung" not in client.get("/").content.decode()

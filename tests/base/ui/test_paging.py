"""Pages of long lists: twenty rows on a phone, fifty at a desk, and the way to the pages beside."""

import pytest
from django.test import RequestFactory

from motcua.base.ui.paging import page_of, room

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        ({}, 50),
        ({"User-Agent": DESK}, 50),
        ({"User-Agent": PHONE}, 20),
        ({"User-Agent": PHONE, "Sec-CH-UA-Mobile": "?0"}, 50),
        ({"User-Agent": DESK, "Sec-CH-UA-Mobile": "?1"}, 20),
    ],
)
def test_a_phone_gets_fewer_rows(headers: dict[str, str], rows: int) -> None:
    assert room(RequestFactory().get("/", headers=headers)) == rows


@pytest.mark.parametrize(
    ("asked", "first", "beside"),
    [
        ("", 0, {"next_url": "?trang=2", "previous_url": ""}),
        ("?trang=2", 50, {"next_url": "?trang=3", "previous_url": "?trang=1"}),
        ("?trang=3", 100, {"next_url": "", "previous_url": "?trang=2"}),
        ("?trang=-1", 0, {"next_url": "?trang=2", "previous_url": ""}),
        ("?trang=x", 0, {"next_url": "?trang=2", "previous_url": ""}),
    ],
)
def test_each_page_names_those_beside_it(asked: str, first: int, beside: dict[str, str]) -> None:
    rows, urls = page_of(RequestFactory().get(f"/{asked}"), range(120))
    assert rows[0] == first and urls == beside

"""Pages of long lists: fewer rows on a phone, where each row is a card."""

from collections.abc import Sequence
from typing import TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")

DESK, PHONE = 50, 20


def room(request: HttpRequest) -> int:
    """How many rows a page has room for; phones name themselves in their requests."""
    told = request.headers.get("Sec-CH-UA-Mobile", "")
    phone = told == "?1" if told else "Mobi" in request.headers.get("User-Agent", "")
    return PHONE if phone else DESK


def page_of(request: HttpRequest, rows: Sequence[Row]) -> tuple[Sequence[Row], dict[str, str]]:
    """The rows of the page asked for (`trang`), and the addresses of the pages beside it."""
    number, size = request.GET.get("trang", "1"), room(request)
    at = max(int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1, 1)
    begin = (at - 1) * size
    other = request.GET.copy()

    def url(page: int) -> str:
        other["trang"] = str(page)
        return f"?{other.urlencode()}"

    more = len(rows) > begin + size
    urls = {"next_url": url(at + 1) if more else "", "previous_url": url(at - 1) if at > 1 else ""}
    return rows[begin : begin + size], urls

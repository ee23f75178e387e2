"""What somebody sees who waits: which place in the line, about how long, and that it goes on by itself."""

from functools import lru_cache
from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from motcua.base.rush.errors import Crowded
from motcua.base.ui import display
from motcua.kernel.words import language

SOON, LATEST = 3, 60
"""Seconds between two looks, nearest to the door and furthest from it."""
POSITION, MINUTES, AGAIN = "9000001", "9000002", "9000003"
"""Stand in the drawn page where its numbers come."""


def waiting_page(request: HttpRequest, before: int, seconds: int) -> HttpResponse:
    """The place in the line; `before` counts the person itself. A 200: it is the right answer, and no fault."""
    again = min(LATEST, max(SOON, seconds // 4))
    return _answer(request, before, ceil(seconds / 60), again)


def full(request: HttpRequest) -> HttpResponse:
    """All hands are full: a page that looks again in a moment; 429 with Retry-After for programs."""
    if request.path.startswith("/api/"):
        return _refused(Crowded())
    return _answer(request, 0, 0, SOON)


def _refused(fault: Crowded) -> HttpResponse:
    """As every refusal of the API looks (RFC 9457)."""
    facts = {
        "type": f"urn:motcua:problem:{fault.code}",
        "title": HTTPStatus(fault.status).phrase,
        "status": fault.status,
        "code": fault.code,
        "detail": fault.words.vi,
        "detail_en": fault.words.en,
    }
    headers = {"Retry-After": str(SOON), "Cache-Control": "no-store"}
    return JsonResponse(facts, status=fault.status, content_type="application/problem+json", headers=headers)


def _answer(request: HttpRequest, before: int, minutes: int, again: int) -> HttpResponse:
    page = _drawn(language(), tuple(display.chosen(request, name) for name in display.CHOICES), before > 0)
    for mark, number in ((POSITION, before), (MINUTES, max(1, minutes)), (AGAIN, again)):
        page = page.replace(mark, str(number))
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "X-Waiting": str(before)}
    return HttpResponse(page, headers=headers)


@lru_cache(maxsize=32)
def _drawn(spoken: str, chosen: tuple[str, ...], waits: bool) -> str:
    """The page is drawn once for each language and look: an answer costs no more than its numbers."""
    bare = HttpRequest()
    bare.COOKIES = dict(zip(display.CHOICES, chosen, strict=True))
    facts = {"waits": waits, "position": POSITION, "minutes": MINUTES, "again": AGAIN}
    return render_to_string("ui/waiting.html", facts, bare)

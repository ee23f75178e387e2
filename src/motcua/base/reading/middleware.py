"""Who just did something sees it at once: a signed cookie keeps, for a few seconds, how far their act had written."""

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.http import HttpRequest, HttpResponseBase

from motcua.base.reading.follower import COPY, FAILURES, PRIMARY, WRITTEN, position
from motcua.base.reading.relaxing import SEEN

SECONDS = 15
"""Longer than a copy that answers can be behind."""

SALT = "motcua.reading.seen"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class OwnActsMiddleware:
    """Absent where there is no copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if COPY not in connections.settings:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.cookie = f"{settings.SESSION_COOKIE_NAME}_seen"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reset = SEEN.set(read(request.COOKIES.get(self.cookie, "")))
        try:
            response = self.get_response(request)
        finally:
            SEEN.reset(reset)
        if request.method not in SAFE and response.status_code < 400:
            self.note(response)
        return response

    def note(self, response: HttpResponseBase) -> None:
        try:
            written = position(PRIMARY, WRITTEN)
        except FAILURES:
            return
        response.set_cookie(
            self.cookie,
            signing.dumps(written, salt=SALT),
            max_age=SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def read(cookie: str) -> int | None:
    """None for one that is missing, old or not ours."""
    if not cookie:
        return None
    try:
        return int(signing.loads(cookie, salt=SALT, max_age=SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None

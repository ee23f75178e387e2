"""Styles, scripts, icons: their addresses carry a mark of what is in them, so browsers keep them until they change."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponseBase

YEAR_SECONDS = 365 * 24 * 3600
PARAMETER = "v"


class MarkedStorage(StaticFilesStorage):
    """`{% static "ui/parts.css" %}` gives `/static/ui/parts.css?v=1a2b3c4d`."""

    def url(self, name: str | None) -> str:
        return address_of(super().url, name or "")


@cache
def address_of(plain: Callable[[str], str], name: str) -> str:
    """Worked out once: a page has a dozen."""
    told = mark(name)
    return f"{plain(name)}?{urlencode({PARAMETER: told})}" if told else plain(name)


@cache
def mark(name: str) -> str:
    """Eight letters that change with the file's content; empty where there is no such file."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8] if isinstance(found, str) else ""


class KeepStaticsMiddleware:
    """An address with its mark never changes its content: browsers may keep it for a year without asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        marked = request.path.startswith(settings.STATIC_URL or "/static/") and request.GET.get(PARAMETER)
        if marked and response.status_code in (200, 304):
            response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return response

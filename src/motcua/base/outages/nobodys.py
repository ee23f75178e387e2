"""The status page belongs to nobody: sessions are not read for it, so that it is there while the database is away."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from motcua.base.outages.kept import PAGE


class NobodysPageMiddleware:
    """Stands before everything that reads a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == PAGE:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)

"""The status, as page and as data, belongs to nobody: no session is read for it, as the database may be away."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from motcua.base.outages.kept import PAGE

NOBODYS = frozenset({PAGE, "/api/v1/status"})


class NobodysPageMiddleware:
    """Stands before everything that reads a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in NOBODYS:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)

"""The language of a request, what its address cannot mean, and faults turned into pages a person can read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from motcua.base.ui.errors import AWAY, away_page, error_page, fault_page
from motcua.kernel.errors import Fault
from motcua.kernel.words import LANGUAGES, Language, use_language

Respond = Callable[[HttpRequest], HttpResponse]
COOKIE = "lang"
NUL = "%00"


def language_of(request: HttpRequest) -> Language:
    """The language this person chose; Vietnamese unless they did."""
    told = request.COOKIES.get(COOKIE, "")
    return next((known for known in LANGUAGES if known == told), "vi")


class NoNulMiddleware:
    """U+0000 is no letter, and PostgreSQL keeps none: in the query of a page's address it stands for nothing.

    The API refuses it in its own words.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if not request.path.startswith("/api/"):
            while NUL in query:
                query = query.replace(NUL, "")
            request.META["QUERY_STRING"] = query
        return self.get_response(request)


class LanguageMiddleware:
    """Every text of the request is said in the language of the cookie `lang`."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        with use_language(chosen):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ["Cookie"])
        return response


class FaultMiddleware:
    """A Fault raised by a view becomes its page, an address that only takes POST says so; the API has its own words."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not request.path.startswith("/api/"):
            return error_page(request, 405, allow=response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None
        if isinstance(exception, AWAY):
            return away_page(request, exception)
        return fault_page(request, exception) if isinstance(exception, Fault) else None

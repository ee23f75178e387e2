"""Sessions and all that hangs on them, for people's addresses alone.

Programs bring a token with each request: below /api/ no cookie is read, so nothing there can be done in the name of
whoever happens to be signed in, and no time is spent on who that may be.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

PROGRAMS = "/api/"
UNKNOWN_HOOKS = ("process_exception", "process_template_response")


class PeopleMiddleware:
    """What `MOTCUA_PEOPLE` names, the outermost first, as if it stood here in MIDDLEWARE; passed by for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """ImproperlyConfigured for a middleware with a hook that is not passed on."""
        self.get_response = get_response
        self.for_people: Callable[[HttpRequest], Any] = get_response
        self.view_hooks: list[Callable[..., HttpResponseBase | None]] = []
        for name in reversed(settings.MOTCUA_PEOPLE):
            made = import_string(name)(self.for_people)
            if any(hasattr(made, hook) for hook in UNKNOWN_HOOKS):
                raise ImproperlyConfigured(f"{name}: {UNKNOWN_HOOKS} are not passed on")
            if hasattr(made, "process_view"):
                self.view_hooks.insert(0, made.process_view)
            self.for_people = convert_exception_to_response(made)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(PROGRAMS):
            request.actor = None  # type: ignore[attr-defined]
            return self.get_response(request)
        response: HttpResponseBase = self.for_people(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.path.startswith(PROGRAMS):
            return None
        answers = (hook(request, view, args, kwargs) for hook in self.view_hooks)
        return next((answer for answer in answers if answer is not None), None)

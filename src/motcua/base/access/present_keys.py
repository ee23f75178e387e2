"""SECRET_KEY as it is now: a rotation reaches every running process, and no process signs what another cannot verify.

Every key that may have signed, or soon will, is in SECRET_KEY_FALLBACKS before any process signs with it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from motcua.kernel import keyring
from motcua.kernel.home import Home

HOME = Home.current().path
"""Whose keys the settings were read from: those of another folder are another city's."""


class PresentKeysMiddleware:
    """Stands before whatever signs: a look at the clock for each request, at the keys at most once a second."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        renew()
        return self.get_response(request)


def renew(*, anew: bool = False) -> None:
    """What others sign with is verified first, and only then signed with: a thread may read between the two."""
    if Home.current().path != HOME:
        return
    present, *others = keyring.keys(anew=anew).all_of("django")
    if present != settings.SECRET_KEY:
        settings.SECRET_KEY_FALLBACKS = [present, settings.SECRET_KEY, *others]
        settings.SECRET_KEY = present
    if others != settings.SECRET_KEY_FALLBACKS:
        settings.SECRET_KEY_FALLBACKS = others

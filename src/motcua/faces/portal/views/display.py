"""Choosing language, size of type, light or dark: kept in cookies of this device, nowhere else."""

import mimetypes
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from motcua.base.access import unsent
from motcua.base.access.routes import public
from motcua.base.ui import display
from motcua.base.ui.brand import brand
from motcua.base.ui.middleware import COOKIE
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import LANGUAGES

YEAR_SECONDS = 365 * 24 * 3600
TYPED = "typed."
"""How the switch names the texts of the page's form that it carries along."""


@public("strangers choose their language too")
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, in the other language; an address outside leads home instead.

    What was typed there is taken along.
    """
    return _back_with(request, {COOKIE: LANGUAGES})


@public("strangers choose how they read too")
@require_POST
def switch_display(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, in larger type or on another ground."""
    return _back_with(request, display.CHOICES)


@public("the city's emblem stands on every page")
def emblem(request: HttpRequest) -> HttpResponse:
    """The picture the brand file names. NotVisible where it names none."""
    picture = brand().emblem
    if picture is None:
        raise NotVisible
    kind = mimetypes.guess_type(picture.name)[0] or "application/octet-stream"
    return HttpResponse(picture.read_bytes(), content_type=kind, headers={"Cache-Control": "max-age=3600"})


def _back_with(request: HttpRequest, choices: Mapping[str, tuple[str, ...]]) -> HttpResponse:
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    typed = {name: texts for name, texts in unsent.posted_texts(request).items() if name.startswith(TYPED)}
    if typed:
        unsent.hold(request, back, {name.removeprefix(TYPED): texts for name, texts in typed.items()})
    response = HttpResponseRedirect(back)
    for name, possible in choices.items():
        chosen = request.POST.get(name, "")
        if chosen in possible:
            response.set_cookie(
                name, chosen, max_age=YEAR_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
            )
    return response

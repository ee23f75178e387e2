"""Choosing the language: kept in a cookie of this device, nowhere else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from motcua.base.access.routes import public
from motcua.base.ui.middleware import COOKIE
from motcua.kernel.words import LANGUAGES

YEAR_SECONDS = 365 * 24 * 3600


@public("strangers choose their language too")
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, in the other language; an address outside leads home instead."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("lang", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response

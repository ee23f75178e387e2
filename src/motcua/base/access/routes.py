"""Each view says who may come. A view that says nothing is refused by the middleware, and a test walks them all.

    @public("anyone may search procedures")
    @citizen
    @signed_in
    @requires(permissions.CASE_RECEIVE)
    @machine

A permission held at some agency opens the page; whether it reaches this or that case is asked by the act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse

from motcua.base.access import permissions, unsent
from motcua.base.access.actors import actor_for
from motcua.base.access.signin import is_proved, owes_factor
from motcua.base.access.tokens import account_for_token
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied

View = Callable[..., HttpResponseBase]
Who = Literal["public", "citizen", "signed_in", "permission", "machine"]
OFFICIALS_SIGN_IN = "/can-bo/dang-nhap/"
PASSWORD_PAGE = "/can-bo/doi-mat-khau/"
"""Where officials are sent: `MOTCUA_OFFICIALS_SIGN_IN` and `MOTCUA_PASSWORD_PAGE` may say otherwise."""


@dataclass(frozen=True, slots=True)
class Access:
    """The declaration of a view: `detail` is the reason of a public one, or the permission that opens it."""

    who: Who
    detail: str = ""


class RouteDenied(Denied, PermissionDenied):
    """Known, and not allowed here: 403 even where no page for faults is set up."""


def public(reason: str) -> Callable[[View], View]:
    """Anyone may come, and this is why. ValueError without a reason."""
    if not reason:
        raise ValueError("a public route says why it is public")
    return lambda view: _guarded(view, Access("public", reason), None)


def citizen(view: View) -> View:
    """Signed-in citizens only; others are sent to sign in."""
    return _guarded(view, Access("citizen"), lambda actor: actor.kind == "citizen")


def signed_in(view: View) -> View:
    """Anyone who is signed in, also before the first password is changed."""
    return _guarded(view, Access("signed_in"), lambda actor: True)


def requires(permission: str) -> Callable[[View], View]:
    """Officials who hold `permission` at some agency. ValueError for a name that is no permission."""
    permissions.check_known(permission)
    return lambda view: _guarded(view, Access("permission", permission), lambda actor: actor.may(permission))


def machine(view: View) -> View:
    """Bearers of a valid API token with the scope api.use; no session, hence no forgery check."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = account_for_token(bearer_of(request), permissions.API_USE)
        actor = actor_for(account) if account else None
        if actor is None:
            answer = {"type": "about:blank", "title": "Unauthorized", "status": 401, "code": "access.no_token"}
            challenge = {"WWW-Authenticate": 'Bearer realm="motcua"'}
            return JsonResponse(answer, status=401, headers=challenge, content_type="application/problem+json")
        request.actor = actor  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return declared(guarded, Access("machine", permissions.API_USE))


def proof_wanted(request: HttpRequest) -> HttpResponseRedirect | None:
    """For what is sensitive: None for who has just signed in or proved again who is here, else the way to do so."""
    if is_proved(request):
        return None
    here = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        here = unsent.own_page(request, request.headers.get("Referer", "")) or request.path
        _hold(request, here)
    return redirect_to_login(here, settings.MOTCUA_PROVE_PAGE)


def declared(view: View, access: Access) -> View:
    """Mark a view that guards itself in another way, such as one made by the API framework."""
    view.access = access  # type: ignore[attr-defined]
    return view


def access_of(view: Any) -> Access | None:
    """What a view declares, or None: then it is refused."""
    own = getattr(view, "access", None)
    return own if isinstance(own, Access) else None


def bearer_of(request: HttpRequest) -> str:
    """The token of the Authorization header, or an empty text."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _guarded(view: View, access: Access, fits: Callable[[Actor], bool] | None) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if fits is not None:
            actor: Actor | None = request.actor  # type: ignore[attr-defined]
            if actor is None:
                return _to_sign_in(request, access)
            if not fits(actor):
                raise RouteDenied
            if access.who != "signed_in" and getattr(getattr(request, "user", None), "must_change_password", False):
                return HttpResponseRedirect(getattr(settings, "MOTCUA_PASSWORD_PAGE", PASSWORD_PAGE))
            if access.who == "permission" and owes_factor(request):
                return HttpResponseRedirect(settings.MOTCUA_FACTOR_PAGE)
        return view(request, *args, **kwargs)

    return declared(guarded, access)


def _to_sign_in(request: HttpRequest, access: Access) -> HttpResponseBase:
    """To the sign-in page and back; a part of a page asked for by htmx moves the whole page there.

    What was sent by POST comes back to the page it was typed on, and its texts with it when their session has ended.
    """
    official = access.who == "permission"
    page = getattr(settings, "MOTCUA_OFFICIALS_SIGN_IN", OFFICIALS_SIGN_IN) if official else settings.LOGIN_URL
    if request.headers.get("HX-Request") == "true":
        here = unsent.own_page(request, request.headers.get("HX-Current-URL", "")) or "/"
        _hold(request, here)
        response: HttpResponseBase = redirect_to_login(here, page)
        response.status_code = 204
        response["HX-Redirect"] = response["Location"]
        del response["Location"]
        return response
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path(), page)
    here = unsent.own_page(request, request.headers.get("Referer", "")) or request.path
    _hold(request, here)
    return redirect_to_login(here, page)


def _hold(request: HttpRequest, page: str) -> None:
    if request.method == "POST":
        unsent.hold(request, page, unsent.posted_texts(request), files=bool(request.FILES))

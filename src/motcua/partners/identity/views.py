"""Signing in and out of citizens: pages, the way to the provider, and the way back."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.base.access.routes import public
from motcua.base.access.signin import ended_by, own_path, sign_in, sign_out
from motcua.base.access.unsent import is_held
from motcua.base.ui.errors import fault_page
from motcua.kernel.errors import Fault
from motcua.kernel.words import language
from motcua.partners.identity import current, journey
from motcua.partners.identity.client import Pending
from motcua.partners.identity.errors import ProviderDown, SignInBroken, SignInCancelled, TokenRefused
from motcua.partners.identity.inbound import account_of

HOME = "/"
OFFICIALS = "/can-bo/dang-nhap/"
OFFICIAL_PLACES = ("/can-bo/", "/quan-tri/")
NOT_NOW = frozenset({"temporarily_unavailable", "server_error"})


@public("one cannot be signed in before signing in")
@never_cache
@require_GET
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """One button to the provider, one link for officials. Who wanted a place of officials goes to their page."""
    goal = own_path(request.GET.get("next"), otherwise=HOME)
    if getattr(request, "actor", None) is not None:
        return HttpResponseRedirect(goal)
    if goal.startswith(OFFICIAL_PLACES):
        return HttpResponseRedirect(f"{OFFICIALS}?{_next(goal)}")
    facts = {
        "query": _next(goal),
        "officials": OFFICIALS,
        "is_on": current.is_on(),
        "ended": ended_by(request),
        "held": is_held(request),
        "stopped": "dung" in request.GET,
    }
    return render(request, "identity/sign_in.html", facts)


@public("one cannot be signed in before signing in")
@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """To the provider, with what proves on return that it was this browser that left."""
    goal = own_path(request.GET.get("next"), otherwise=HOME)
    pending = Pending.new(request.build_absolute_uri(reverse("identity_answer")))
    response = HttpResponseRedirect(current.current_client().start_address(pending, language=language()))
    journey.remember(response, pending, goal)
    return response


CLEARED = '"cache"'
"""What a browser forgets when one leaves. Nothing personal is kept elsewhere in it; how one likes to read stays."""


@public("the provider sends the browser here before anybody is signed in")
@never_cache
@require_GET
def answer(request: HttpRequest) -> HttpResponse:
    """Back from the provider. Whatever comes of it, the beginning is forgotten: an answer counts once."""
    if not request.COOKIES.get(journey.COOKIE) and getattr(request, "actor", None) is not None:
        return HttpResponseRedirect(HOME)
    response: HttpResponse
    try:
        response = _finish(request)
    except Fault as fault:
        response = fault_page(request, fault)
    journey.forget(response)
    return response


def _finish(request: HttpRequest) -> HttpResponse:
    pending, goal = journey.recall(request, request.GET.get("state", ""))
    client = current.current_client()
    if request.GET.get("iss", client.provider.issuer) != client.provider.issuer:
        raise TokenRefused(why="iss")
    try:
        _check_error(request.GET.get("error", ""))
    except SignInCancelled:
        return HttpResponseRedirect(f"{reverse('sign_in')}?{_next(goal)}&dung=1")
    code = request.GET.get("code")
    if not code:
        raise SignInBroken
    sign_in(request, account_of(client.identify(pending, code=code)))
    return HttpResponseRedirect(own_path(goal, otherwise=HOME))


def _check_error(error: str) -> None:
    if error == "access_denied":
        raise SignInCancelled
    if error in NOT_NOW:
        raise ProviderDown
    if error:
        raise TokenRefused(why=error)


@public("leaving is open to everybody")
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, of citizens and officials alike."""
    actor = getattr(request, "actor", None)
    sign_out(request)
    response = HttpResponseRedirect(OFFICIALS if actor and actor.kind == "official" else reverse("signed_out"))
    response["Clear-Site-Data"] = CLEARED
    return response


@public("who has left is nobody any more")
@never_cache
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Tells that one has left here, and how to leave the provider too: on a shared computer the next person
    would otherwise be let in without being asked.
    """
    back = request.build_absolute_uri(HOME)
    elsewhere = current.current_client().end_address(back=back) if current.is_on() else None
    return render(request, "identity/signed_out.html", {"elsewhere": elsewhere})


def _next(goal: str) -> str:
    return urlencode({"next": goal})

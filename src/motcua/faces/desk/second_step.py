"""After the right password: the second factor where there is one, and a word to whom it will soon be asked of."""

import json
import logging
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base.access.actors import actor_for
from motcua.base.access.factors import passkeys, rules
from motcua.base.access.factors.codes import use_code
from motcua.base.access.factors.errors import TooManyCodes
from motcua.base.access.models import Account, CodeApp
from motcua.base.access.routes import public
from motcua.base.access.signin import factor_due, own_path, sign_in
from motcua.base.access.throttle import address_of
from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

log = logging.getLogger("motcua.access")

PENDING, PENDING_SECONDS = "signin.pending", 600
"""Whose password was right in this browser, so long."""

SOON = Words(
    "Vai trò của bạn sẽ bắt buộc có xác thực hai lớp từ {day}. Bạn bật trước ngày đó ở trang Tài khoản (bấm vào tên"
    " mình).",
    "Your role must have a second factor from {day} on. Set it up before that on your account page (your name).",
)


def after_password(request: HttpRequest, account: Account, goal: str) -> HttpResponse:
    """In, or to the second step."""
    if not rules.has_factor(account.pk):
        return let_in(request, account, goal)
    moment = int(clock.now().timestamp())
    request.session.cycle_key()
    mark = account.get_session_auth_hash()
    request.session[PENDING] = {"account": str(account.pk), "mark": mark, "at": moment, "goal": goal}
    request.session.set_expiry(PENDING_SECONDS)
    return HttpResponseRedirect(reverse("official_second_step"))


def let_in(request: HttpRequest, account: Account, goal: str) -> HttpResponse:
    """The session begins; it knows from when on it opens nothing without a second factor."""
    request.session.pop(PENDING, None)
    sign_in(request, account)
    log.info("signed in: %s", account.pk)
    due = _due(account)
    factor_due(request, due)
    if due and due > clock.now():
        messages.warning(request, str(SOON.fill(day=short_date(clock.local(due).date()))))
    return HttpResponseRedirect(goal)


def _due(account: Account) -> datetime | None:
    actor = actor_for(account)
    if actor is None or rules.has_factor(account.pk):
        return None
    return rules.due_of(rules.roles_of(actor), account)


@public("the password was right, the second factor is asked for")
@never_cache
@sensitive_post_parameters("otp")
@require_http_methods(["GET", "HEAD", "POST"])
def official_second_step(request: HttpRequest) -> HttpResponse:
    """A code of the app or on paper, or a passkey."""
    found = pending(request)
    if found is None:
        return HttpResponseRedirect(reverse("official_sign_in"))
    account, goal = found
    if request.method != "POST":
        return _page(request, account)
    actor = actor_for(account)
    try:
        if request.POST.get("answer"):
            passkeys.use_passkey(request.POST["answer"], account=account)
        elif actor is not None:
            use_code(actor=actor, account=account, code=request.POST.get("otp", ""), source=address_of(request))
    except Fault as fault:
        log.warning("second step refused: %s", fault.code)
        return _page(request, account, fault)
    return let_in(request, account, goal)


def pending(request: HttpRequest) -> tuple[Account, str] | None:
    """Whose password was right here a short while ago and is still the same, and where they wanted to go."""
    kept: dict[str, Any] | None = request.session.get(PENDING)
    if not kept or clock.now().timestamp() - kept["at"] > PENDING_SECONDS:
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != kept["mark"] or actor_for(account) is None:
        return None
    return account, own_path(kept["goal"], otherwise="/can-bo/")


def _page(request: HttpRequest, account: Account, fault: Fault | None = None) -> HttpResponse:
    facts = ways_of(request, account) | {"error": fault and fault.words}
    response = render(request, "desk/second_step.html", facts, status=fault.status if fault else 200)
    if isinstance(fault, TooManyCodes):
        response["Retry-After"] = str(fault.facts["seconds"])
    return response


def ways_of(request: HttpRequest, account: Account) -> dict[str, object]:
    """What this account can prove itself with on this page."""
    keys = passkeys.passkeys_of(account)
    usable = bool(keys) and passkeys.usable_at(request.get_host())
    return {
        "app": CodeApp.objects.filter(account=account).exists(),
        "keys": keys,
        "passkey": json.dumps(passkeys.request(account)) if usable else "",
        "elsewhere": passkeys.party().origin if keys and not usable else "",
    }

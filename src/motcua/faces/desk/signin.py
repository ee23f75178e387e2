"""How officials sign in, and how guesses are slowed (trust R-22, R-28)."""

import json
import logging

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.access import throttle
from motcua.base.access.actors import actor_for
from motcua.base.access.factors.passkeys import request as passkey_request
from motcua.base.access.factors.passkeys import usable_at, use_passkey
from motcua.base.access.models import Account
from motcua.base.access.models.account import AccountKind, normal_username
from motcua.base.access.routes import public
from motcua.base.access.signin import ended_by, own_path
from motcua.base.access.sources import of_an_office
from motcua.base.access.unsent import is_held
from motcua.faces.desk import second_step
from motcua.kernel.errors import Denied, Fault
from motcua.kernel.words import Words

log = logging.getLogger("motcua.access")

HOME = "/can-bo/"
FAILS_PER_SOURCE, FAILS_PER_ACCOUNT, ACCOUNT_SECONDS = 10, 100, 600
"""Wrong passwords of one account: from one address, and from all addresses where it never signed in."""

KNOWN_SECONDS = 30 * 24 * 3600
"""An address where the account signed in is its own so long: strangers' guesses elsewhere shut nobody out there."""

TRIES_PER_ADDRESS, ADDRESS_SECONDS = 25, 15
"""Wrong tries: a whole office behind one address signs in at eight o'clock and nobody waits."""

LONGEST = 150


class TooManyTries(Fault):
    """Guesses are slowed. `seconds` says how long."""

    code = "signin.too_many_tries"
    status = 429
    temporary = True
    sentence = Words(
        "Có quá nhiều lần thử. Bạn đợi {minutes} phút rồi thử lại.",
        "Too many tries. Please wait {minutes} minutes and try again.",
    )


class WrongPassword(Denied):
    """The same sentence for an unknown name, a wrong password and a closed account."""

    code = "signin.wrong"
    status = 422
    sentence = Words(
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Bạn kiểm tra bộ gõ tiếng Việt và phím Caps Lock.",
        "The sign-in name or password is not right. Check the keyboard language and Caps Lock.",
    )


class NoPostToday(Denied):
    """Name and password are right, but the person holds no position today."""

    code = "signin.no_post"
    sentence = Words(
        "Tài khoản của bạn hiện không gắn với vị trí công tác nào. Bạn liên hệ người quản trị của cơ quan.",
        "Your account has no position today. Please ask your agency's administrator.",
    )


ENDED = {
    "idle": Words(
        "Phiên làm việc đã đóng vì lâu không thao tác.", "Your session was closed after a while without activity."
    ),
    "absolute": Words(
        "Phiên làm việc đã kéo dài cả ngày nên được đóng lại.", "Your session lasted the whole day and was closed."
    ),
}


def check_password(request: HttpRequest, username: str, password: str) -> Account:
    """The official's account behind name and password. TooManyTries, WrongPassword, NoPostToday."""
    name = normal_username(username[:LONGEST])
    source = throttle.address_of(request)
    check_address(source)
    check_may_guess(name, source)
    account = authenticate(request, username=name, password=password)
    if not isinstance(account, Account) or account.kind != AccountKind.OFFICIAL:
        raise WrongPassword
    forgive_address(source)
    forget_guesses(name, source)
    check_post(account)
    return account


def check_address(source: str) -> None:
    """Count one try from an address, also one of an office, whose people never wait for it. TooManyTries."""
    allowance = throttle.hit(throttle.key_for("signin.address", source), TRIES_PER_ADDRESS, ADDRESS_SECONDS)
    if not of_an_office(source):
        _check_allowed(allowance)


def forgive_address(source: str) -> None:
    """The try was right."""
    throttle.forgive(throttle.key_for("signin.address", source))


def check_may_guess(username: str, source: str) -> None:
    """Count one try at a password before it is looked at; a right one is forgiven by `forget_guesses`. TooManyTries."""
    _check_allowed(throttle.hit(_key("source", username, source), FAILS_PER_SOURCE, ACCOUNT_SECONDS))
    if throttle.standing(_key("known", username, source), 1):
        _check_allowed(throttle.hit(_key("account", username), FAILS_PER_ACCOUNT, ACCOUNT_SECONDS))


def forget_guesses(username: str, source: str) -> None:
    """The password was right: this address is one of the account's from now on."""
    throttle.forget(_key("source", username, source))
    throttle.hit(_key("known", username, source), 1, KNOWN_SECONDS)


def _key(kind: str, *parts: str) -> str:
    return throttle.key_for(f"signin.{kind}", *parts)


def _check_allowed(allowance: throttle.Allowance) -> None:
    if not allowance:
        raise TooManyTries(minutes=-(-allowance.retry_after // 60), seconds=allowance.retry_after)


@public("officials are not known before they sign in")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def official_sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; then where one wanted to go."""
    goal = own_path(request.POST.get("next") or request.GET.get("next"), otherwise=HOME)
    if request.method != "POST":
        if getattr(request, "actor", None) is not None:
            return HttpResponseRedirect(goal)
        return _page(request, goal, ended=ENDED.get(ended_by(request)))
    try:
        account = check_password(request, request.POST.get("username", ""), request.POST.get("password", ""))
    except Fault as fault:
        log.warning("sign-in refused: %s", fault.code)
        return _page(request, goal, fault=fault)
    return second_step.after_password(request, account, goal)


@public("officials are not known before they sign in")
@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """A passkey alone: the device has asked for finger, face or PIN."""
    goal = own_path(request.POST.get("next"), otherwise=HOME)
    source = throttle.address_of(request)
    try:
        check_address(source)
        account = use_passkey(request.POST.get("answer", ""))
        check_post(account)
    except Fault as fault:
        log.warning("sign-in refused: %s", fault.code)
        return _page(request, goal, fault=fault)
    forgive_address(source)
    return second_step.let_in(request, account, goal)


def check_post(account: Account) -> None:
    """NoPostToday."""
    actor = actor_for(account)
    if actor is None or not actor.posts:
        raise NoPostToday


def _page(request: HttpRequest, goal: str, *, fault: Fault | None = None, ended: Words | None = None) -> HttpResponse:
    typed = request.POST.get("username", "")[:LONGEST]
    facts: dict[str, object] = {"next": goal, "username": typed, "error": fault and fault.words}
    facts |= {"ended": ended, "held": is_held(request)}
    if usable_at(request.get_host()):
        facts["passkey"] = json.dumps(passkey_request())
    response = render(request, "desk/sign_in.html", facts, status=fault.status if fault else 200)
    if isinstance(fault, TooManyTries):
        response["Retry-After"] = str(fault.facts["seconds"])
    return response

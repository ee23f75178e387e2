"""How officials change their password: at the first sign-in because they must, later because they want to."""

from collections.abc import Iterable

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base.access import visits
from motcua.base.access.models import Account
from motcua.base.access.models.account import AccountKind
from motcua.base.access.routes import RouteDenied, signed_in
from motcua.base.access.throttle import address_of
from motcua.base.ledger import Subject, append
from motcua.faces.desk.own_account import actor_of
from motcua.faces.desk.signin import HOME, check_may_guess, forget_guesses
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.words import Words

REASONS = {
    "password_too_short": Words("Mật khẩu cần ít nhất 10 ký tự.", "A password needs at least 10 characters."),
    "password_too_common": Words("Mật khẩu này quá phổ biến, dễ bị đoán.", "This password is easily guessed."),
}
UNFIT = Words("Mật khẩu này không dùng được, bạn chọn mật khẩu khác.", "Please choose another password.")
WRONG = Words("Mật khẩu hiện tại chưa đúng.", "The present password is not right.")
SAME = Words("Mật khẩu mới phải khác mật khẩu hiện tại.", "The new password must differ from the present one.")
UNLIKE = Words("Hai lần nhập mật khẩu mới không giống nhau.", "The two new passwords differ.")


def change_password(account: Account, source: str, *, actor: Actor, current: str, new: str, again: str) -> None:
    """Every open session of the account ends. Invalid with `current`, `new` or `again`; TooManyTries."""
    check_may_guess(account.username, source)
    if not account.check_password(current):
        raise Invalid({"current": WRONG})
    forget_guesses(account.username, source)
    if new == current:
        raise Invalid({"new": SAME})
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise Invalid({"new": _reason(error.error_list)}) from error
    if new != again:
        raise Invalid({"again": UNLIKE})
    with transaction.atomic():
        account.set_password(new)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        append(Subject("factor", account.pk), "account.password_changed", actor)


def _reason(errors: Iterable[ValidationError]) -> Words:
    return next((REASONS[error.code] for error in errors if error.code in REASONS), UNFIT)


@signed_in
@never_cache
@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """The page; afterwards this session goes on under a new id."""
    account = request.user
    if not isinstance(account, Account) or account.kind != AccountKind.OFFICIAL:
        raise RouteDenied
    if request.method != "POST":
        return _page(request, account)
    typed = {name: request.POST.get(name, "") for name in ("current", "new", "again")}
    try:
        change_password(account, address_of(request), actor=actor_of(request), **typed)
    except Fault as fault:
        return _page(request, account, fault)
    update_session_auth_hash(request, account)
    visits.seen(request)
    visits.end_others(request, actor=actor_of(request), account=account)
    return HttpResponseRedirect(HOME)


def _page(request: HttpRequest, account: Account, fault: Fault | None = None) -> HttpResponse:
    wrong = fault.fields if isinstance(fault, Invalid) else {}
    facts = {
        "must": account.must_change_password,
        "wrong": wrong,
        "errors": [{"href": f"#id_{name}", "words": words} for name, words in wrong.items()],
        "error": fault.words if fault and not wrong else None,
    }
    return render(request, "desk/password.html", facts, status=fault.status if fault else 200)

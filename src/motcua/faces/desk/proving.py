"""Asked again who is here, before what is sensitive: password and second factor, or a passkey alone."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base.access.factors import passkeys
from motcua.base.access.factors.codes import use_code
from motcua.base.access.models import Account
from motcua.base.access.signin import own_path, proved_again
from motcua.base.access.throttle import address_of
from motcua.faces.desk.own_account import account_of, actor_of, own
from motcua.faces.desk.second_step import ways_of
from motcua.faces.desk.signin import WrongPassword, check_may_guess, forget_guesses
from motcua.kernel.errors import Fault

ACCOUNT = "/can-bo/tai-khoan/"


@own
@sensitive_post_parameters("password", "otp")
@require_http_methods(["GET", "HEAD", "POST"])
def official_prove(request: HttpRequest) -> HttpResponse:
    """Back to where one wanted to go; the session has a new id then."""
    account = account_of(request)
    goal = own_path(request.POST.get("next") or request.GET.get("next"), otherwise=ACCOUNT)
    facts = {"next": goal, **ways_of(request, account)}
    if request.method != "POST":
        return render(request, "desk/prove.html", facts)
    try:
        _check(request, account, with_code=bool(facts["app"] or facts["keys"]))
    except Fault as fault:
        return render(request, "desk/prove.html", {**facts, "error": fault.words}, status=fault.status)
    proved_again(request)
    return HttpResponseRedirect(goal)


def _check(request: HttpRequest, account: Account, *, with_code: bool) -> None:
    if request.POST.get("answer"):
        passkeys.use_passkey(request.POST["answer"], account=account)
        return
    source = address_of(request)
    check_may_guess(account.username, source)
    if not account.check_password(request.POST.get("password", "")):
        raise WrongPassword
    forget_guesses(account.username, source)
    if with_code:
        use_code(actor=actor_of(request), account=account, code=request.POST.get("otp", ""), source=source)

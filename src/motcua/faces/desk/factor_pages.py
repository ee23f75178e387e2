"""An official's own second factor: an app set up, passkeys added, named and removed, codes on paper made anew."""

import base64
import json
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access.factors import codes, passkeys, rules, totp
from motcua.base.access.models import Account, CodeApp, Passkey, RecoveryCode
from motcua.base.access.routes import proof_wanted
from motcua.base.access.signin import factor_due, owes_factor
from motcua.base.ui.brand import brand
from motcua.faces.desk.own_account import account_of, actor_of, own
from motcua.kernel import keyring
from motcua.kernel.errors import Fault, Invalid, NotVisible
from motcua.kernel.words import Words

FORM = ["GET", "HEAD", "POST"]
SECRET = "factor.secret"
"""Of an app not yet confirmed: sealed in the session, so that nobody can send another one."""

FEW = 3
REMOVED = Words("Đã gỡ.", "Removed.")
RENAMED = Words("Đã đổi tên khóa.", "The key has its new name.")
ADDED = Words("Đã thêm khóa truy cập.", "The passkey was added.")


@own
@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """What there is, and what can be added."""
    account = account_of(request)
    papers = RecoveryCode.objects.filter(account=account).count()
    facts = {
        "app": CodeApp.objects.filter(account=account).first(),
        "keys": passkeys.passkeys_of(account),
        "papers": papers,
        "few": papers <= FEW,
        "must": owes_factor(request),
        "due": rules.due_of(rules.roles_of(actor_of(request)), account),
        **elsewhere(request),
    }
    return render(request, "desk/factors.html", facts)


def elsewhere(request: HttpRequest) -> dict[str, str]:
    """Where this page must be opened for passkeys, if not here."""
    usable = passkeys.usable_at(request.get_host())
    return {"elsewhere": "" if usable else passkeys.party().origin + request.path}


@own
@sensitive_post_parameters("otp")
@require_http_methods(FORM)
def app(request: HttpRequest) -> HttpResponse:
    """The QR code for the app, and the code it shows to be sure."""
    account, fault = account_of(request), None
    if asked := proof_wanted(request):
        return asked
    secret = _secret(request)
    if request.method == "POST":
        try:
            told = codes.set_up_app(
                actor=actor_of(request), account=account, secret=secret, code=request.POST.get("otp", "")
            )
        except Fault as refused:
            fault = refused
        else:
            request.session.pop(SECRET, None)
            return papers_shown(request, told)
    address = totp.address(secret, account=account.username, issuer=brand().name)
    picture = segno.make(address, micro=False, error="m").svg_data_uri(scale=5, border=4, light="white")
    facts = {"picture": picture, "secret": totp.grouped(secret), "address": address, "error": fault and fault.words}
    return render(request, "desk/factor_app.html", facts, status=fault.status if fault else 200)


def papers_shown(request: HttpRequest, told: list[str]) -> HttpResponse:
    """The one time the codes on paper are seen."""
    factor_due(request, None)
    return render(request, "desk/factor_papers.html", {"codes": told, "username": account_of(request).username})


def _secret(request: HttpRequest) -> str:
    sealed = request.session.get(SECRET)
    if sealed:
        return keyring.unseal(base64.b64decode(sealed))
    secret = totp.new_secret()
    request.session[SECRET] = base64.b64encode(keyring.seal(secret)).decode()
    return secret


@own
@require_http_methods(FORM)
def app_remove(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if asked := proof_wanted(request):
        return asked
    title = Words("Gỡ mã từ ứng dụng?", "Remove the codes of the app?")
    if request.method != "POST":
        return confirm(request, title)
    try:
        codes.remove_app(actor=actor_of(request), account=account)
    except Fault as fault:
        return confirm(request, title, fault)
    return done(request, REMOVED)


@own
@require_http_methods(FORM)
def papers(request: HttpRequest) -> HttpResponse:
    """New codes on paper; those before open nothing."""
    account = account_of(request)
    if asked := proof_wanted(request):
        return asked
    if not rules.has_factor(account.pk):
        return HttpResponseRedirect(reverse("official_factors"))
    if request.method == "POST":
        return papers_shown(request, codes.fresh_codes(actor=actor_of(request), account=account))
    title = Words("Tạo 10 mã dự phòng mới?", "Make ten new recovery codes?")
    lead = Words(
        "Mã cũ hết dùng được ngay. Mã mới chỉ hiện một lần: bạn in ra hoặc chép lại.",
        "The former codes end at once. The new ones are shown only once: print them or write them down.",
    )
    return confirm(request, title, lead=lead, button=Words("Tạo mã mới", "Make new codes"))


@own
@require_http_methods(FORM)
def passkey_new(request: HttpRequest) -> HttpResponse:
    """The device makes the key; this page keeps its public half."""
    account, actor, fault = account_of(request), actor_of(request), None
    if asked := proof_wanted(request):
        return asked
    if request.method == "POST":
        sent = {name: request.POST.get(name, "") for name in ("name", "answer")}
        try:
            told = passkeys.add_passkey(actor=actor, account=account, **sent)
        except Fault as refused:
            fault = refused
        else:
            factor_due(request, None)
            return papers_shown(request, told) if told else done(request, ADDED)
    facts = {
        "options": json.dumps(passkeys.creation(account, actor.name, brand().name)),
        "name": request.POST.get("name", "")[:60],
        "wrong": fault.fields if isinstance(fault, Invalid) else {},
        "error": fault.words if fault and not isinstance(fault, Invalid) else None,
        **elsewhere(request),
    }
    return render(request, "desk/factor_passkey.html", facts, status=fault.status if fault else 200)


@own
@require_http_methods(FORM)
def passkey_rename(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    account = account_of(request)
    found, fault = _passkey(account, passkey_id), None
    if asked := proof_wanted(request):
        return asked
    if request.method == "POST":
        try:
            passkeys.rename_passkey(account=account, passkey_id=passkey_id, name=request.POST.get("name", ""))
        except Invalid as refused:
            fault = refused
        else:
            return done(request, RENAMED)
    facts = {"key": found, "wrong": fault.fields if fault else {}}
    return render(request, "desk/factor_rename.html", facts, status=fault.status if fault else 200)


@own
@require_http_methods(FORM)
def passkey_remove(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    account = account_of(request)
    found = _passkey(account, passkey_id)
    if asked := proof_wanted(request):
        return asked
    title = Words("Gỡ khóa “{name}”?", "Remove the key “{name}”?").fill(name=found.name)
    if request.method != "POST":
        return confirm(request, title)
    try:
        passkeys.remove_passkey(actor=actor_of(request), account=account, passkey_id=passkey_id)
    except Fault as fault:
        return confirm(request, title, fault)
    return done(request, REMOVED)


def _passkey(account: Account, passkey_id: UUID) -> Passkey:
    found = Passkey.objects.filter(account=account, pk=passkey_id).first()
    if found is None:
        raise NotVisible
    return found


def confirm(
    request: HttpRequest,
    title: Words,
    fault: Fault | None = None,
    *,
    lead: Words | None = None,
    button: Words | None = None,
) -> HttpResponse:
    """One press to be sure."""
    facts = {
        "title": title,
        "lead": lead or Words("Từ nay cách này không mở được tài khoản của bạn nữa.", "It opens your account no more."),
        "button": button or Words("Gỡ", "Remove"),
        "danger": button is None,
        "error": fault and fault.words,
    }
    return render(request, "desk/factor_confirm.html", facts, status=fault.status if fault else 200)


def done(request: HttpRequest, words: Words) -> HttpResponse:
    messages.success(request, str(words))
    return HttpResponseRedirect(reverse("official_factors"))

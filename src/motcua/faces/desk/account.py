"""An official's own account: who one is here, the password, the second factor, the open sessions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.base.access import visits
from motcua.base.access.factors.passkeys import passkeys_of
from motcua.base.access.models import CodeApp
from motcua.faces.desk.own_account import account_of, actor_of, own


@own
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about signing in, on one page."""
    mine = account_of(request)
    facts = {
        "username": mine.username,
        "email": mine.email,
        "posts": [post for post in actor_of(request).posts if post.delegation_id is None and post.stands_for is None],
        "app": CodeApp.objects.filter(account=mine).exists(),
        "keys": len(passkeys_of(mine)),
        "visits": visits.open_of(request, mine),
    }
    return render(request, "desk/account.html", facts)


@own
@require_POST
def end_visits(request: HttpRequest, visit_id: UUID | None = None) -> HttpResponse:
    """One of the other sessions, or all of them."""
    who = {"actor": actor_of(request), "account": account_of(request)}
    if visit_id:
        visits.end_one(request, visit_id=visit_id, **who)  # type: ignore[arg-type]
    else:
        visits.end_others(request, **who)  # type: ignore[arg-type]
    messages.success(request, str(visits.ENDED))
    return HttpResponseRedirect(reverse("official_account"))

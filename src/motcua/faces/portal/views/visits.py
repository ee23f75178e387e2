"""Where a citizen is signed in, and ending it elsewhere."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.base.access import visits as sessions
from motcua.base.access.models import Account
from motcua.base.access.routes import citizen
from motcua.faces.portal.views.filing.frame import actor_of


@citizen
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    facts = {"visits": sessions.open_of(request, account_of(request)), "end_all": reverse("portal:visits-end")}
    return render(request, "portal/visits.html", facts)


@citizen
@require_POST
def end_visits(request: HttpRequest, visit_id: UUID | None = None) -> HttpResponse:
    """One of the other sessions, or all of them."""
    actor, account = actor_of(request), account_of(request)
    if visit_id:
        sessions.end_one(request, actor=actor, account=account, visit_id=visit_id)
    else:
        sessions.end_others(request, actor=actor, account=account)
    messages.success(request, str(sessions.ENDED))
    return HttpResponseRedirect(reverse("portal:visits"))


def account_of(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account), "only who is signed in"
    return account

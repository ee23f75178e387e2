"""Whose account page this is: officials' own, nobody else's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from motcua.base.access.models import Account
from motcua.base.access.models.account import AccountKind
from motcua.base.access.routes import RouteDenied, signed_in
from motcua.kernel.actor import Actor

Own = Callable[..., HttpResponse]


def own(view: Own) -> Own:
    """A page of the signed-in official about the own account; nothing of it is kept by caches."""

    @wraps(view)
    def officials(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account_of(request)
        return view(request, *args, **kwargs)

    return signed_in(never_cache(officials))  # type: ignore[return-value]


def account_of(request: HttpRequest) -> Account:
    """RouteDenied for citizens and machines."""
    account = request.user
    if not isinstance(account, Account) or account.kind != AccountKind.OFFICIAL:
        raise RouteDenied
    return account


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor

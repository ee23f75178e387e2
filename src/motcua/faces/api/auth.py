"""Who speaks: the account of a bearer token, and the actor behind it as of now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.base.access import permissions
from motcua.base.access.actors import actor_for
from motcua.base.access.routes import bearer_of
from motcua.base.access.tokens import token_behind
from motcua.faces.api.errors import NoToken
from motcua.faces.api.limits import check_rate
from motcua.kernel.actor import Actor


class Token(HttpBearer):
    """A token with the scope `api.use`, made by `motcua token create`. A session is never looked at."""

    def __call__(self, request: HttpRequest) -> Any:
        return self.authenticate(request, bearer_of(request))

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor of the token's account, also kept on the request. NoToken for every other text, TooManyRequests."""
        found = token_behind(token, permissions.API_USE) if token.isascii() else None
        actor = actor_for(found.account) if found is not None else None
        if found is None or actor is None:
            raise NoToken
        check_rate(found)
        request.actor = actor  # type: ignore[attr-defined]
        request.edition = found.account.edition  # type: ignore[attr-defined]
        return actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request that passed `Token`."""
    actor: Actor | None = getattr(request, "actor", None)
    assert actor is not None, "only behind Token"
    return actor


def edition_of(request: HttpRequest) -> str:
    """By which the account of the token was read."""
    mark: str | None = getattr(request, "edition", None)
    assert mark is not None, "only behind Token"
    return mark


def account_of(actor: Actor) -> UUID:
    """The account behind the actor of a token; a token always has one."""
    assert actor.account_id is not None
    return actor.account_id

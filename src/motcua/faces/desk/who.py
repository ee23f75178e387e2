"""The signed-in official of a request whose view has asked for a permission."""

from uuid import UUID

from django.http import HttpRequest

from motcua.base.edition import edition
from motcua.kernel.actor import Actor


def official(request: HttpRequest) -> Actor:
    """The actor behind a declared route: never None there."""
    actor: Actor | None = getattr(request, "actor", None)
    assert actor is not None, "only behind @requires"
    return actor


def account_of(actor: Actor) -> UUID:
    """The account of a signed-in actor: never None there."""
    assert actor.account_id is not None, "only who is signed in"
    return actor.account_id


def edition_of(request: HttpRequest) -> str:
    """By which the account of the session was read."""
    mark: str | None = getattr(getattr(request, "user", None), "edition", None)
    return edition() if mark is None else mark

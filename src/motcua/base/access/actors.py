"""From a signed-in account to the Actor that acts. What stands above registers how its kind of account is read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from motcua.kernel.actor import Actor, ActorKind

if TYPE_CHECKING:
    from motcua.base.access.models import Account

Loader = Callable[["Account"], "Actor | None"]

ACTOR_KINDS: dict[str, ActorKind] = {"citizen": "citizen", "official": "official", "machine": "partner"}

_loaders: dict[str, Loader] = {}


def register_loader(kind: str, loader: Loader) -> None:
    """Say how accounts of `kind` (citizen, official, machine) become actors. ValueError for an unknown kind.

    A loader returns None for an account that stands for nobody any more; it then counts as not signed in.
    """
    if kind not in ACTOR_KINDS:
        raise ValueError(f"no such kind of account: {kind}")
    _loaders[kind] = loader


def actor_for(account: "Account") -> Actor | None:
    """The frozen actor behind an account, read now; None for one that is not active. At most the loader's queries."""
    if not account.is_active:
        return None
    loader = _loaders.get(account.kind)
    if loader is not None:
        return loader(account)
    return Actor(kind=ACTOR_KINDS[account.kind], name=account.username, account_id=account.pk)


def actor_of(user: Any) -> Actor | None:
    """The actor of a request's user, or None when nobody is signed in."""
    return actor_for(user) if user is not None and user.is_authenticated else None

"""Who may change the catalogue. Reading it is open to everyone."""

from motcua.base.access import permissions
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied


def check_may_write(actor: Actor) -> None:
    """Officials with `catalogue.manage` write and import; the system does so at set-up. Denied otherwise."""
    _check(actor, permissions.CATALOGUE_MANAGE)


def check_may_publish(actor: Actor) -> None:
    """Officials with `catalogue.review` publish and retire; the system does so at set-up. Denied otherwise."""
    _check(actor, permissions.CATALOGUE_REVIEW)


def _check(actor: Actor, permission: str) -> None:
    if actor.kind != "system" and not actor.may(permission):
        raise Denied

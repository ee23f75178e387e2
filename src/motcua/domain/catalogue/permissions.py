"""Who may change the catalogue: those who hold the right for the whole city. Reading it is open to everyone.

A procedure holds everywhere: one commune's leader who stopped it would close every counter of the city.
"""

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.kernel.actor import Actor


def check_may_write(actor: Actor) -> None:
    """`catalogue.manage` at the city writes, imports and reviews; the system does so at set-up. Denied otherwise."""
    check_citywide(actor, permissions.CATALOGUE_MANAGE)


def check_may_publish(actor: Actor) -> None:
    """`catalogue.review` at the city publishes, stops and abolishes; the system does so at set-up. Denied otherwise."""
    check_citywide(actor, permissions.CATALOGUE_REVIEW)


def may_write(actor: Actor) -> bool:
    return may_citywide(actor, permissions.CATALOGUE_MANAGE)


def may_publish(actor: Actor) -> bool:
    return may_citywide(actor, permissions.CATALOGUE_REVIEW)

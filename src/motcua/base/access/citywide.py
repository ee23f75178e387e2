"""What holds for a whole city is set by who administers the city itself, not one of its communes."""

from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied


def may_citywide(actor: Actor, permission: str) -> bool:
    """Whether a post at the top of the tree ("/H26/") gives the permission; the system may everything."""
    return actor.kind == "system" or citywide_post(actor, permission) is not None


def check_citywide(actor: Actor, permission: str) -> Post | str:
    """The post under which it is done. Denied where there is none."""
    if not may_citywide(actor, permission):
        raise Denied
    return citywide_post(actor, permission) or ""


def citywide_post(actor: Actor, permission: str) -> Post | None:
    top = (post for post in actor.posts if post.agency_path.count("/") == 2)
    return next((post for post in top if permission in post.permissions), None)

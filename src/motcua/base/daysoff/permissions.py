"""Who may decide on days."""

from motcua.base.access import permissions
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied


def check_may_decide(actor: Actor, agency_path: str) -> None:
    """Who holds `settings.manage` at an agency decides for it and everything below it; the system everywhere."""
    if actor.kind != "system" and not actor.may(permissions.SETTINGS_MANAGE, agency_path):
        raise Denied


def authority(actor: Actor, agency_path: str) -> Post | str:
    return actor.post_for(permissions.SETTINGS_MANAGE, agency_path) or ""

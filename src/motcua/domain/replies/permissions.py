"""Who may use, change and share reply templates."""

from motcua.base.access import permissions
from motcua.domain.directory.models import Agency
from motcua.domain.replies.errors import ReplyNotFound
from motcua.domain.replies.models import ReplyTemplate
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, NotVisible


def may_use(actor: Actor, template: ReplyTemplate) -> bool:
    """One's own; a shared one in its agency and everywhere below, and by whoever may change it from above."""
    if template.owner_id is not None:
        return template.owner_id == actor.person_id
    assert template.agency
    path = template.agency.path
    return any(post.agency_path.startswith(path) for post in actor.posts) or may_share(actor, path)


def may_change(actor: Actor, template: ReplyTemplate) -> bool:
    """One's own; a shared one by who may share at its agency."""
    if template.owner_id is not None:
        return template.owner_id == actor.person_id
    assert template.agency
    return may_share(actor, template.agency.path)


def may_share(actor: Actor, agency_path: str) -> bool:
    return actor.kind == "system" or actor.may(permissions.REPLIES_SHARE, agency_path)


def check_may_use(actor: Actor, template: ReplyTemplate) -> None:
    if not may_use(actor, template):
        raise ReplyNotFound


def check_may_change(actor: Actor, template: ReplyTemplate) -> None:
    """ReplyNotFound for strangers, Denied for those who may only use it."""
    check_may_use(actor, template)
    if not may_change(actor, template):
        raise Denied


def check_may_share(actor: Actor, agency: Agency) -> None:
    """NotVisible for an agency outside one's own; Denied without the right."""
    if actor.kind != "system" and not actor.may(permissions.REPLIES_SHARE):
        raise Denied
    if not may_share(actor, agency.path):
        raise NotVisible

"""A person's inbox on the portal."""

from uuid import UUID

from django.db.models import QuerySet

from motcua.base.messages.channels import InApp
from motcua.base.messages.models import Message
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible

MOST_COUNTED = 100


def unread_count(account_id: UUID) -> int:
    """How many messages wait to be read, counted up to MOST_COUNTED: "99+" needs no more."""
    return _of(account_id).filter(read_at=None).order_by()[:MOST_COUNTED].count()


def inbox(account_id: UUID, *, limit: int = 20, before: UUID | None = None) -> list[Message]:
    """The newest messages, or those older than the message `before`."""
    messages = _of(account_id).order_by("-id")
    return list((messages if before is None else messages.filter(id__lt=before))[:limit])


def get_message(*, actor: Actor, message_id: UUID) -> Message:
    """One message of the actor's own inbox. NotVisible for anybody else's."""
    message = _of(actor.account_id).filter(pk=message_id).first()
    if message is None:
        raise NotVisible
    return message


def mark_read(*, actor: Actor, message_id: UUID) -> None:
    """NotVisible when it is not in the actor's inbox; reading twice keeps the first moment."""
    get_message(actor=actor, message_id=message_id)
    _of(actor.account_id).filter(pk=message_id, read_at=None).update(read_at=clock.now())


def mark_all_read(*, actor: Actor) -> int:
    """How many were unread."""
    return _of(actor.account_id).filter(read_at=None).update(read_at=clock.now())


def _of(account_id: UUID | None) -> QuerySet[Message]:
    if account_id is None:
        return Message.objects.none()
    return Message.objects.filter(account_id=account_id, channel=InApp.name)

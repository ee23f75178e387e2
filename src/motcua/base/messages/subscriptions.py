"""The ledger's first subscriber: turns an entry into one message per recipient and channel, in the same transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from motcua.base.ledger import sentence, subscriber
from motcua.base.ledger.models import Entry
from motcua.base.messages.channels import Channel, all_channels, channel_named
from motcua.base.messages.models import Message, State
from motcua.base.messages.recipients import Recipient, recipients_of
from motcua.base.messages.texts import text_for
from motcua.kernel import clock


@subscriber("messages")
def queue_messages(entry: Entry) -> None:
    """Write down what is owed to whom; sending comes later. An entry told twice still becomes one message each."""
    channels = [channel for channel in all_channels() if channel.is_open()]
    owed = [
        _message(entry, recipient, channel, address)
        for recipient in recipients_of(entry)
        for channel in channels
        if (address := channel.address_of(recipient)) is not None
    ]
    Message.objects.bulk_create(owed, ignore_conflicts=True)


def owe(*, mark: str, happened_at: datetime, kind: str, channel: str, recipient: Recipient) -> bool:
    """Write down a message that follows from no entry, once for each `mark` and person; False where it cannot be sent.

    `happened_at` is the moment of what `mark` names, always the same. `recipient.values` hold its {sentence}.
    """
    found = channel_named(channel)
    address = found.address_of(recipient) if found.is_open() else None
    if address is None:
        return False
    key = f"{mark}:{channel}:{recipient.mark}"
    made = _written(kind, key, happened_at, recipient, found, address)
    return bool(Message.objects.bulk_create([made], ignore_conflicts=True))


def _message(entry: Entry, recipient: Recipient, channel: Channel, address: str) -> Message:
    key = f"{entry.pk}:{channel.name}:{recipient.mark}"
    message = _written(entry.kind, key, entry.at, recipient, channel, address, {"sentence": sentence(entry)})
    message.entry_id = entry.pk
    return message


def _written(
    kind: str,
    key: str,
    happened_at: datetime,
    recipient: Recipient,
    channel: Channel,
    address: str,
    values: Mapping[str, object] | None = None,
) -> Message:
    now = clock.now()
    text = text_for(recipient.text_key or kind, channel.name, recipient.language, clock.today())
    always = {
        "name": recipient.name,
        "link": f"{settings.MOTCUA_SITE}{recipient.link}" if recipient.link else "",
        "site": settings.MOTCUA_SITE,
    }
    filled = text.filled(always | dict(values or {}) | dict(recipient.values), recipient.language)
    return Message(
        key=key,
        kind=kind,
        channel=channel.name,
        language=recipient.language,
        account_id=recipient.account_id,
        person_id=recipient.person_id,
        name=recipient.name,
        address=address,
        subject=filled.subject,
        body=filled.body,
        link=recipient.link,
        state=State.SENT if channel.instant else State.QUEUED,
        next_try_at=None if channel.instant else now,
        sent_at=now if channel.instant else None,
        proof=channel.name if channel.instant else "",
        created_at=now,
        happened_at=happened_at,
    )

"""The ledger's first subscriber: turns an entry into one message per recipient and channel, in the same transaction."""

from django.conf import settings

from motcua.base.ledger import sentence, subscriber
from motcua.base.ledger.models import Entry
from motcua.base.messages.channels import Channel, all_channels
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


def _message(entry: Entry, recipient: Recipient, channel: Channel, address: str) -> Message:
    now = clock.now()
    text = text_for(recipient.text_key or entry.kind, channel.name, recipient.language, clock.today())
    values = {
        "sentence": sentence(entry),
        "name": recipient.name,
        "link": f"{settings.MOTCUA_SITE}{recipient.link}" if recipient.link else "",
        "site": settings.MOTCUA_SITE,
    }
    filled = text.filled(values | dict(recipient.values), recipient.language)
    return Message(
        key=f"{entry.pk}:{channel.name}:{recipient.mark}",
        entry_id=entry.pk,
        kind=entry.kind,
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
    )

"""Sending what is queued, outside of any transaction, so that a slow mail server holds no lock.

The protocol, in words. One message at a time is claimed: locked (SKIP LOCKED), marked `sending` with the moment,
committed. Then the channel is asked. Then the row is marked by its answer, only if it is still this claim.
A sender that dies in between leaves `sending` behind; after STALE it becomes `uncertain`, shown as such, and is
tried again with the same key and Message-ID. So a message is sent at least once; twice only when the answer was lost.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from motcua.base.messages.channels import OutgoingMessage, channel_named
from motcua.base.messages.errors import FinalFailure, TemporaryFailure, Unconfirmed
from motcua.base.messages.models import Message, State
from motcua.kernel import clock, spans

log = logging.getLogger("motcua.messages")

LIMIT = 50
STALE = timedelta(minutes=5)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long to wait after the first, second, … failed try; after the last of them the message has failed."""


def send_due(limit: int = LIMIT) -> int:
    """Send up to `limit` messages whose time has come; how many were tried. Call it outside of a transaction."""
    recover_stale()
    for tried in range(limit):
        message = _claim()
        if message is None:
            return tried
        _send(message)
    return limit


def recover_stale() -> int:
    """Mark messages whose sender vanished as uncertain, to be tried again now; how many."""
    now = clock.now()
    return Message.objects.filter(state=State.SENDING, sending_since__lt=now - STALE).update(
        state=State.UNCERTAIN, sending_since=None, next_try_at=now, error="sender vanished"
    )


def _claim() -> Message | None:
    now = clock.now()
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(next_try_at__lte=now)
            .order_by("next_try_at")
            .first()
        )
        if message is not None:
            message.state, message.attempts = State.SENDING, message.attempts + 1
            message.sending_since, message.next_try_at = now, None
            message.save(update_fields=["state", "attempts", "sending_since", "next_try_at"])
    return message


def _send(message: Message) -> None:
    outgoing = OutgoingMessage(
        id=message.pk,
        key=message.key,
        address=message.address,
        name=message.name,
        subject=message.subject,
        body=message.body,
        language=message.language,
    )
    try:
        with spans.whole(f"send {message.channel}", "client"):
            proof = channel_named(message.channel).send(outgoing)
    except FinalFailure as failure:
        _mark(message, state=State.FAILED, error=failure.words.en)
    except (Unconfirmed, TemporaryFailure) as failure:
        waiting = State.UNCERTAIN if isinstance(failure, Unconfirmed) else State.QUEUED
        _mark_for_later(message, waiting, failure.words.en)
    except Exception as error:
        log.exception("channel %s broke on message %s", message.channel, message.pk)
        _mark_for_later(message, State.UNCERTAIN, type(error).__name__)
    else:
        _mark(message, state=State.SENT, sent_at=clock.now(), proof=proof.text, error="")


def _mark_for_later(message: Message, state: State, error: str) -> None:
    if message.attempts > len(WAITS):
        _mark(message, state=State.FAILED, error=error)
    else:
        _mark(message, state=state, next_try_at=clock.now() + WAITS[message.attempts - 1], error=error)


def _mark(message: Message, **answer: str | datetime) -> None:
    """Write the answer down, unless the claim was taken over meanwhile."""
    claim = Message.objects.filter(pk=message.pk, state=State.SENDING, sending_since=message.sending_since)
    claim.update(sending_since=None, **answer)

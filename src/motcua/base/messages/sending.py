"""Sending what is queued, outside of any transaction, so that a slow mail server holds no lock.

The protocol, in words. One message at a time is claimed: locked (SKIP LOCKED), marked `sending` with the moment,
committed. Then the channel is asked. Then the row is marked by its answer, only if it is still this claim.
A sender that dies in between leaves `sending` behind; after STALE it becomes `uncertain`, shown as such, and is
tried again with the same key and Message-ID. So a message is sent at least once; twice only when the answer was lost.

A channel that is away as a whole (nobody listens, the sender is turned down) is no fault of the message: the try does
not count, the message keeps its place, and this process leaves the channel alone for REST. So an outage may last for
days, and what waited goes out in its order as soon as it is over.
"""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from motcua.base.messages.channels import OutgoingMessage, channel_named
from motcua.base.messages.errors import ChannelAway, FinalFailure, TemporaryFailure, Unconfirmed
from motcua.base.messages.models import Message, State
from motcua.kernel import clock, spans

log = logging.getLogger("motcua.messages")

LIMIT = 50
STALE = timedelta(minutes=5)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long to wait after the first, second, … failed try; after the last of them the message has failed."""
REST = timedelta(seconds=30)

_resting: dict[str, datetime] = {}
"""Channels that were away, and until when this process does not ask them."""


class Claim(NamedTuple):
    """A message in our hands, and how it stood before."""

    message: Message
    state: str
    due: datetime | None


def send_due(limit: int = LIMIT) -> int:
    """Send up to `limit` messages whose time has come; how many were tried. Call it outside of a transaction."""
    recover_stale()
    tried = 0
    for _ in range(limit):
        claim = _claim()
        if claim is None:
            break
        tried += _send(claim)
    return tried


def recover_stale() -> int:
    """Mark messages whose sender vanished as uncertain, to be tried again now; how many."""
    now = clock.now()
    return Message.objects.filter(state=State.SENDING, sending_since__lt=now - STALE).update(
        state=State.UNCERTAIN, sending_since=None, next_try_at=now, error="sender vanished"
    )


def _claim() -> Claim | None:
    now = clock.now()
    away = [name for name, until in _resting.items() if until > now]
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(next_try_at__lte=now)
            .exclude(channel__in=away)
            .order_by("next_try_at")
            .first()
        )
        if message is None:
            return None
        claim = Claim(message, message.state, message.next_try_at)
        message.state, message.attempts = State.SENDING, message.attempts + 1
        message.sending_since, message.next_try_at = now, None
        message.save(update_fields=["state", "attempts", "sending_since", "next_try_at"])
    return claim


def _send(claim: Claim) -> bool:
    """False where the channel was away, and nothing was tried."""
    message = claim.message
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
    except ChannelAway as failure:
        _resting[message.channel] = clock.now() + REST
        _mark(message, state=claim.state, next_try_at=claim.due, attempts=message.attempts - 1, error=failure.words.en)
        return False
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
    return True


def _mark_for_later(message: Message, state: State, error: str) -> None:
    if message.attempts > len(WAITS):
        _mark(message, state=State.FAILED, error=error)
    else:
        _mark(message, state=state, next_try_at=clock.now() + WAITS[message.attempts - 1], error=error)


def _mark(message: Message, **answer: str | int | datetime | None) -> None:
    """Write the answer down, unless the claim was taken over meanwhile."""
    claim = Message.objects.filter(pk=message.pk, state=State.SENDING, sending_since=message.sending_since)
    claim.update(sending_since=None, **answer)

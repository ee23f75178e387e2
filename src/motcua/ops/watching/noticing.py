"""What `/readyz` and `/metrics` know, as people know it: which services are held up by it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Min

from motcua.base.messages.models import Message
from motcua.base.outages.told import Sign
from motcua.kernel import clock
from motcua.ops.watching.readiness import OK, files_writable, worker_seen

LATE = timedelta(minutes=15)
"""A message that waits longer is held up: the alert of `docs/how-to/watch-a-city.md` says the same."""


def watch() -> Iterator[Sign]:
    """Two statements. Without a worker papers and messages wait; where no file can be kept nothing can be filed."""
    if worker_seen() != OK or _messages_wait():
        yield Sign("messages", "slow")
    if files_writable() != OK:
        yield Sign("filing", "down")
        yield Sign("counters", "slow")


def _messages_wait() -> bool:
    now = clock.now()
    oldest = Message.objects.filter(next_try_at__lte=now).aggregate(Min("created_at"))["created_at__min"]
    return oldest is not None and now - oldest > LATE

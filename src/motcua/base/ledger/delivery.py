"""Bringing entries to subscribers: each entry once, none missed, also those committed late.

An entry carries the number of the transaction that wrote it (xid). Transactions may commit in another order than
they began, so reading by `id` alone would pass over an entry whose transaction was still open. Delivery therefore
reads in the order of (xid, id) and stops before the oldest transaction still running anywhere in the cluster
(`pg_snapshot_xmin`): everything below that mark has ended for good, and everything new gets a higher number.
A long transaction delays delivery; it never loses an entry.

The lock protocol, in words. Each subscriber has one row in `ledger_cursor`. A pump locks it FOR UPDATE SKIP LOCKED;
a second pump finds it locked and goes away, so nothing is delivered twice. What handlers write, and the cursor's
move, are one transaction: either both happened or neither.

A handler that fails is rolled back to its savepoint and holds up its own subscriber only, for a while that doubles;
after TRIES failures the entry is set aside, in sight, and the subscriber goes on.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q

from motcua.base.ledger.errors import Restored
from motcua.base.ledger.models import Cursor, Entry, SetAside
from motcua.base.ledger.subscribers import Subscriber, all_subscribers, subscriber_named
from motcua.kernel import clock

log = logging.getLogger("motcua.ledger")

BATCH = 200
TRIES = 5
FIRST_WAIT = timedelta(seconds=1)
ERROR_LENGTH = 500

HORIZON = """
SELECT pg_snapshot_xmin(snapshot)::text::bigint, pg_snapshot_xmax(snapshot)::text::bigint
FROM pg_current_snapshot() AS snapshot
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`read` entries were passed, `handled` of them wanted; `failed` when one waits to be tried again.

    `busy` when another pump held the cursor, or the subscriber waits after a failure: then nothing was read.
    """

    read: int = 0
    handled: int = 0
    failed: bool = False
    busy: bool = False


def deliver_all(limit: int = BATCH) -> int:
    """One batch for every subscriber; how many entries were passed. A fault of one does not keep the others back."""
    passed = 0
    for subscriber in all_subscribers():
        try:
            passed += deliver(subscriber.name, limit).read
        except Restored:
            log.exception("delivery to %s stands still", subscriber.name)
    return passed


def deliver(name: str, limit: int = BATCH) -> Delivery:
    """Hand the next `limit` entries to subscriber `name`. KeyError for an unknown one, Restored after a restore."""
    subscriber = subscriber_named(name)
    Cursor.objects.bulk_create([Cursor(subscriber=name)], ignore_conflicts=True)
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(pk=name).first()
        if cursor is None or (cursor.retry_at is not None and cursor.retry_at > clock.now()):
            return Delivery(busy=True)
        return _batch(subscriber, cursor, limit)


def _batch(subscriber: Subscriber, cursor: Cursor, limit: int) -> Delivery:
    read = handled = 0
    failed = False
    for entry in _next_entries(cursor, limit):
        if subscriber.wants(entry.kind):
            error = _handle(subscriber, entry)
            if error:
                failed = not _note_failure(cursor, entry, error)
                if failed:
                    break
            else:
                handled += 1
        read += 1
        cursor.xid, cursor.entry_id = entry.xid, entry.pk
        cursor.attempts, cursor.retry_at, cursor.error = 0, None, ""
    if read or failed:
        cursor.save()
    return Delivery(read, handled, failed)


def _next_entries(cursor: Cursor, limit: int) -> list[Entry]:
    with connection.cursor() as raw:
        raw.execute(HORIZON)
        oldest_running, next_xid = raw.fetchone()
    if cursor.xid >= next_xid:
        raise Restored(subscriber=cursor.subscriber)
    later = Q(xid=cursor.xid, id__gt=cursor.entry_id) | Q(xid__gt=cursor.xid)
    found = Entry.objects.filter(later, xid__gte=cursor.xid, xid__lt=oldest_running)
    return list(found.order_by("xid", "id")[:limit])


def _handle(subscriber: Subscriber, entry: Entry) -> str:
    """What went wrong, or an empty text."""
    try:
        with transaction.atomic():
            subscriber.handler(entry)
    except Exception as error:
        log.exception("subscriber %s failed on entry %s", subscriber.name, entry.pk)
        return f"{type(error).__name__}: {error}".replace("\x00", "")[:ERROR_LENGTH]
    return ""


def _note_failure(cursor: Cursor, entry: Entry, error: str) -> bool:
    """Count the failure; True when the entry was set aside, so that the next may follow."""
    cursor.attempts += 1
    cursor.error = error
    now = clock.now()
    if cursor.attempts < TRIES:
        cursor.retry_at = now + FIRST_WAIT * 2 ** (cursor.attempts - 1)
        return False
    SetAside.objects.create(subscriber=cursor.subscriber, entry=entry, error=error, set_aside_at=now)
    return True


def retry_set_aside(set_aside_id: int) -> bool:
    """Try an entry that was set aside once more; True when it is handled now. DoesNotExist for an unknown one."""
    with transaction.atomic():
        kept = SetAside.objects.select_for_update(of=("self",)).select_related("entry").get(pk=set_aside_id)
        if kept.handled_at is None:
            error = _handle(subscriber_named(kept.subscriber), kept.entry)
            kept.error, kept.handled_at = error or kept.error, None if error else clock.now()
            kept.save(update_fields=["error", "handled_at"])
        return kept.handled_at is not None


def set_aside(limit: int = 100) -> list[SetAside]:
    """Entries that wait for somebody to look at them, oldest first."""
    return list(SetAside.objects.filter(handled_at=None).select_related("entry").order_by("id")[:limit])

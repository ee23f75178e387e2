"""Who has a case open right now: seen by colleagues within two seconds, gone by itself. No act on the case."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from motcua.base.compiled import compiled
from motcua.faces.desk.models import Presence
from motcua.faces.desk.who import account_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id

ALIVE = timedelta(seconds=15)
BEAT = timedelta(seconds=4)
"""A presence younger than this is not written anew: most beats only read."""


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague at the case; `act` is the name of the act whose form they have open, "" when they only read."""

    name: str
    act: str


def note(actor: Actor, case_id: UUID, act: str = "") -> None:
    """`actor` has the case open now. Writes at most every few seconds, or when another form was opened."""
    now, account = clock.now(), account_of(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_presence (id, account_id, case_id, name, act, seen_at) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (case_id, account_id) DO UPDATE SET act = excluded.act, seen_at = excluded.seen_at"
            " WHERE desk_presence.act <> excluded.act OR desk_presence.seen_at < %s",
            [new_id(), account, case_id, actor.name, act[:20], now, now - BEAT],
        )


def leave(actor: Actor, case_id: UUID) -> None:
    Presence.objects.filter(account=account_of(actor), case=case_id).delete()


def sweep() -> int:
    """Remove what nobody is shown any more; how many."""
    gone, _ = Presence.objects.filter(seen_at__lte=clock.now() - ALIVE).delete()
    return gone


def others(actor: Actor, case_id: UUID) -> list[Present]:
    """The colleagues at the case, by name; those who write stand first."""
    account, found = account_of(actor), _at(case_id, clock.now() - ALIVE)
    present = [Present(row.name, row.act) for row in found if row.account_id != account]
    return sorted(present, key=lambda one: not one.act)


@compiled
def _at(case_id: UUID, since: datetime) -> QuerySet[Presence]:
    return Presence.objects.filter(case__id=case_id, seen_at__gt=since).order_by("name")


def mark(present: list[Present], version: int, language: str) -> str:
    """An ETag: the same people at the same things at the same version look alike."""
    told = repr(([(one.name, one.act) for one in present], version, language))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:20]}"'

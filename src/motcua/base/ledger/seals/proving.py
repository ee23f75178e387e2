"""A proof that an entry was in the ledger when it was sealed: small, and checked by a stranger without this system."""

from dataclasses import asdict
from typing import Any

from django.db import connection

from motcua.base.ledger import chain
from motcua.base.ledger.archives.standing import LEDGER, years_away
from motcua.base.ledger.errors import EntryAway, NotSealed, SealBroken
from motcua.base.ledger.models import Entry
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals import merkle
from motcua.base.ledger.seals.content import Seal, Sealed, canonical, fits
from motcua.base.ledger.seals.sealing import sealed_between
from motcua.base.ledger.verification import record_of

FORMAT = "motcua-proof-1"

COVERING = """
SELECT number FROM ledger_seal
WHERE (body::jsonb -> 'upto' ->> 0)::bigint > %(xid)s
    OR ((body::jsonb -> 'upto' ->> 0)::bigint = %(xid)s AND (body::jsonb -> 'upto' ->> 1)::bigint >= %(id)s)
ORDER BY number LIMIT 1
"""


def prove(entry_id: int) -> bytes:
    """The proof of one entry, as one line of canonical JSON. NotSealed, EntryAway; SealBroken where it was altered."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None and (years := years_away(LEDGER)):
        raise EntryAway(entry=entry_id, years=", ".join(map(str, years)))
    row = _covering(entry) if entry else None
    if entry is None or row is None:
        raise NotSealed(entry=entry_id)
    seal = row.content
    entries = sealed_between(seal.after, seal.upto)
    record = record_of(entry)
    index = next((at for at, one in enumerate(entries) if one.id == entry.pk), None)
    if index is None or not fits(seal, entries) or chain.hash_of(record) != entry.hash:
        raise SealBroken(entry=entry_id, number=seal.number)
    return canonical(told(record, entries, index, seal, row.signature))


def told(record: chain.Record, entries: list[Sealed], index: int, seal: Seal, signature: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "entry": asdict(record),
        "path": merkle.path([one.hash for one in entries], index),
        "seal": seal.told,
        "signature": signature,
    }


def _covering(entry: Entry) -> Row | None:
    with connection.cursor() as cursor:
        cursor.execute(COVERING, {"xid": entry.xid, "id": entry.pk})
        found = cursor.fetchone()
    return Row.objects.get(pk=found[0]) if found else None

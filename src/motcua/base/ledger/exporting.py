"""The whole ledger as files, for whoever verifies it without this system (`docs/how-to/check-the-ledger.py`).

`entries.gz` holds one entry a line, `xid id hash text`, in the order seals go by; `text` are the very bytes that were
hashed. `heads.gz` says how far each subject goes, `seals.jsonl` what was signed, `keys.json` the public keys.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from motcua.base.ledger import chain
from motcua.base.ledger.models import Seal as Sealed
from motcua.base.ledger.seals import keys
from motcua.base.ledger.verification import CHUNK, HEADS, Row

ENTRIES, SEALS, HEADS_FILE, KEYS = "entries.gz", "seals.jsonl", "heads.gz", "keys.json"
ROWS = """
SELECT e.subject_kind, e.subject_id, e.xid, '', e.id, e.number, e.kind, e.actor_kind, e.actor_name, e.account_id::text,
    e.person_id::text, e.position_id::text, e.authority, e.at, e.facts::text, e.previous_hash, e.hash
FROM ledger_entry AS e ORDER BY e.xid, e.id
"""
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"


@dataclass(frozen=True, slots=True)
class Exported:
    folder: Path
    entries: int
    subjects: int
    seals: int


def export(folder: Path) -> Exported:
    """Everything at one moment; acts may go on. FileExistsError where the folder holds something."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            connection.cursor().execute(SNAPSHOT)
        return Exported(folder, _entries(folder / ENTRIES), _heads(folder / HEADS_FILE), _seals(folder))


def _entries(path: Path) -> int:
    count = 0
    with gzip.open(path, "wb", compresslevel=1) as file, connection.chunked_cursor() as cursor:
        cursor.execute(ROWS)
        while rows := cursor.fetchmany(CHUNK):
            count += len(rows)
            file.write(b"".join(_line(Row._make(row)) for row in rows))
    return count


def _line(row: Row) -> bytes:
    """Where a head's number stands in verification, the transaction's stands here."""
    return f"{row.head_number} {row.entry_id} {row.hash} ".encode() + chain.canonical(row.link.record) + b"\n"


def _heads(path: Path) -> int:
    count = 0
    with gzip.open(path, "wb", compresslevel=1) as file, connection.chunked_cursor() as cursor:
        cursor.execute(HEADS)
        while rows := cursor.fetchmany(CHUNK):
            count += len(rows)
            file.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
    return count


def _seals(folder: Path) -> int:
    count = 0
    with (folder / SEALS).open("x") as file:
        for row in Sealed.objects.order_by("number").iterator():
            file.write(json.dumps([row.body, row.signature]) + "\n")
            count += 1
    if keys.place().exists():
        known = keys.publics()
        told = [[until, keys.public_pem_of(until).decode()] for until, _ in known.former]
        (folder / KEYS).write_text(json.dumps([*told, [None, keys.public_pem().decode()]], indent=1))
    return count

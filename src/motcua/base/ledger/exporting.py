"""The whole ledger as files, for whoever verifies it without this system (`docs/how-to/check-the-ledger.py`).

`entries.gz` holds one entry a line, `xid id hash text`, in the order seals go by; `text` are the very bytes that were
hashed. `heads.gz` says how far each subject goes, `seals.jsonl` what was signed, `keys.json` the public keys. Where
years are in archives, `archives.jsonl` holds what was signed of them, `segments-N.gz` and `leaves-N.gz` what they left.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from motcua.base.ledger import chain
from motcua.base.ledger.archives import marks
from motcua.base.ledger.archives.standing import LEDGER, taken
from motcua.base.ledger.models import Archive
from motcua.base.ledger.models import Seal as Sealed
from motcua.base.ledger.seals import keys
from motcua.base.ledger.verification import CHUNK, HEADS, Row

ENTRIES, SEALS, HEADS_FILE, KEYS = "entries.gz", "seals.jsonl", "heads.gz", "keys.json"
ARCHIVES = "archives.jsonl"
ROWS = """
SELECT e.subject_kind, e.subject_id, e.xid, '', e.id, e.number, e.kind, e.actor_kind, e.actor_name, e.account_id::text,
    e.person_id::text, e.position_id::text, e.authority, e.at, e.facts::text, e.previous_hash, e.hash
FROM {table} AS e ORDER BY e.xid, e.id
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
    with gzip.open(path, "wb", compresslevel=1) as file:
        for line in lines_of("ledger_entry"):
            count += 1
            file.write(line)
    return count


def lines_of(table: str) -> Iterator[bytes]:
    """The entries of the ledger, or of a part of it, as they stand in the files. Within a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS.format(table=table))
        while rows := cursor.fetchmany(CHUNK):
            yield from (_line(Row(*row)) for row in rows)


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
    write_keys(folder)
    _archives(folder)
    return count


def _archives(folder: Path) -> None:
    """What was signed of archives, and the marks of those that are away: nothing where there never was one."""
    rows = list(Archive.objects.order_by("number"))
    if not rows:
        return
    with (folder / ARCHIVES).open("x") as file:
        file.writelines(json.dumps([row.body, row.signature]) + "\n" for row in rows)
    for (table, _), row in taken().items():
        for kind, text in (("segments", marks.LEFT_SEGMENTS), ("leaves", marks.LEFT_LEAVES)):
            if table == LEDGER:
                with gzip.open(folder / f"{kind}-{row.number}.gz", "wb", compresslevel=1) as packed:
                    packed.writelines(marks.lines_of(text, (row.number,)))


def write_keys(folder: Path) -> None:
    """The public keys, each former one with the last seal it signed; nothing where there is no key."""
    if keys.place().exists():
        known = keys.publics()
        told = [[until, keys.public_pem_of(until).decode()] for until, _ in known.former]
        (folder / KEYS).write_text(json.dumps([*told, [None, keys.public_pem().decode()]], indent=1))

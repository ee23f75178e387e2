"""Putting a city away while it runs: what one moment's database holds, and the files its rows name.

The order keeps it whole: the database first, at one snapshot, then files, which are written before the rows that name
them and never change. `FOLDER/files` is shared by all backups in FOLDER, so a file is copied once, sealed with a key
of the city; `FOLDER/<moment>/` holds dump and manifest and appears only when both are complete. Keys are never in it.
Where public keys are named, dump and files are sealed to them on the way: nothing plain is ever written to FOLDER.
"""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops import jurisdiction
from motcua.ops.saving import tools
from motcua.ops.saving.copying import CityShelf, Shelf, bring, digest_of, shelf_in, shelf_of, sync
from motcua.ops.saving.manifest import (
    CHUNK,
    DUMP,
    NEWEST_XID,
    STORED,
    Manifest,
    counts,
    key_marks,
    ledger_hash,
    look_at,
)
from motcua.ops.saving.sealing import ENDING, Seal
from motcua.ops.saving.trying import draft_in, noticed


@dataclass(frozen=True)
class Made:
    """`lost` are digests of files whose rows are there and whose bytes are not, or are others."""

    folder: Path
    manifest: Manifest
    copied: int
    lost: tuple[str, ...]


def backup(admin_url: str, home: Home, city: str, folder: Path, seal: Seal | None = None) -> Made:
    """Put `city` away below `folder`. ToolFailed when it could not be dumped, NoRoom; then nothing appears there."""
    with noticed(home, folder), draft_in(folder) as draft:
        made = filled(draft, admin_url, home, city, folder, seal)
        os.replace(draft, made.folder)
        sync(folder)
    note(home, datetime.fromisoformat(made.manifest.made_at), seal)
    return made


def filled(draft: Path, admin_url: str, home: Home, city: str, folder: Path, seal: Seal | None) -> Made:
    """Dump and manifest in `draft`, files on their shelf; `folder` of what is told is where the draft belongs."""
    moment, recipients = datetime.now(UTC), seal.recipients if seal else ()
    named = DUMP + ENDING if seal else DUMP
    with psycopg.connect(admin_url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        look_at(connection, city)
        dump(connection, admin_url, city, draft / named, seal)
        lasting = counts(connection, city), ledger_hash(connection), _number(connection)
        shelf = shelf_in(folder, recipients, home)
        seen, size, lost = keep_files(connection, shelf_of(home), shelf)
    tables, heads, xid = lasting
    manifest = Manifest(
        city=city,
        made_at=moment.isoformat(timespec="seconds"),
        code=jurisdiction.fingerprint(),
        dump_sha256=digest_of(draft / named),
        tables=tables,
        ledger_hash=heads,
        newest_xid=xid,
        files=seen.total(),
        bytes=size,
        keys=key_marks(home.keys),
        made_up=home.made_up,
        sealed_to=recipients,
    )
    manifest.write(draft)
    sync(draft)
    return Made(folder / moment.strftime("%Y%m%dT%H%M%S.%fZ"), manifest, seen["copied"], lost)


def note(home: Home, moment: datetime, seal: Seal | None) -> None:
    """That it was made, and whether anybody may read it."""
    stamps.leave(home, stamps.BACKUP, moment)
    if seal is None:
        stamps.leave(home, stamps.PLAIN, moment)


def dump(connection: psycopg.Connection, admin_url: str, city: str, target: Path, seal: Seal | None = None) -> None:
    """By pg_dump at the connection's own snapshot, so that rows are counted as they were dumped; then read back, where
    we can."""
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    snapshot = str(row[0]) if row else ""
    chosen = ["--format=custom", f"--snapshot={snapshot}", "--schema", city, "--schema", "common"]
    if seal is None:
        tools.run("pg_dump", [*chosen, "--file", str(target)], admin_url)
        tools.run("pg_restore", ["--list", str(target)])
        return
    with target.open("xb") as writing:
        tools.taken_from("pg_dump", chosen, admin_url, lambda flowing: seal.seal(flowing, writing))
        writing.flush()
        os.fsync(writing.fileno())


def keep_files(
    connection: psycopg.Connection, source: CityShelf, target: Shelf
) -> tuple[Counter[str], int, tuple[str, ...]]:
    """What became of each file the rows name, their bytes in all, and the digests of those lost."""
    seen: Counter[str] = Counter()
    size, lost = 0, []
    with connection.cursor(name="stored") as cursor:
        cursor.itersize = CHUNK
        for sha256, length in cursor.execute(STORED):
            became = bring(source, target, sha256, length)
            seen[became] += 1
            size += length
            if became in ("missing", "damaged"):
                lost.append(sha256)
    return seen, size, tuple(lost)


def _number(connection: psycopg.Connection) -> int:
    row = connection.execute(NEWEST_XID).fetchone()
    return int(row[0]) if row else 0

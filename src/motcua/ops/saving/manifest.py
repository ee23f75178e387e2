"""What a backup holds, written when it was made and read when it is brought back."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.kernel.database import COMMON
from motcua.kernel.home import Home, Keys
from motcua.ops.saving.errors import Damaged, NoBackup
from motcua.ops.saving.sealing import ENDING

MANIFEST, DUMP = "manifest.json", "database.dump"
LASTING_KEYS = ("sealing", "digest", "tokens")
"""What was sealed, found or printed with these is lost without them; the others may be drawn anew."""

TABLES = (
    "SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = ANY(%s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1, 2"
)
"""A table kept by year counts once."""
HEADS = (
    "SELECT subject_kind, subject_id, number, hash FROM ledger_head"
    ' ORDER BY subject_kind COLLATE "C", subject_id COLLATE "C"'
)
NEWEST_XID = "SELECT greatest((SELECT max(xid) FROM ledger_entry), (SELECT max(xid) FROM ledger_cursor), 0)"
STORED = (
    "SELECT sha256, max(size) FROM files_storedfile AS file"
    " WHERE to_jsonb(file) ->> 'removed_at' IS NULL GROUP BY sha256 ORDER BY sha256"
)
"""So that tables from before files were removed answer too: `motcua upgrade` puts those away first."""

CHUNK = 2000


@dataclass(frozen=True)
class Manifest:
    """`tables` counts rows by "schema.table"; `keys` are digests that tell keys apart and nothing else of them.

    `sealed_to` are the public keys dump and files are sealed to, none where anybody may read them.
    """

    city: str
    made_at: str
    code: str
    dump_sha256: str
    tables: dict[str, int]
    ledger_hash: str
    newest_xid: int
    files: int
    bytes: int
    keys: dict[str, str]
    made_up: bool = False
    sealed_to: tuple[str, ...] = ()

    @property
    def dump(self) -> str:
        """What it is called; `dump_sha256` is of the bytes as they lie there."""
        return DUMP + ENDING if self.sealed_to else DUMP

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        try:
            told = json.loads((folder / MANIFEST).read_text())
            return cls(**told | {"sealed_to": tuple(told.get("sealed_to", ()))})
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise Damaged(folder=folder, what=MANIFEST) from error


def newest(folder: Path) -> Path:
    """`folder` itself where it is one backup, else the newest of those in it. NoBackup."""
    if (folder / MANIFEST).is_file():
        return folder
    found = sorted(place.parent for place in folder.glob(f"[0-9]*/{MANIFEST}"))
    if not found:
        raise NoBackup(folder=folder)
    return found[-1]


def counts(connection: psycopg.Connection, city: str) -> dict[str, int]:
    """Rows of every table of the city and of what is common."""
    tables = connection.execute(TABLES, [[COMMON, city]]).fetchall()
    found = {}
    for schema, table in tables:
        count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        row = connection.execute(count).fetchone()
        found[f"{schema}.{table}"] = int(row[0]) if row else 0
    return found


def ledger_hash(connection: psycopg.Connection) -> str:
    """As `motcua ledger verify` tells it: over the heads of all subjects."""
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for head in cursor.stream(HEADS):
            total.update("{} {} {} {}\n".format(*head).encode())
    return total.hexdigest()


def look_at(connection: psycopg.Connection, city: str) -> None:
    """Names of tables now mean those of the city."""
    path = sql.SQL(", ").join(map(sql.Identifier, (city, COMMON, "public")))
    connection.execute(sql.SQL("SET search_path TO {}").format(path))


def key_marks(keys: Keys) -> dict[str, str]:
    """Enough to recognise each key, nothing to guess it by."""
    return {name: mark_of(getattr(keys, name)) for name in LASTING_KEYS}


def strangers(marks: Mapping[str, str], keys: Keys) -> list[str]:
    """Names in `marks` whose key is none of `keys`, also of those being rotated: none where all open."""
    return [name for name, mark in marks.items() if mark not in {mark_of(one) for one in keys.all_of(name)}]


def mark_of(key: str) -> str:
    """Which key it is, and nothing else of it."""
    return hmac.new(bytes.fromhex(key), b"motcua: which key is this", hashlib.sha256).hexdigest()[:16]


def has_keys(home: Home) -> bool:
    return (home.path / "keys.json").is_file()

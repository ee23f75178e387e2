"""Parts as PostgreSQL knows them, and their rows as lines of text and back."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

from django.db import connection

from motcua.base.ledger.chain import NAMES
from motcua.base.ledger.exporting import ENTRIES
from motcua.base.ledger.exporting import lines_of as entries_of
from motcua.base.years.parts import SPLIT, Split
from motcua.ops.old_years.errors import NoPart

CHUNK = 2000
LEDGER = "ledger_entry"
SHORT = {"ledger": LEDGER, "looks": "access_look", "messages": "correspondence_message"}

FOUND = """
SELECT substring(part.relname FROM '_([0-9]{4})$')::int, part.relname::text,
    pg_get_expr(part.relpartbound, part.oid), pg_total_relation_size(part.oid)
FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
WHERE inhparent = %s::regclass AND part.relname ~ '_[0-9]{4}$' ORDER BY 1
"""
INSERT = """
INSERT INTO {part} SELECT * FROM jsonb_populate_recordset(jsonb_populate_record(NULL::{part}, %s::jsonb), %s::jsonb)
"""
DEFAULTS = """
SELECT attname::text, pg_get_expr(adbin, adrelid) FROM pg_attribute
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A year of one of the tables kept by year, as it stands in the database."""

    split: Split
    year: int
    name: str
    bounds: str
    bytes: int

    @property
    def short(self) -> str:
        return next(short for short, table in SHORT.items() if table == self.split.table)

    @property
    def is_ledger(self) -> bool:
        return self.split.table == LEDGER

    @property
    def aside(self) -> str:
        """Its name once it belongs to the whole no more."""
        return f"{self.name}_away"

    @property
    def file(self) -> str:
        return ENTRIES if self.is_ledger else "rows.gz"


def parts() -> list[Part]:
    """Every part that bears a year, by table and year."""
    found = []
    with connection.cursor() as cursor:
        for split in SPLIT:
            cursor.execute(FOUND, [split.table])
            found += [Part(split, *row) for row in cursor.fetchall()]
    return found


def part_of(short: str, year: int) -> Part:
    """NoPart."""
    for one in parts():
        if (one.split.table, one.year) == (SHORT[short], year):
            return one
    raise NoPart(year=year, table=next(split for split in SPLIT if split.table == SHORT[short]).words)


def exists(table: str) -> bool:
    return bool(asked("SELECT to_regclass(%s) IS NOT NULL", table))


def count(table: str) -> int:
    return int(asked(f"SELECT count(*) FROM {table}"))


def asked(text: str, *values: Any) -> Any:
    """The one value a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        row = cursor.fetchone()
    return row[0] if row else None


def younger_columns(part: Part, line: bytes) -> dict[str, object]:
    """The columns the table got after an archive was written, with what they hold in the rows of before.

    `line` is one of the archive's; the ledger's have a form of their own that does not change.
    """
    if part.is_ledger or not line:
        return {}
    known = json.loads(line).keys()
    with connection.cursor() as cursor:
        cursor.execute(DEFAULTS, [part.name])
        younger = {name: default for name, default in cursor.fetchall() if name not in known}
    return {
        name: default and json.loads(asked(f"SELECT to_jsonb({default})::text")) for name, default in younger.items()
    }


def lines(part: Part, besides: Collection[str] = (), without: Collection[str] = ()) -> Iterator[bytes]:
    """The rows in a fixed order, as they stand in the archive. Within a transaction.

    `besides` are ids left out, `without` columns.
    """
    if part.is_ledger:
        found = entries_of(part.name)
        yield from (line for line in found if line.split(b" ", 2)[1].decode() not in besides) if besides else found
        return
    with connection.chunked_cursor() as cursor:
        told = "SELECT id::text, (to_jsonb(part) - %s::text[])::text FROM {part} AS part ORDER BY id"
        cursor.execute(told.format(part=part.name), [list(without)])
        while rows := cursor.fetchmany(CHUNK):
            yield from (text.encode() + b"\n" for identifier, text in rows if identifier not in besides)


def ids(part: Part, limit: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id::text FROM {part.name} LIMIT %s", [limit])
        return {identifier for (identifier,) in cursor.fetchall()}


def insert(part: Part, found: Iterator[bytes], younger: Mapping[str, object] = MappingProxyType({})) -> None:
    """Rows from their lines, and the columns these do not know. ValueError for a line that is none."""
    row = _entry if part.is_ledger else bytes.decode
    with connection.cursor() as cursor:
        while some := list(islice(found, CHUNK)):
            told = [json.dumps(dict(younger)), f"[{','.join(map(row, some))}]"]
            cursor.execute(INSERT.format(part=part.name), told)


def _entry(line: bytes) -> str:
    """A line of the ledger as JSON with the columns' names."""
    xid, identifier, digest, text = line.decode().rstrip("\n").split(" ", 3)
    _, record = json.loads(text)
    told = {name: record[name] for name in NAMES}
    return json.dumps(told | {"xid": int(xid), "id": int(identifier), "hash": digest})

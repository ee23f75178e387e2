"""New keys for what is sealed in database and files, while the city works; killed at any point it goes on where it was.

The protocol, in words. Fresh keys are first made known (`coming`): every process can open and find with them before
any uses them. Then they become the present ones, and those before them `former`. Then every sealed text that the
present key does not open is sealed anew, with its digest, in batches, each row only if nobody changed it meanwhile.
Each file's own key is wrapped by the present one, on the disk before the former's wrap goes; its bytes are not touched
(`kernel/sealed_files.py`). When a whole pass finds nothing to do, the former keys go. Where it stands is told by
`keys.json` alone, which is replaced whole or not at all; so whoever runs it again continues. What no key opens, or a
digest somebody else has by now, keeps the former keys in place and is told.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection as django_connection
from django.db import transaction
from psycopg import sql

from motcua.base.access.vault import Sealed
from motcua.base.files.storage import FolderStorage
from motcua.base.files.turns import rewrap_all
from motcua.base.ledger import Subject, append
from motcua.base.ledger.seals import sealing
from motcua.kernel import keyring, vault
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import Place, owner_of
from motcua.kernel.home import Home
from motcua.ops.cities import marks
from motcua.ops.keys import turning
from motcua.ops.keys.errors import RotationRuns
from motcua.ops.keys.working import working

ROTATED = ("sealing", "digest")
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed column, its key's type, its field, and the column of its digest if it has one."""

    table: str
    pk: str
    pk_type: str
    sealed: str
    field: Sealed
    digest: str


@dataclass
class Rotated:
    """`unreadable` and `taken` name rows as "table:key" and files as "file:digest"; with one the former keys stay."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    passes: int = 0
    seconds: float = 0.0
    unreadable: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        return not self.unreadable and not self.taken


def rotate(
    home: Home, city: str, place: Place, *, copies: Path | None = None, spread: float = turning.SPREAD_SECONDS
) -> Rotated:
    """Start or continue. `copies` gets the keys before any row depends on the new ones. RotationRuns."""
    with turning.alone(home):
        began = time.monotonic()
        _turn(home, copies, spread)
        done = Rotated()
        with psycopg.connect(_address(place, city), autocommit=True) as connection:
            while True:
                done.passes += 1
                changed = sum(_pass(connection, column, done) for column in columns())
                if not changed + _pass_files(home, done):
                    break
            marks.write(connection, city, "", Home(home.path))
        if done.whole:
            turning.drop_former(home, *ROTATED)
            _tell(city, sum(done.rows.values()))
            if copies:
                turning.copy(home, copies)
        done.seconds = time.monotonic() - began
        return done


def rotate_seals(city: str) -> int:
    """Another key for the seals; the first number it signs. RotationRuns while a seal is being made."""
    with transaction.atomic():
        number = sealing.rotate_key()
        if not number:
            raise RotationRuns()
        append(Subject("keys", city), "keys.seal_rotated", SYSTEM, {"number": number})
    return number


def _tell(city: str, rows: int) -> None:
    with transaction.atomic():
        append(Subject("keys", city), "keys.rotated", SYSTEM, {"rows": rows})


def columns() -> list[Column]:
    """Every sealed field of every model, by table."""
    found = []
    for model in apps.get_models():
        meta = model._meta
        for one in meta.local_fields:
            if isinstance(one, Sealed):
                digest = _column(meta.get_field(one.found_by)) if one.found_by else ""
                pk_type = meta.pk.db_type(django_connection) or ""
                found.append(Column(meta.db_table, str(meta.pk.column), pk_type, str(one.column), one, digest))
    return sorted(found, key=lambda column: column.table)


def _column(of: Any) -> str:
    return str(of.column)


def _turn(home: Home, copies: Path | None, spread: float) -> None:
    """Make fresh keys known, then present; whoever comes after a kill finds one of both done."""
    keys = turning.read(home)
    if set(ROTATED) & keys.former.keys() and not set(ROTATED) & keys.coming.keys():
        time.sleep(spread)
    else:
        turning.turn(home, *ROTATED, copies=copies, spread=spread)


def _pass(connection: psycopg.Connection, column: Column, done: Rotated) -> int:
    """Once over the table; how many rows were sealed anew."""
    changed, last = 0, None
    keyring.ring(anew=True)
    while rows := connection.execute(_next(column, last), {"last": last}).fetchall():
        last = rows[-1][0]
        fresh = [new for row in rows if (new := _anew(column, row, done))]
        if fresh:
            changed += _write(connection, column, fresh, done)
    done.rows[column.table] = done.rows.get(column.table, 0) + changed
    return changed


def _pass_files(home: Home, done: Rotated) -> int:
    """Once over the folder of files; how many got another wrap."""
    found = rewrap_all(FolderStorage(home.files))
    done.files += found.changed
    done.unreadable |= {f"file:{sha256}" for sha256 in found.unreadable}
    return found.changed


def _anew(column: Column, row: tuple[Any, ...], done: Rotated) -> tuple[Any, ...] | None:
    """(key, old value, new value, old digest, new digest); None where nothing is to be done or can be."""
    pk, stored, digest = row
    ring = keyring.ring()
    try:
        sealed = column.field.sealed_of(stored)
        plain = column.field.plain_of(stored) if sealed is None else _opened(sealed, ring.sealing[0])
        present = sealed is not None and plain is not None
        if sealed is not None and plain is None:
            plain = keyring.unseal_bytes(sealed)
    except vault.Unreadable:
        done.unreadable.add(f"{column.table}:{pk}")
        return None
    assert plain is not None
    known = [vault.digest(plain.decode(), key) for key in ring.digest] if digest else []
    fresh = known[0] if digest in known else digest
    if present and fresh == digest:
        return None
    if f"{column.table}:{pk}" in done.taken:
        return None
    old = column.field.as_stored(stored)
    return pk, old, old if present else column.field.stored_of(keyring.seal_bytes(plain)), digest, fresh


def _opened(sealed: bytes, key: bytes) -> bytes | None:
    try:
        return vault.unseal_bytes(sealed, key)
    except vault.Unreadable:
        return None


def _write(connection: psycopg.Connection, column: Column, fresh: list[tuple[Any, ...]], done: Rotated) -> int:
    try:
        return _update(connection, column, fresh)
    except psycopg.errors.UniqueViolation:
        if len(fresh) == 1:
            done.taken.add(f"{column.table}:{fresh[0][0]}")
            return 0
    return sum(_write(connection, column, [one], done) for one in fresh)


def _next(column: Column, last: Any) -> sql.Composed:
    name = sql.Identifier
    statement = (
        "SELECT {pk}, {sealed}, {digest} FROM {table} WHERE {sealed} IS NOT NULL {after} ORDER BY {pk} LIMIT {n}"
    )
    return sql.SQL(statement).format(
        pk=name(column.pk), sealed=name(column.sealed), table=name(column.table), n=sql.Literal(BATCH),
        digest=name(column.digest) if column.digest else sql.SQL("NULL"),
        after=sql.SQL("AND {} > %(last)s").format(name(column.pk)) if last is not None else sql.SQL(""),
    )  # fmt: skip


def _update(connection: psycopg.Connection, column: Column, fresh: list[tuple[Any, ...]]) -> int:
    name = sql.Identifier
    also: sql.Composable = sql.SQL("")
    same: sql.Composable = sql.SQL("")
    if column.digest:
        also = sql.SQL(", {0} = fresh.digest").format(name(column.digest))
        same = sql.SQL("AND t.{0} IS NOT DISTINCT FROM fresh.was").format(name(column.digest))
    statement = sql.SQL(
        "UPDATE {table} t SET {sealed} = fresh.sealed {also}"
        " FROM unnest(%s::{kind}[], %s::{form}[], %s::{form}[], %s::text[], %s::text[])"
        " AS fresh(pk, old, sealed, was, digest) WHERE t.{pk} = fresh.pk AND t.{sealed} = fresh.old {same}"
    ).format(
        table=name(column.table), sealed=name(column.sealed), also=also, same=same, pk=name(column.pk),
        kind=sql.SQL(column.pk_type), form=sql.SQL(column.field.stored_as),
    )  # fmt: skip
    return connection.execute(statement, [list(values) for values in zip(*fresh, strict=True)]).rowcount


def _address(place: Place, city: str) -> str:
    """The owner's: some of these tables the application may only add to."""
    role = owner_of(city)
    return f"postgresql://{role}:{working(place, role)}@{place.host}:{place.port}/{place.name}"

"""Sealed columns wherever they are: which tables have some, how their rows are sealed anew and written, many at a time.

A row is written only if nobody changed it since it was read, all its sealed columns at once. What stands plain counts
as not sealed yet, and comes under the present key with the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection as django_connection
from psycopg import sql

from motcua.base.access.vault import Sealed
from motcua.kernel import keyring, vault

Row = tuple[Any, ...]
"""The key, then of each column what is sealed and its digest (None without)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed column with its field, and the column of its digest if it has one."""

    name: str
    field: Sealed
    digest: str

    @property
    def kinds(self) -> tuple[str, str]:
        return self.field.stored_as, self.field.digest_as

    def digests(self, plain: bytes) -> list[Any]:
        """Under every key in use, the present one first; none where there is no column for them."""
        if not self.digest:
            return []
        return [self.field.digest_of(one) for one in keyring.digests(self.field.text_of(plain))]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    pk: str
    pk_type: str
    columns: tuple[Column, ...]

    @property
    def in_place(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.columns if one.field.in_place)


def tables() -> list[Table]:
    """Every model with sealed fields, by table."""
    found = []
    for model in apps.get_models():
        meta = model._meta
        columns = tuple(
            Column(str(one.column), one, _digest(meta, one)) for one in meta.local_fields if isinstance(one, Sealed)
        )
        if columns:
            pk_type = meta.pk.db_type(django_connection) or ""
            found.append(Table(meta.db_table, str(meta.pk.column), pk_type, columns))
    return sorted(found, key=lambda table: table.name)


def _digest(meta: Any, field: Any) -> str:
    return str(meta.get_field(field.found_by).column) if field.found_by else ""


def next_rows(connection: psycopg.Connection, table: Table, last: Any, most: int) -> list[Row]:
    """In the order of their keys, those beyond `last` (None: from the first) that hold a text in a sealed column."""
    holds = sql.SQL(" OR ").join(
        sql.SQL("{} <> ''" if one.field.in_place else "{} IS NOT NULL").format(sql.Identifier(one.name))
        for one in table.columns
    )
    after = sql.SQL("AND {} > %(last)s").format(sql.Identifier(table.pk)) if last is not None else sql.SQL("")
    return _selected(connection, table, sql.SQL("({}) {}").format(holds, after), most, {"last": last})


def plain_rows(connection: psycopg.Connection, table: Table, most: int) -> list[Row]:
    """Some of those in which a text still stands plain, as `some_plain` says it: by the index of such rows."""
    plain = sql.SQL(" OR ").join(
        sql.SQL("({0} <> '' AND left({0}, {1}) <> {2})").format(
            sql.Identifier(one), sql.Literal(len(vault.MARK)), sql.Literal(vault.MARK)
        )
        for one in table.in_place
    )
    return _selected(connection, table, sql.SQL("({})").format(plain), most, {}, in_order=False)


def _selected(
    connection: psycopg.Connection, table: Table, which: sql.Composable, most: int, told: dict[str, Any],
    *, in_order: bool = True,
) -> list[Row]:  # fmt: skip
    columns: list[sql.Composable] = [sql.Identifier(table.pk)]
    for one in table.columns:
        columns += [sql.Identifier(one.name), sql.Identifier(one.digest) if one.digest else sql.SQL("NULL")]
    statement = sql.SQL("SELECT {columns} FROM {table} WHERE {which} {order} LIMIT {most}").format(
        columns=sql.SQL(", ").join(columns), table=sql.Identifier(table.name), which=which, most=sql.Literal(most),
        order=sql.SQL("ORDER BY {}").format(sql.Identifier(table.pk)) if in_order else sql.SQL(""),
    )  # fmt: skip
    return connection.execute(statement, told).fetchall()


def anew(table: Table, row: Row, unreadable: Callable[[], object]) -> Row | None:
    """The key, then of each column: what it holds, what it shall hold, its digest, what that shall be.

    None where all is as it should be. `unreadable` is called for a text no key opens, which stays as it is.
    """
    fresh: list[Any] = [row[0]]
    changed = False
    for place, column in enumerate(table.columns):
        stored, digest = row[1 + 2 * place], row[2 + 2 * place]
        old = stored if stored is None else column.field.as_stored(stored)
        try:
            new, fresh_digest = _anew(column, stored, digest)
        except vault.Unreadable:
            unreadable()
            new, fresh_digest = None, digest
        fresh += (old, old if new is None else new, digest, fresh_digest)
        changed |= new is not None or fresh_digest != digest
    return tuple(fresh) if changed else None


def _anew(column: Column, stored: Any, digest: Any) -> tuple[Any, Any]:
    """What is to be stored instead (None: nothing else), and the digest that is to be. Unreadable."""
    field = column.field
    if field.is_nothing(stored):
        return None, digest
    sealed = field.sealed_of(stored)
    plain = field.plain_of(stored) if sealed is None else _opened(sealed, keyring.ring().sealing[0])
    is_present = sealed is not None and plain is not None
    if plain is None:
        assert sealed is not None
        plain = keyring.unseal_bytes(sealed)
    known = column.digests(plain)
    own = bool(known) and (field.in_place or digest in known)
    return None if is_present else field.stored_of(keyring.seal_bytes(plain)), known[0] if own else digest


def _opened(sealed: bytes, key: bytes) -> bytes | None:
    try:
        return vault.unseal_bytes(sealed, key)
    except vault.Unreadable:
        return None


def write(connection: psycopg.Connection, table: Table, rows: Sequence[Row]) -> int:
    """How many were as they had been read, and are written. UniqueViolation where somebody else has a digest."""
    name = sql.Identifier
    told, kinds = ["pk"], [table.pk_type]
    sets, same = [], []
    for place, column in enumerate(table.columns):
        old, new, was, digest = (f"{word}{place}" for word in ("old", "new", "was", "digest"))
        told += [old, new, was, digest]
        kinds += [column.kinds[0]] * 2 + [column.kinds[1]] * 2
        sets.append(sql.SQL("{} = fresh.{}").format(name(column.name), name(new)))
        same.append(sql.SQL("t.{} IS NOT DISTINCT FROM fresh.{}").format(name(column.name), name(old)))
        if column.digest:
            sets.append(sql.SQL("{} = fresh.{}").format(name(column.digest), name(digest)))
            same.append(sql.SQL("t.{} IS NOT DISTINCT FROM fresh.{}").format(name(column.digest), name(was)))
    statement = sql.SQL(
        "UPDATE {table} t SET {sets} FROM unnest({arrays}) AS fresh({told}) WHERE t.{pk} = fresh.pk AND {same}"
    ).format(
        table=name(table.name), sets=sql.SQL(", ").join(sets), told=sql.SQL(", ").join(map(name, told)),
        arrays=sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in kinds),
        pk=name(table.pk), same=sql.SQL(" AND ").join(same),
    )  # fmt: skip
    return connection.execute(statement, [list(values) for values in zip(*rows, strict=True)]).rowcount

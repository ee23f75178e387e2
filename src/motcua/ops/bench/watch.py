"""Which rows a piece of work wrote: every table before and after, so that nothing is left out of a comparison."""

from dataclasses import dataclass, field

import psycopg
from psycopg import sql

LARGEST = 4_000
"""Tables with more rows are not copied before the act: the catalogue and the places, which no act on a case writes."""

COLUMNS = """
SELECT c.relname, a.attname, coalesce(a.attnum = ANY (i.indkey), false),
    EXISTS (SELECT 1 FROM pg_index u LEFT JOIN pg_inherits part ON part.inhrelid = u.indrelid
        WHERE c.oid IN (u.indrelid, part.inhparent) AND u.indisunique AND u.indnkeyatts = 1
        AND u.indkey[0] = a.attnum),
    a.attgenerated <> '' OR a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|pg_current_xact'
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname, a.attnum
"""
MARK = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"

Values = dict[str, str | None]
"""A row: each column as PostgreSQL writes it as text."""


@dataclass
class Table:
    """`made` are the columns the database fills in by itself."""

    name: str
    columns: list[str] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    unique: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)

    def key_of(self, row: Values) -> tuple[str | None, ...]:
        return tuple(row[name] for name in self.key)


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was written: all of it where it is new, else what changed of it and its key."""

    table: Table
    row: Values
    new: bool
    changed: tuple[str, ...] = ()


class Watch:
    """Stand before a piece of work, then ask what it wrote."""

    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self.connection = connection
        self.tables = tables_of(connection)
        self.mark = 0
        self.before: dict[str, dict[tuple[str | None, ...], Values]] = {}

    def begin(self) -> None:
        counts = self.counts(0)
        self.before = {
            table.name: {table.key_of(row): row for row in self.rows(table, 0)} if counts[table.name] else {}
            for table in self.tables
            if counts[table.name] <= LARGEST
        }
        self.mark = int(str(one(self.connection, MARK)))

    def written(self) -> list[Change]:
        """New and changed rows, tables by name and rows by key."""
        found, counts = [], self.counts(self.mark)
        for table in self.tables:
            known = self.before.get(table.name, {})
            for row in self.rows(table, self.mark) if counts[table.name] else ():
                old = known.get(table.key_of(row))
                changed = tuple(name for name in table.columns if old is not None and old[name] != row[name])
                found.append(Change(table, row, old is None, changed))
        return found

    def counts(self, since: int) -> dict[str, int]:
        """How many rows of each table were written by transactions from `since` on."""
        each = sql.SQL("SELECT {name}, count(*) FROM {table} WHERE xmin::text::bigint >= {since}")
        asked = sql.SQL(" UNION ALL ").join(
            each.format(name=sql.Literal(table.name), table=sql.Identifier(table.name), since=sql.Literal(since))
            for table in self.tables
        )
        return {str(name): int(str(count)) for name, count in self.connection.execute(asked).fetchall()}

    def rows(self, table: Table, since: int) -> list[Values]:
        """The rows written by transactions from `since` on, by key."""
        asked = sql.SQL("SELECT {columns} FROM {table} WHERE xmin::text::bigint >= {since} ORDER BY {key}").format(
            columns=sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in table.columns),
            table=sql.Identifier(table.name),
            since=sql.Literal(since),
            key=sql.SQL(", ").join(map(sql.Identifier, table.key or table.columns[:1])),
        )
        found = self.connection.execute(asked).fetchall()
        return [dict(zip(table.columns, row, strict=True)) for row in found]  # type: ignore[arg-type]


def tables_of(connection: "psycopg.Connection[tuple[object, ...]]") -> list[Table]:
    found: dict[str, Table] = {}
    for name, column, key, unique, made in connection.execute(COLUMNS).fetchall():
        table = found.setdefault(str(name), Table(str(name)))
        table.columns.append(str(column))
        if key:
            table.key.append(str(column))
        if unique:
            table.unique.append(str(column))
        if made:
            table.made.add(str(column))
    return list(found.values())


def one(connection: "psycopg.Connection[tuple[object, ...]]", asked: sql.Composable | str) -> object:
    row = connection.execute(asked).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return row[0]

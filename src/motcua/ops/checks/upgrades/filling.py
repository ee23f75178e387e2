"""Fills tables with many rows that keep every rule of the tables, by what the database's catalogue says of them.

Rows of one number belong together: the tenth applicant is that of the tenth case. Triggers and foreign keys are not
asked while filling; what a check allows is read from the check.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from motcua.base.growing import GROWING
from motcua.ops.checks.upgrades.shapes import AT, OF, SHAPES

BEYOND = 1_000_000_000
"""Numbers of filled rows begin here, beyond those of rows that were there."""
FEW = 2
"""Rows of a table that does not grow, where there are none."""
BEGAN_MS = 1_767_574_800_000
"""Ids hold their moment, as those the city makes (version 7): a case each twenty seconds from 5 January 2026."""
COLUMNS = """
    SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
        a.atthasdef OR a.attidentity <> '' FROM pg_attribute a
    WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
KEYS = """
    SELECT a.attname::text, k.confrelid::regclass::text FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.conrelid = %s::regclass AND k.contype = 'f'
"""
UNIQUE = """
    SELECT array(SELECT a.attname::text FROM unnest(i.indkey::int[]) WITH ORDINALITY AS n(num, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = n.num ORDER BY n.place), i.indisprimary
    FROM pg_index i WHERE i.indrelid = %s::regclass AND i.indisunique ORDER BY i.indisprimary DESC
"""
CHECKS = """
    SELECT a.attname::text, pg_get_constraintdef(k.oid) FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.conrelid = %s::regclass AND k.contype = 'c' AND cardinality(k.conkey) = 1
"""
BESIDE = """
    SELECT c.relname::text, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND NOT i.indisunique
"""
"""Indexes that are faster built than filled row by row."""
NUMBERS = ("bigint", "integer", "smallint")
DIGEST = "[0-9a-f]{64}"


@dataclass
class Column:
    name: str
    kind: str
    nullable: bool
    given: bool
    target: str = ""
    allowed: str = ""
    digest: bool = False

    def __post_init__(self) -> None:
        size = re.search(r"\((\d+)\)", self.kind)
        self.size = int(size.group(1)) if size else 0


@dataclass
class Table:
    name: str
    columns: dict[str, Column]
    unique: list[list[str]]
    primary: str
    told: dict[str, str] = field(default_factory=dict)


class Filler:
    """By an administrator's connection that looks into the city's schema."""

    def __init__(self, connection: psycopg.Connection, rows: int) -> None:
        self.connection, self.rows = connection, rows
        self.tables: dict[str, Table] = {}
        self.filled: set[str] = set()

    def fill_new(self) -> list[str]:
        """Those growing tables that are there and not filled yet; their names."""
        there = self.ask("SELECT relname::text FROM pg_class WHERE oid = to_regclass(relname::text) AND relkind = 'r'")
        new = sorted((GROWING & {name for (name,) in there}) - self.filled)
        for name in new:
            self.fill(name, self.rows)
        return new

    def fill(self, name: str, rows: int) -> None:
        if name in self.filled:
            return
        self.filled.add(name)
        table = self.table(name)
        expressions = {column.name: self.value(table, column) for column in table.columns.values()}
        told = {column: expression for column, expression in expressions.items() if expression}
        with self.connection.transaction():
            for setting in ("session_replication_role TO replica", "maintenance_work_mem TO '512MB'"):
                self.connection.execute(sql.SQL("SET LOCAL " + setting))
            beside = self.ask(BESIDE, name) if rows > FEW else []
            for index, _ in beside:
                self.connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
            self.connection.execute(
                sql.SQL(
                    "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM generate_series(1, %s) AS i"
                ).format(
                    sql.Identifier(name),
                    sql.SQL(", ").join(map(sql.Identifier, told)),
                    sql.SQL(", ").join(sql.SQL(one.replace("%", "%%")) for one in told.values()),
                ),
                [rows],
            )
            for _, made in beside:
                self.connection.execute(sql.SQL(made))
        self.connection.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(name)))

    def table(self, name: str) -> Table:
        if name not in self.tables:
            columns = {row[0]: Column(*row) for row in self.ask(COLUMNS, name)}
            for column, target in self.ask(KEYS, name):
                columns[column].target = target
            for column, text in self.ask(CHECKS, name):
                columns[column].digest |= DIGEST in text
                allowed = re.search(r"= (?:ANY \(\(?ARRAY\[|\(?)\(?'([a-z_/-]+)'", text)
                columns[column].allowed = columns[column].allowed or (allowed.group(1) if allowed else "")
            unique = self.ask(UNIQUE, name)
            primary = next((names[0] for names, is_primary in unique if is_primary), "")
            self.tables[name] = Table(name, columns, [names for names, _ in unique], primary)
            self.tables[name].told = dict(SHAPES.get(name, {}))
        return self.tables[name]

    def value(self, table: Table, column: Column) -> str:
        """The expression of a column; "" where the database gives it by itself."""
        told = table.told.get(column.name, "")
        if told:
            return self.reference(told[1:]) if told.startswith(OF) else told
        if column.name == table.primary:
            return self.key(table)
        if column.target and not column.nullable:
            return self.reference(column.target)
        if column.nullable:
            return "NULL"
        if column.given:
            return ""
        if self.must_vary(table, column):
            return varied(column, table.name)
        return plain(column, table.name)

    def key(self, table: Table) -> str:
        column = table.columns[table.primary]
        if column.target:
            return self.reference(column.target)
        return varied(column, table.name)

    def reference(self, target: str) -> str:
        """That of the same number where the other table grows as well, else the same for all."""
        other = self.table(target)
        if target in GROWING:
            return self.key(other)
        found = self.one(f"SELECT {other.primary}::text FROM {target} LIMIT 1")
        if found is None:
            self.fill(target, FEW)
            found = self.one(f"SELECT {other.primary}::text FROM {target} LIMIT 1")
        return f"'{found}'"

    def must_vary(self, table: Table, column: Column) -> bool:
        """Whether two rows would be the same under a key of which no other column differs."""
        for names in table.unique:
            others = [table.columns[name] for name in names if name != column.name]
            if column.name in names and not any(self.varies(table, other) for other in others):
                return True
        return False

    def varies(self, table: Table, column: Column) -> bool:
        if told := table.told.get(column.name, ""):
            return told.startswith(OF) or bool(re.search(r"\bi\b", told))
        return column.name == table.primary or column.nullable or column.target in GROWING

    def one(self, question: str) -> Any:
        row = self.connection.execute(sql.SQL(question)).fetchone()
        return row[0] if row else None

    def ask(self, question: str, *told: str) -> list[Any]:
        return self.connection.execute(sql.SQL(question), told).fetchall()


def varied(column: Column, table: str) -> str:
    """Another value for each number, the same whenever it is asked for."""
    if column.kind.endswith("[]"):
        return plain(column, table)
    if column.kind == "uuid":
        moment, rest = f"lpad(to_hex({BEGAN_MS} + i * 20000::bigint), 12, '0')", f"md5('{table}' || i)"
        return f"({moment} || '7' || left({rest}, 3) || '8' || right({rest}, 15))::uuid"
    if column.kind in NUMBERS:
        return f"i + {BEYOND}" if column.kind == "bigint" else "i"
    if column.digest or column.size == 64:
        return digest(column, table)
    if column.kind == "text" or column.size:
        return (
            f"md5('{table}.{column.name}' || i)"
            if not 0 < column.size < 32
            else f"lpad(i::text, {min(column.size, 7)}, '0')"
        )
    return plain(column, table)


def digest(column: Column, table: str) -> str:
    return f"md5('{table}.{column.name}' || i) || md5('{column.name}' || i)"


def plain(column: Column, table: str) -> str:
    if column.kind.endswith("[]"):
        return "'{}'"
    if column.digest or (column.size == 64 and not column.allowed):
        return digest(column, table)
    if column.allowed:
        return f"'{column.allowed}'"
    if column.size:
        return f"left('Văn bản số ' || i, {column.size})"
    if column.kind == "uuid":
        return varied(column, table)
    return ORDINARY.get(column.kind, "NULL")


ORDINARY = {
    "text": "'Nội dung của hồ sơ số ' || i",
    "boolean": "false",
    "bigint": "1", "integer": "1", "smallint": "1", "numeric": "1",
    "timestamp with time zone": AT,
    "date": "date '2026-01-05'",
    "time without time zone": "time '08:00'",
    "daterange": "'[2025-07-01,)'::daterange",
    "jsonb": "'{}'",
    "bytea": "'\\x00'",
}  # fmt: skip
"""By the name of the type."""

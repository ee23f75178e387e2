"""How a migration turns a filled table into one kept by year, while the city works.

First what takes long, without keeping anybody from writing: a check that nothing lies beyond the first part, and the
key that holds the time. Then, in one short transaction, the old table becomes the first part of a new one of its
name. No row is moved. Going back means bringing the backup back that `motcua upgrade` makes.

Keys over all years hold the time as well, as PostgreSQL wants it. What is unique without it (the number of an entry,
the key of a message) is unique in each part: the part that follows is made like `_later`, which is like the first.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.utils import OperationalError

from motcua.base.years.parts import FUNCTION, LATER, SPLIT, split_named
from motcua.kernel import clock
from motcua.kernel.database import COMMON, city

TRIES, PAUSE = 15, 1.0
ONE_WAY = "rows of several parts would have to be moved into one table: the way back is the backup `motcua upgrade` makes"
RENAMED = "first"

FUNCTION_SQL = """
CREATE OR REPLACE FUNCTION {name}(whole text, last int) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path TO {path} SET lock_timeout TO '2s' AS $$
DECLARE
    made text[] := '{{}}';
    later text := whole || '_later';
    year int;
    part text;
    column_name text;
    begins timestamptz;
    ends timestamptz;
BEGIN
    column_name := {columns};
    IF column_name IS NULL THEN RAISE EXCEPTION 'years: % is in one piece', whole; END IF;
    SELECT max(substring(c.relname FROM '_([0-9]{{4}})$')::int) INTO STRICT year
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = whole::regclass;
    IF year >= last THEN RETURN made; END IF;
    IF last > extract(year FROM now())::int + 2 THEN
        RAISE EXCEPTION 'years: % is too far ahead', last;
    END IF;
    EXECUTE format('LOCK TABLE ONLY %I IN SHARE UPDATE EXCLUSIVE MODE', whole);
    SELECT max(substring(c.relname FROM '_([0-9]{{4}})$')::int) INTO STRICT year
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = whole::regclass;
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', later);
    WHILE year < last LOOP
        year := year + 1;
        part := whole || '_' || year;
        begins := (year || '-01-01 00:00:00+07')::timestamptz;
        ends := (year + 1 || '-01-01 00:00:00+07')::timestamptz;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, later);
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', later);
        EXECUTE format('WITH home AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) '
            'INSERT INTO %I SELECT * FROM home', later, column_name, begins, column_name, ends, part);
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', later);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', whole, part, begins, ends);
        IF whole = 'ledger_entry' THEN
            EXECUTE format('CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT '
                'EXECUTE FUNCTION {emptied}()', part);
        END IF;
        made := made || part;
    END LOOP;
    RETURN made;
END $$
"""
EMPTIED = "pgtrigger_ledger_entry_not_emptied_ab9b0"
NOBODY_ELSE = "REVOKE ALL ON FUNCTION {name}(text, int) FROM PUBLIC"


def make_function(apps: Any, schema_editor: Any) -> None:
    """The only way by which the application adds a part: it owns no table."""
    columns = " ".join(f"WHEN '{one.table}' THEN '{one.by}'" for one in SPLIT)
    path = f"{city()}, {COMMON}, public, pg_temp"
    text = FUNCTION_SQL.format(name=FUNCTION, path=path, columns=f"CASE whole {columns} END", emptied=EMPTIED)
    for statement in (text, NOBODY_ELSE.format(name=FUNCTION)):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statement)


def prepare(table: str) -> Callable[[Any, Any], None]:
    """Outside of a transaction: the check and the key, both made beside those who write."""

    def run(apps: Any, schema_editor: Any) -> None:
        one = split_named(table)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"SELECT max({one.by}) FROM {table}")
            newest = cursor.fetchone()[0]
            last = last_year(newest)
            for statement in (
                f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_years",
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_years"
                f" CHECK ({one.by} < '{last + 1}-01-01 00:00:00+07') NOT VALID",
                f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_years",
                f"DROP INDEX IF EXISTS {table}_{RENAMED}_pkey",
                f"CREATE UNIQUE INDEX CONCURRENTLY {table}_{RENAMED}_pkey ON {table} (id, {one.by})",
            ):
                cursor.execute(statement)

    return run


def last_year(newest: Any) -> int:
    """The year the first part ends with. In December the next one: nobody's act may meet the border meanwhile."""
    now = clock.today()
    return max(now.year + (now.month == 12), clock.local(newest).year if newest else 0)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Of the table in one piece. `text` makes it again; `mark` is what pgtrigger knows it by."""

    name: str
    text: str
    mark: str
    each_row: bool

    def on(self, whole: str, *parts: str) -> list[str]:
        """On the whole it reaches every row of every part; what stands before a TRUNCATE stands on each part too."""
        marked = [f"COMMENT ON TRIGGER {self.name} ON {whole} IS '{self.mark}'"] if self.mark else []
        beside = [] if self.each_row else [self.text.replace(f" ON {whole} ", f" ON {part} ") for part in parts]
        return [self.text, *marked, *beside]


def triggers_of(cursor: Any, table: str) -> list[Trigger]:
    cursor.execute(
        "SELECT tgname::text, pg_get_triggerdef(oid, true), coalesce(obj_description(oid, 'pg_trigger'), ''),"
        " tgtype & 1 = 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal ORDER BY 1",
        [table],
    )
    return [Trigger(*row) for row in cursor.fetchall()]


def own_numbers(cursor: Any, table: str) -> list[str]:
    """The ids go on from where they are, by a sequence of the whole: an identity cannot be shared among parts."""
    cursor.execute(f"SELECT last_value + is_called::int FROM {table}_id_seq")
    following = cursor.fetchone()[0]
    return [
        f"ALTER TABLE {table} ALTER COLUMN id DROP IDENTITY",
        f"CREATE SEQUENCE {table}_id_seq START {following}",
        f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq')",
    ]


def keys_and_patterns(cursor: Any, table: str) -> list[str]:
    """Drops foreign keys that point here, which cannot point at a part, and the index Django makes beside a key of text,
    for searches by its beginning that nobody makes.
    """
    cursor.execute(
        "SELECT conrelid::regclass::text, conname::text FROM pg_constraint"
        " WHERE confrelid = %s::regclass AND contype = 'f' AND conparentid = 0",
        [table],
    )
    keys = [f'ALTER TABLE {other} DROP CONSTRAINT "{name}"' for other, name in cursor.fetchall()]
    cursor.execute(
        "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = %s::regclass AND c.relname LIKE %s",
        [table, "%_like"],
    )
    return keys + [f"DROP INDEX {name}" for (name,) in cursor.fetchall()]


def lock(cursor: Any, table: str) -> None:
    """Waits a second at a time: whoever comes meanwhile is not kept longer. OperationalError after TRIES."""
    cursor.execute("SET LOCAL lock_timeout TO '1s'")
    for tried in range(TRIES):
        try:
            with transaction.atomic():
                cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            return
        except OperationalError:
            if tried == TRIES - 1:
                raise
            time.sleep(PAUSE)


def split(app: str, model: str, *, sequence: bool = False) -> Callable[[Any, Any], None]:
    """In one transaction: the old table becomes the first part of the new one.

    All that locks the table is said here: models drawn for another step, with the table locked, take longer than it.
    """

    def run(apps: Any, schema_editor: Any) -> None:
        state = apps.get_model(app, model)
        one = split_named(state._meta.db_table)
        with schema_editor.connection.cursor() as cursor:
            lock(cursor, one.table)
            cursor.execute(
                "SELECT substring(pg_get_constraintdef(oid) FROM '''([0-9]{4})-') FROM pg_constraint"
                " WHERE conrelid = %s::regclass AND conname = %s",
                [one.table, f"{one.table}_years"],
            )
            year = int(cursor.fetchone()[0])
            first = one.part(year)
            triggers = triggers_of(cursor, one.table)
            for statement in (
                *(f"DROP TRIGGER {trigger.name} ON {one.table}" for trigger in triggers),
                *keys_and_patterns(cursor, one.table),
                *(own_numbers(cursor, one.table) if sequence else ()),
                f"ALTER TABLE {one.table} DROP CONSTRAINT {one.table}_pkey",
                f"ALTER TABLE {one.table} ADD CONSTRAINT {one.table}_{RENAMED}_pkey PRIMARY KEY USING INDEX"
                f" {one.table}_{RENAMED}_pkey",
                f"ALTER TABLE {one.table} RENAME TO {first}",
                *(f"ALTER INDEX {index.name} RENAME TO {index.name}_{RENAMED}" for index in state._meta.indexes),
                f"CREATE TABLE {one.table} (LIKE {first} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
                f" PARTITION BY RANGE ({one.by})",
                f"ALTER TABLE {one.table} DROP CONSTRAINT {one.table}_years",
                f"ALTER TABLE {one.table} ADD CONSTRAINT {one.table}_pkey PRIMARY KEY (id, {one.by})",
                f"CREATE TABLE {one.part(LATER)} (LIKE {first} INCLUDING ALL)",
                f"ALTER TABLE {one.part(LATER)} DROP CONSTRAINT {one.table}_years",
                f"ALTER TABLE {one.table} ATTACH PARTITION {first}"
                f" FOR VALUES FROM (MINVALUE) TO ('{year + 1}-01-01 00:00:00+07')",
                f"ALTER TABLE {first} DROP CONSTRAINT {one.table}_years",
                f"ALTER TABLE {one.table} ATTACH PARTITION {one.part(LATER)} DEFAULT",
                *(f"ALTER SEQUENCE {one.table}_id_seq OWNED BY {one.table}.id" for _ in range(sequence)),
                *(text for trigger in triggers for text in trigger.on(one.table, first, one.part(LATER))),
            ):
                cursor.execute(statement)
            for index in state._meta.indexes:
                cursor.execute(str(index.create_sql(state, schema_editor)))
            cursor.execute(f"SELECT {FUNCTION}(%s, %s)", [one.table, max(year, clock.today().year + 1)])

    return run

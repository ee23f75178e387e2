"""How a migration changes a filled table beside those who work on it: `class Migration(beside.Migration)`.

Its operations are those `makemigrations` writes; only how PostgreSQL is asked differs. Each statement stands alone,
takes a lock for a moment or one that keeps nobody from writing, and may be said again: a migration that was stopped
halfway begins anew. Tables without rows get Django's own statements.

- an index is built with CONCURRENTLY; one that broke off is dropped first; in a table kept by year, part by part
- a rule (CHECK, foreign key) holds for new rows at once and is proven for old ones afterwards (NOT VALID, VALIDATE)
- a rule written beside a new column is made a rule of its own, so that the column comes without a look at any row
- UNIQUE takes over an index built beside
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations, transaction

PATIENT, QUICK = "0", "1s"
"""For statements that keep nobody waiting while they wait, and for all others."""
PIECE = 100
NAME = r'"?([a-z0-9_]+)"?'
INDEX = re.compile(rf"CREATE (UNIQUE )?INDEX {NAME} ON {NAME} ", re.S)
UNIQUE = re.compile(rf"ALTER TABLE {NAME} ADD CONSTRAINT {NAME} UNIQUE (\([^()]+\))$", re.S)
RULE = re.compile(rf"ALTER TABLE {NAME} ADD CONSTRAINT {NAME} (?:CHECK|FOREIGN KEY) ", re.S)
COLUMN = re.compile(rf"ALTER TABLE {NAME} ADD COLUMN {NAME} ", re.S)
BESIDE_COLUMN = re.compile(r' (CHECK \((?:[^()]|\([^()]*\))+\))(?= CONSTRAINT "|$)')
TYPE = re.compile(rf"ALTER TABLE {NAME} ALTER COLUMN {NAME} TYPE ", re.S)
GONE = (
    ("DROP CONSTRAINT ", "DROP CONSTRAINT IF EXISTS "),
    ("DROP COLUMN ", "DROP COLUMN IF EXISTS "),
    ("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "),
    ("ADD COLUMN ", "ADD COLUMN IF NOT EXISTS "),
)
GONE_BESIDE = "DROP INDEX CONCURRENTLY"
BROKEN = "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(%s) AND NOT indisvalid)"
PARTS = (
    "SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class ON oid = inhparent"
    " WHERE inhparent = to_regclass(%s) AND relkind = 'p' ORDER BY 1"
)


def repeatable(text: str) -> str:
    """Said a second time it changes nothing."""
    for once, again in GONE:
        if again not in text:
            text = text.replace(once, again)
    return text


def pieces(rows: Any, size: int = 0) -> Iterator[list[Any]]:
    """The rows of a query set in the order of their keys, `size` at a time (PIECE), each lot locked in a transaction of
    its own: nobody's act waits for a row longer than a lot takes.
    """
    last = None
    while True:
        with transaction.atomic(using=rows.db):
            beyond = rows.filter(pk__gt=last) if last is not None else rows
            lot = list(beyond.select_for_update(of=("self",)).order_by("pk")[: size or PIECE])
            if not lot:
                return
            yield lot
        last = lot[-1].pk


class AllowNull(migrations.AlterField):
    """In the place of an AlterField that only lets a foreign key be empty: Django would make the key anew."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.say("DROP", app_label, schema_editor, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.say("SET", app_label, schema_editor, to_state)

    def say(self, verb: str, app_label: str, schema_editor: Any, state: Any) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.name).column
        schema_editor.execute(f'ALTER TABLE "{model._meta.db_table}" ALTER COLUMN "{column}" {verb} NOT NULL', None)


class DropPatternIndex(migrations.RunSQL):
    """Lets go of what Django puts beside the index of a unique text, to find it by its beginning, where nobody does."""

    def __init__(self, index: str, table: str, column: str) -> None:
        back = f'CREATE INDEX "{index}" ON "{table}" ("{column}" varchar_pattern_ops)'
        super().__init__([f'{GONE_BESIDE} IF EXISTS "{index}"'], [back])


class Rewrites(TypeError):
    """A change of type writes the whole table anew: add a column, fill it in pieces, let the old one go later."""


class Migration(migrations.Migration):
    atomic = False

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        return self.told(super().apply, project_state, schema_editor, collect_sql)

    def unapply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        return self.told(super().unapply, project_state, schema_editor, collect_sql)

    def told(self, act: Callable[..., Any], state: Any, editor: Any, collect_sql: bool) -> Any:
        said = Said(editor)
        editor.execute = said.execute
        try:
            after = act(state, editor, collect_sql)
            while editor.deferred_sql:
                said.execute(editor.deferred_sql.pop(0), None)
        finally:
            del editor.execute
        return after


class Said:
    """Says each statement of a schema editor in its own way."""

    def __init__(self, editor: Any) -> None:
        self.editor, self.plain = editor, editor.execute

    def execute(self, statement: Any, params: Any = ()) -> None:
        text = str(statement).rstrip("; \n")
        if TYPE.match(text):
            raise Rewrites(text)
        if text.startswith(GONE_BESIDE):
            return self.patiently(text, params)
        for known, act in ((INDEX, self.index), (UNIQUE, self.unique), (RULE, self.rule), (COLUMN, self.column)):
            if found := known.match(text):
                return act(text, params, found)
        return self.plain(repeatable(text), params)

    def index(self, text: str, params: Any, found: re.Match[str]) -> None:
        """In a table kept by year first in each part: the whole one's then only takes them together."""
        unique, name, table = found.groups(default="")
        rest = text[found.end() :]
        parts = self.parts(table) if self.filled(table) else []
        for part in parts:
            self.concurrently(unique, f"{name}_{part.removeprefix(f'{table}_')}", part, rest, params)
        if self.filled(table) and not parts:
            self.concurrently(unique, name, table, rest, params)
        else:
            self.plain(f'CREATE {unique}INDEX IF NOT EXISTS "{name}" ON "{table}" {rest}', params)

    def concurrently(self, unique: str, name: str, table: str, rest: str, params: Any) -> None:
        if self.ask(BROKEN, name):
            self.patiently(f'{GONE_BESIDE} "{name}"', None)
        self.patiently(f'CREATE {unique}INDEX CONCURRENTLY IF NOT EXISTS "{name}" ON "{table}" {rest}', params)

    def unique(self, text: str, params: Any, found: re.Match[str]) -> None:
        table, name, columns = found.groups()
        if self.ask("SELECT EXISTS (SELECT FROM pg_constraint WHERE conname = %s)", name):
            return
        if self.filled(table):
            self.concurrently("UNIQUE ", name, table, columns, params)
            text = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE USING INDEX "{name}"'
        self.plain(text, params)

    def rule(self, text: str, params: Any, found: re.Match[str]) -> None:
        table, name = found.groups()
        text = text.replace(" ADD CONSTRAINT ", f' DROP CONSTRAINT IF EXISTS "{name}", ADD CONSTRAINT ', 1)
        if not self.filled(table):
            return self.plain(text, params)
        self.plain(f"{text} NOT VALID", params)
        self.patiently(f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}"', None)

    def column(self, text: str, params: Any, found: re.Match[str]) -> None:
        table, column = found.groups()
        rules = BESIDE_COLUMN.findall(text)
        self.plain(repeatable(BESIDE_COLUMN.sub("", text)), params)
        for rule in rules:
            self.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_check" {rule}', None)

    def patiently(self, text: str, params: Any) -> None:
        """A statement whose waiting keeps nobody else waiting."""
        self.plain(f"SET lock_timeout TO '{PATIENT}'", None)
        try:
            self.plain(text, params)
        finally:
            self.plain(f"SET lock_timeout TO '{QUICK}'", None)

    def filled(self, table: str) -> bool:
        return bool(self.ask(f'SELECT EXISTS (SELECT FROM "{table}")'))

    def parts(self, table: str) -> list[str]:
        with self.editor.connection.cursor() as cursor:
            cursor.execute(PARTS, [table])
            return [name for (name,) in cursor.fetchall()]

    def ask(self, question: str, *told: str) -> Any:
        with self.editor.connection.cursor() as cursor:
            cursor.execute(question, told)
            return cursor.fetchone()[0]

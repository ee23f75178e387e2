"""All rows of all tables, and what a run adds and takes away, told without what is drawn anew each time."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

Rows = Counter[tuple[str, str]]
Change = tuple[Rows, Rows]
"""The rows that came and those that went."""
NOTHING: Change = (Counter(), Counter())
LIMIT = 400
"""Tables with more rows before the first act hold facts of the nation, which no act writes."""

TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1
"""
OUTSIDE = {"access_throttle", "access_apitoken", "desk_presence", "procrastinate_events"}
"""Written beside a request whatever comes of it, and the queue's own diary."""
NOT_TOLD = {"ledger_entry": ["id", "xid"], "django_session": ["session_data", "expire_date"]}
DRAWN = (
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<digest>"),
    (re.compile(r"\\\\x[0-9a-f]+"), "<sealed>"),
    (re.compile(r'"facts": "[A-Za-z0-9+/=]{60,}"'), '"facts": "<sealed>"'),
    (re.compile(r"\$1\$[A-Za-z0-9+/=]+"), "<sealed>"),
    (re.compile(r"NOP(-[0-9A-Z]{4}){2}-[0-9A-Z]{2}"), "<filing>"),
    (re.compile(r"-\d{6}-\d{4}\b"), "-<code>"),
    (re.compile(r"\b\d+/(KQ|HDHS)"), r"<number>/\1"),
    (re.compile(r'"(id|last|job_id|size|size_bytes)": \d+'), r'"\1": "<number>"'),
    (re.compile(r'"register_entry": "\d+"'), "<entry>"),
    (re.compile(r"mot-lan-\d+"), "<key>"),
)
Ask = Callable[[str], list[Any]]


def own(sql: str) -> list[Any]:
    """By the connection of the act itself, which sees what is not committed."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


class Tables:
    """The tables that acts may write, seen by an observer with a connection of its own."""

    def __init__(self) -> None:
        names = [name for (name,) in own(TABLES)]
        sizes = own(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names))
        small = [name for name, count in sizes if count <= LIMIT and name not in OUTSIDE]
        self.sql = " UNION ALL ".join(rows_of(name) for name in small)
        connection.ensure_connection()
        self.observer = psycopg.connect(**connection.get_connection_params(), autocommit=True)

    def seen(self, sql: str) -> list[Any]:
        return list(self.observer.execute(sql).fetchall())

    def close(self) -> None:
        self.observer.close()

    def look(self, ask: Ask | None = None) -> Rows:
        return Counter((name, row) for name, row in (ask or self.seen)(self.sql))


def rows_of(name: str) -> str:
    gone = "".join(f" - '{column}'" for column in NOT_TOLD.get(name, ()))
    return f"SELECT '{name}', (to_jsonb(t){gone})::text FROM \"{name}\" t"


def change(before: Rows, after: Rows) -> Change:
    return masked(after - before), masked(before - after)


def masked(rows: Rows) -> Rows:
    found: Rows = Counter()
    for (name, row), times in rows.items():
        for pattern, word in DRAWN:
            row = pattern.sub(word, row)
        found[name, row] += times
    return found


def without(told: Change, loose: int) -> Change:
    """The change but for so many rows of files nobody names, which a sweep takes later."""
    came, went = told
    kept = Counter(came)
    for key in [key for key in kept if key[0] == "files_storedfile"]:
        kept[key] -= loose
    return +kept, went


def told(wanted: Change, found: Change) -> str:
    """The difference, for whoever reads a failure."""
    lines = []
    for word, one, other in zip(("came", "went"), wanted, found, strict=True):
        lines += [f"missing among what {word}: {row}" for row in one - other]
        lines += [f"too much among what {word}: {row}" for row in other - one]
    return "\n".join(lines)

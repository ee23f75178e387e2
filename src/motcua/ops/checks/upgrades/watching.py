"""What people at work feel of a migration: the locks it holds, seen from beside, and the waits of somebody who tries.

Both run as threads with connections of their own. A probe asks for what an act asks for: the right to write into the
table, and one row of it for itself.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

HELD = """
    SELECT c.relname::text, l.mode, l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.granted AND c.relkind IN ('r', 'p') AND a.usename::text LIKE '%%_owner'
        AND l.mode = ANY(%s) AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
STRONG = ("ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock")
"""Keep somebody from writing; in this order of strength."""
EVERY, PAUSE = 0.01, 0.05
PROBERS = 4


@dataclass
class Felt:
    """Of one migration: by table the strongest lock and its seconds, and the longest wait of a probe in seconds."""

    locks: dict[str, tuple[str, float]] = field(default_factory=dict)
    waits: dict[str, float] = field(default_factory=dict)

    def held(self, table: str, mode: str, seconds: float) -> None:
        known, longest = self.locks.get(table, (mode, 0.0))
        self.locks[table] = (max(known, mode, key=STRONG.index), max(longest, seconds))

    def waited(self, table: str, seconds: float) -> None:
        self.waits[table] = max(self.waits.get(table, 0.0), seconds)


class Watch:
    """What is felt meanwhile goes to `felt`, which whoever watches changes between migrations."""

    def __init__(self, admin_url: str, schema: str) -> None:
        self.admin_url, self.schema = admin_url, schema
        self.felt = Felt()
        self.tables: Sequence[str] = ()
        self.over = threading.Event()
        self.failed: list[str] = []

    @contextmanager
    def watching(self) -> Iterator["Watch"]:
        threads = [threading.Thread(target=self.run, args=(self.look,), daemon=True)]
        threads += [
            threading.Thread(target=self.run, args=(self.probe, place), daemon=True) for place in range(PROBERS)
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.over.set()
            for thread in threads:
                thread.join(10)

    def run(self, what: Callable[..., None], *told: int) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(self.schema)))
            try:
                what(connection, *told)
            except psycopg.Error as error:
                self.failed.append(str(error))

    def look(self, connection: psycopg.Connection) -> None:
        """A lock is held from when it was first seen until it was last seen."""
        began: dict[tuple[str, str, int], float] = {}
        while not self.over.is_set():
            felt, now = self.felt, time.monotonic()
            seen = set(connection.execute(HELD, [list(STRONG)]).fetchall())
            began = {one: began.get(one, now) for one in seen}
            for (table, mode, _), since in began.items():
                felt.held(table, mode, time.monotonic() - since)
            self.over.wait(EVERY)

    def probe(self, connection: psycopg.Connection, place: int) -> None:
        while not self.over.is_set():
            for table in self.tables[place::PROBERS]:
                felt, began = self.felt, time.monotonic()
                try:
                    self.act(connection, table)
                except psycopg.errors.UndefinedTable:
                    continue
                felt.waited(table, time.monotonic() - began)
            self.over.wait(PAUSE)

    def act(self, connection: psycopg.Connection, table: str) -> None:
        name = sql.Identifier(table)
        page = random.randrange(1000)
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("LOCK TABLE ONLY {} IN ROW EXCLUSIVE MODE").format(name))
            connection.execute(
                sql.SQL("SELECT FROM {} WHERE ctid >= {} AND ctid < {} LIMIT 1 FOR UPDATE").format(
                    name, sql.Literal(f"({page},0)"), sql.Literal(f"({page + 1},0)")
                )
            )

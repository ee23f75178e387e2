"""Statements that are planned once and for all: thinking how to join eight tables takes longer than joining them.

PostgreSQL plans a prepared statement anew for each execution as long as it holds a plan for these very values to be so
much cheaper that thinking pays; what thinking costs it guesses far too low where many tables are joined. Of the counts
above a work list it spent nine tenths of its time so, for the plan it had found before (decision 38).
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

KEEP = "SET LOCAL plan_cache_mode = force_generic_plan"


def fetched(connection: BaseDatabaseWrapper, sql: str, params: tuple[Any, ...]) -> list[Any]:
    """All rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[Any] = cursor.fetchall()
        return found


def fetched_by_kept_plan(connection: BaseDatabaseWrapper, sql: str, params: tuple[Any, ...]) -> list[Any]:
    """All rows, by the plan PostgreSQL made for any values: for statements with one good way.

    In a transaction of its own, begun and ended in the same round trip. Within another as `fetched`: the plans of what
    follows there are its own matter.
    """
    if connection.in_atomic_block:
        return fetched(connection, sql, params)
    connection.ensure_connection()
    asked = connection.connection
    with connection.wrap_database_errors, asked.pipeline(), asked.transaction():
        asked.execute(KEEP)
        return fetched(connection, sql, params)

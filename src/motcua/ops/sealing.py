"""What stood plain when its column began to be sealed is sealed by the worker, while the city works.

In turns of a few seconds, BATCH rows at a time, each row in a statement of its own transaction and only if nobody
changed it since it was read: killed anywhere, the next turn goes on, and nobody waits for more than a batch. Rows not
sealed yet stand in an index of their own, so a turn that finds none asks each table once and costs next to nothing.

Code of before reads what is plain and no seals. So nothing is sealed here until SETTLED after the tables were changed,
when the city has long been handed over to new processes.
"""

import time
from collections import Counter
from datetime import timedelta
from typing import Any

import psycopg
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from motcua.kernel import clock
from motcua.ops.sealed import Row, Table, anew, plain_rows, tables, write

BATCH = 200
TURN_SECONDS = 20.0
SETTLED = timedelta(hours=1)
LAST_CHANGE = ("cases", "0022_find_what_still_stands_plain")
"""The migration from which on code of before is about to go."""


def settled() -> bool:
    """Whether the tables were changed long enough ago."""
    app, name = LAST_CHANGE
    applied = MigrationRecorder.Migration.objects.filter(app=app, name=name)
    return applied.filter(applied__lte=clock.now() - SETTLED).exists()


def seal_plain(seconds: float = TURN_SECONDS) -> Counter[str]:
    """One turn: how many rows were sealed, by table. What no turn can seal is passed over within it."""
    done: Counter[str] = Counter()
    until = time.monotonic() + seconds
    connection.ensure_connection()
    for table in tables():
        while table.in_place and time.monotonic() < until:
            rows = plain_rows(connection.connection, table, BATCH)
            sealed = _seal(connection.connection, table, rows)
            done[table.name] += sealed
            if len(rows) < BATCH or not sealed:
                break
    return +done


def _seal(raw: psycopg.Connection[Any], table: Table, rows: list[Row]) -> int:
    fresh = [new for row in rows if (new := anew(table, row, lambda: None))]
    return write(raw, table, fresh) if fresh else 0

"""What a case takes on disk: tables, indexes, write-ahead log and ledger entries of a simulated city, per case.

A small city writes more log per case than a large one: after each checkpoint the first change of a page writes it
whole, and a small city's few pages are all changed again and again.
"""

from datetime import timedelta

import psycopg

from motcua.kernel import clock
from motcua.kernel.database import city
from motcua.ops import postgres
from motcua.ops.simulator.running import Order, simulate

DAYS, SHOWN = 90, 12
SIZES = (
    "SELECT coalesce(whole.relname, c.relname)::text, sum(pg_table_size(c.oid))::bigint,"
    " sum(pg_indexes_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class whole ON whole.oid = i.inhparent"
    " WHERE n.nspname = %s AND c.relkind = 'r' GROUP BY 1"
)
"""A table kept by year is told as one."""
WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
CASES = "SELECT count(*) FROM {}.cases_case WHERE submitted_at IS NOT NULL"
ENTRIES = "SELECT count(*) FROM {}.ledger_entry"

Sizes = dict[str, tuple[int, int]]


def check(server: postgres.Server, cases: int) -> dict[str, object]:
    """Figures of a city of `cases` made-up cases; "ok" where every act of the simulation was done."""
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        before, log = sizes(connection), number(connection, WRITTEN)
        found = simulate(Order(DAYS, cases, 1, clock.today() - timedelta(days=1), 2))
        log = number(connection, WRITTEN) - log
        connection.execute("VACUUM ANALYZE")
        filed, entries = (number(connection, text.format(city())) for text in (CASES, ENTRIES))
        tables = per_case(before, sizes(connection), filed)
    largest = sorted(tables, key=lambda name: -sum(tables[name]))[:SHOWN]
    return {
        "ok": not found["failed"] and filed > 0,
        "cases": filed,
        "table_bytes": round(sum(table for table, _ in tables.values())),
        "index_bytes": round(sum(index for _, index in tables.values())),
        "log_bytes": round(log / max(1, filed)),
        "ledger_entries": round(entries / max(1, filed), 1),
        "largest": {name: f"{tables[name][0]:.0f} + {tables[name][1]:.0f}" for name in largest},
    }


def sizes(connection: psycopg.Connection) -> Sizes:
    return {name: (table, index) for name, table, index in connection.execute(SIZES, [city()]).fetchall()}


def per_case(before: Sizes, after: Sizes, cases: int) -> dict[str, tuple[float, float]]:
    """By table, how much it and its indexes grew for each case."""
    grown = {}
    for name, (table, index) in after.items():
        old = before.get(name, (0, 0))
        grown[name] = ((table - old[0]) / max(1, cases), (index - old[1]) / max(1, cases))
    return grown


def number(connection: psycopg.Connection, question: str) -> int:
    row = connection.execute(question.encode()).fetchone()
    return int(row[0]) if row else 0

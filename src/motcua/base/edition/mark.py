"""The mark of the edition, as the transaction that asks sees it."""

from django.db import connection, transaction

EDITION_SQL = """
SELECT concat_ws(':', (SELECT digest FROM calendars_version ORDER BY number DESC LIMIT 1),
    max(id), sum(id), extract(epoch FROM max(at)))
FROM edition_change
"""
RENEW = "INSERT INTO edition_change (at, what) VALUES (now(), 'sweep') RETURNING id"
SWEEP = "DELETE FROM edition_change WHERE id < %s"
MANY = 500
"""So many rows are counted together in no time."""


def edition() -> str:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(EDITION_SQL)
        return str(cursor.fetchone()[0])


@transaction.atomic
def sweep(most: int = MANY) -> int:
    """Where there are more rows: a new edition of the same, without them; how many went."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM edition_change")
        if cursor.fetchone()[0] <= most:
            return 0
        cursor.execute(RENEW)
        cursor.execute(SWEEP, cursor.fetchone())
        return int(cursor.rowcount)

"""Numbers of papers without a gap, per agency, book and year.

The lock protocol, in words. What is scarce is the next number of a book. Each book has one row in
`documents_numberbook` that holds the number given last. Taking a number moves that row forward by one, in one
statement, inside the transaction of the act that uses the number; the row stays locked until that transaction ends.
So a second act on the same book waits and then gets the following number, and an act that rolls back gives its number
back with everything else: no number is lost and none is given twice. The first number of a book inserts its row; of
two that come together one waits on the unique key and then finds the other's row.

Order: an act locks its own rows (the case) first, then takes numbers, then appends to the ledger; one that takes from
several books does so in the order of their keys. The loser waits at most `lock_timeout`, then hears that the system
is busy.
"""

from django.db import connection
from django.db.transaction import TransactionManagementError

TAKE = """
INSERT INTO documents_numberbook AS known (agency_identifier, book, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (agency_identifier, book, year) DO UPDATE SET last = known.last + 1
RETURNING last
"""


def take_number(*, agency_identifier: str, book: str, year: int) -> int:
    """The next number of the agency's book of that year, from 1. TransactionManagementError outside a transaction."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("a number is taken in the transaction of the act that uses it")
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [agency_identifier, book, year])
        taken: int = cursor.fetchone()[0]
    return taken

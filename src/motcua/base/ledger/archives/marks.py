"""What stays behind of entries in an archive: the ends of each subject's runs, and hashes under seals that also stand
for entries that are here. Each kind of mark as lines of one order, so that its hash can be signed.
"""

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction

from motcua.base.ledger.archives.content import line

CHUNK = 2000

SEGMENTS = """
SELECT subject_kind, subject_id, min(number) AS first, max(number) AS last, min(id) AS first_id, max(id) AS last_id,
    (array_agg(previous_hash ORDER BY number))[1] AS previous_hash, (array_agg(hash ORDER BY number DESC))[1] AS hash
FROM (
    SELECT subject_kind, subject_id, number, id, previous_hash, hash,
        number - row_number() OVER (PARTITION BY subject_kind, subject_id ORDER BY number) AS run
    FROM {part}
) AS entry
GROUP BY subject_kind, subject_id, run
"""
IN_ORDER = ' ORDER BY subject_kind COLLATE "C", subject_id COLLATE "C", first'
LEAVES = "SELECT xid, id, hash FROM {part} WHERE (xid, id) > (%s, %s) AND (xid, id) <= (%s, %s)"

LEFT_SEGMENTS = f"""
SELECT subject_kind, subject_id, first, last, first_id, last_id, previous_hash, hash
FROM ledger_segment WHERE archive_id = %s{IN_ORDER}
"""
LEFT_LEAVES = "SELECT xid, entry_id, hash FROM ledger_leaf WHERE archive_id = %s ORDER BY xid, entry_id"

KEEP_SEGMENTS = """
INSERT INTO ledger_segment
    (archive_id, subject_kind, subject_id, first, last, first_id, last_id, previous_hash, hash)
SELECT %s, marks.* FROM ({found}) AS marks
"""
KEEP_LEAVES = "INSERT INTO ledger_leaf (archive_id, xid, entry_id, hash) SELECT %s, leaf.* FROM ({found}) AS leaf"


def segments_of(part: str) -> Iterator[bytes]:
    """The runs of each subject's entries in a part, as lines."""
    return lines_of(SEGMENTS.format(part=part) + IN_ORDER, ())


def leaves_of(part: str, after: tuple[int, int], upto: tuple[int, int]) -> Iterator[bytes]:
    """The entries of a part under one seal, as lines."""
    return lines_of(LEAVES.format(part=part) + " ORDER BY xid, id", (*after, *upto))


def left(number: int) -> tuple[str, str]:
    """The hashes of the segments and the leaves one archive left here."""
    segments, leaves = (lines_of(text, (number,)) for text in (LEFT_SEGMENTS, LEFT_LEAVES))
    return digest(segments), digest(leaves)


def digest(lines: Iterator[bytes]) -> str:
    return summed(lines)[1]


def summed(lines: Iterator[bytes]) -> tuple[int, str]:
    """How many, and the SHA-256 over them."""
    count, total = 0, hashlib.sha256()
    for one in lines:
        count += 1
        total.update(one)
    return count, total.hexdigest()


def keep(number: int, part: str, seals: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Leave the marks of a part here, under the number of its archive; `seals` are the ends of those that are mixed."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_SEGMENTS.format(found=SEGMENTS.format(part=part)), [number])
        for after, upto in seals:
            cursor.execute(KEEP_LEAVES.format(found=LEAVES.format(part=part)), [number, *after, *upto])


def drop(number: int) -> None:
    with connection.cursor() as cursor:
        for table in ("ledger_segment", "ledger_leaf"):
            cursor.execute(f"DELETE FROM {table} WHERE archive_id = %s", [number])


def lines_of(text: str, values: tuple[int, ...]) -> Iterator[bytes]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(text, values)
        while rows := cursor.fetchmany(CHUNK):
            yield from map(line, rows)

"""Parts made before they are needed, and how it stands with them."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from motcua.base.years.parts import FUNCTION, LATER, SPLIT, year_of
from motcua.kernel import clock

SOON = timedelta(days=31)
"""A part that is not there a month before its year begins is missing: the job makes it a whole year ahead."""

ASKED = """
SELECT (SELECT min(last) FROM (
    SELECT coalesce(max(substring(part.relname FROM '_([0-9]{4})$')::int), 0) AS last
    FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
    WHERE inhparent = ANY(ARRAY[%s, %s, %s]::regclass[]) GROUP BY inhparent
) AS each)
""" + "".join(f", EXISTS (SELECT FROM {one.part(LATER)})" for one in SPLIT)


@dataclass(frozen=True, slots=True)
class Standing:
    """`until`: the last year every table has a part for; `astray`: tables with rows that belong to no year there is."""

    until: int
    astray: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether rows of the next month would go astray."""
        return self.until < year_of(clock.now() + SOON)


def standing() -> Standing:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [one.table for one in SPLIT])
        until, *filled = cursor.fetchone()
    return Standing(until, tuple(one.table for one, rows in zip(SPLIT, filled, strict=True) if rows))


def make_ahead() -> tuple[str, ...]:
    """The parts of this year and the next where they are missing, made by a function of the tables' owner; which.

    Rows that went astray for want of a part come home. It waits for nobody longer than two seconds: then the
    database's LockNotAvailable goes to the caller, and the job comes again.
    """
    year = clock.today().year + 1
    with connection.cursor() as cursor:
        made: list[str] = []
        for one in SPLIT:
            cursor.execute(f"SELECT {FUNCTION}(%s, %s)", [one.table, year])
            made += cursor.fetchone()[0]
    return tuple(made)

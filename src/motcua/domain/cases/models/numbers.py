"""The counter behind legal case codes: one row per receiving unit and day.

Lock protocol. What is scarce: the next number of a unit's day. The accepting transaction inserts or increments the
unit's row with one `INSERT … ON CONFLICT DO UPDATE … RETURNING`; that row stays locked until the transaction ends.
A second acceptance of the same unit waits for it; other units never meet. If the first rolls back, its number was
never used and the next one gets it: no gaps, no doubles. The case row is always locked before the counter row.
"""

from datetime import date

from django.db import connection, models

from motcua.kernel.privacy import plain


class CodeCounter(models.Model):
    id = plain(models.BigAutoField(primary_key=True))
    unit = plain(models.CharField(max_length=35))
    day = plain(models.DateField())
    last = plain(models.PositiveIntegerField())

    class Meta:
        db_table = "cases_code_counter"
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="code_counter_once")]

    @classmethod
    def next_number(cls, unit: str, day: date) -> int:
        """The next number of the day for `unit`, from 1, kept only if the surrounding transaction commits."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_code_counter (unit, day, last) VALUES (%s, %s, 1)"
                " ON CONFLICT (unit, day) DO UPDATE SET last = cases_code_counter.last + 1 RETURNING last",
                [unit, day],
            )
            return int(cursor.fetchone()[0])

"""How far each subscriber has read, and what it could not digest."""

from django.db import models

from motcua.base.ledger.models.entry import Entry
from motcua.kernel.privacy import personal, plain


class Cursor(models.Model):
    """Everything up to (`xid`, `entry_id`) has been handled or set aside.

    While the next entry fails, `attempts` counts how often and `retry_at` says when it is tried again.
    """

    subscriber = plain(models.TextField(primary_key=True))
    xid = plain(models.BigIntegerField(default=0))
    entry_id = plain(models.BigIntegerField(default=0))
    attempts = plain(models.PositiveSmallIntegerField(default=0))
    retry_at = plain(models.DateTimeField(null=True))
    error = personal(models.TextField(default=""))

    class Meta:
        db_table = "ledger_cursor"

    def __str__(self) -> str:
        return f"{self.subscriber} at {self.xid}/{self.entry_id}"


class SetAside(models.Model):
    """An entry a subscriber failed on again and again; kept in sight until it is handled after all.

    The database keeps no reference: the key of entries, which are kept by year, holds their time as well.
    """

    id = plain(models.BigAutoField(primary_key=True))
    subscriber = plain(models.TextField())
    entry = plain(models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_constraint=False))
    error = personal(models.TextField())
    set_aside_at = plain(models.DateTimeField())
    handled_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "ledger_setaside"
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "entry"], name="ledger_setaside_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: entry {self.entry_id}"

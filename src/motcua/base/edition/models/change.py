"""The changes that make editions."""

from django.db import models

from motcua.kernel.privacy import plain


class Change(models.Model):
    """One statement that wrote to something watched; `what` is the table. Written by triggers, swept now and then."""

    id = plain(models.BigAutoField(primary_key=True))
    at = plain(models.DateTimeField())
    what = plain(models.CharField(max_length=63))

    class Meta:
        db_table = "edition_change"

    def __str__(self) -> str:
        return f"{self.pk}: {self.what}"

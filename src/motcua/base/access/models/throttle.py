"""How often somebody tried lately."""

from django.db import models

from motcua.kernel.privacy import plain


class Throttle(models.Model):
    """One window of tries. `key` is a keyed digest, so the table holds no address and no code."""

    key = plain(models.CharField(max_length=64, primary_key=True))
    started_at = plain(models.DateTimeField())
    ends_at = plain(models.DateTimeField())
    tries = plain(models.PositiveIntegerField())

    class Meta:
        db_table = "access_throttle"
        indexes = [models.Index(fields=["ends_at"], name="access_throttle_over")]

    def __str__(self) -> str:
        return f"{self.tries} since {self.started_at}"

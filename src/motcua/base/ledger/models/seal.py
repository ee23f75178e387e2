"""The seals of the ledger, as the database knows them; the same lie outside it as files."""

import json

import pgtrigger
from django.db import models

from motcua.base.ledger.seals.content import Seal as Content
from motcua.kernel.privacy import plain


class Seal(models.Model):
    """`body` is what was signed, to the byte."""

    append_only = True

    number = plain(models.BigIntegerField(primary_key=True))
    at = plain(models.DateTimeField())
    body = plain(models.TextField())
    signature = plain(models.CharField(max_length=128))

    class Meta:
        db_table = "ledger_seal"
        ordering = ["number"]
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1), name="ledger_seal_number_from_one")]
        triggers = [pgtrigger.Protect(name="ledger_seal_unchanged", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"seal {self.number}"

    @property
    def content(self) -> Content:
        """ValueError where the row is no seal (any more)."""
        try:
            return Content.of(json.loads(self.body))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(self.number) from error

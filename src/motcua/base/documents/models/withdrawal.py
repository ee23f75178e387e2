"""A paper taken back before it reached anybody: it stays as it was given out, and is in force no more."""

from django.db import models

from motcua.base.documents.models.document import Document
from motcua.kernel.privacy import plain


class Withdrawal(models.Model):
    """Written in the act that takes the paper back. Whoever checks the paper by its code hears of it."""

    append_only = True

    document = plain(models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="withdrawal"))
    withdrawn_at = plain(models.DateTimeField())

    class Meta:
        db_table = "documents_withdrawal"

    def __str__(self) -> str:
        return f"{self.document_id} {self.withdrawn_at}"

"""Whose file it is: a file sent through the API can be put on a case only by the account that sent it."""

from django.db import models

from motcua.base.access.models import Account
from motcua.base.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.privacy import plain


class Upload(models.Model):
    """A stored file and the account that sent it."""

    file = plain(models.OneToOneField(StoredFile, on_delete=models.PROTECT, primary_key=True, related_name="+"))
    account = plain(models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+"))
    created_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "api_upload"

    def __str__(self) -> str:
        return str(self.pk)

"""Files sent ahead of the case they belong to."""

from django.db import models

from motcua.base.access.models import Account
from motcua.base.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Upload(models.Model):
    """A stored file that its sender, and nobody else, may put on a case."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+"))
    file = plain(models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+"))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))

    class Meta:
        db_table = "api_upload"
        indexes = [models.Index(fields=["created_at"], name="api_upload_by_age")]

    def __str__(self) -> str:
        return str(self.id)

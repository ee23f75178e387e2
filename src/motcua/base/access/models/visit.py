"""Which sessions of an account are open, so that its person can see them and end one."""

from django.db import models

from motcua.base.access.models.account import Account
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Visit(models.Model):
    """One session: the device in plain words and half an address. Of another `rights_version` it is over."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+"))
    session_key = plain(models.CharField(max_length=40, unique=True))
    rights_version = plain(models.PositiveIntegerField())
    device = personal(models.CharField(max_length=60))
    place = personal(models.CharField(max_length=40))
    began_at = plain(models.DateTimeField(default=clock.now))
    seen_at = plain(models.DateTimeField(default=clock.now))
    ends_at = plain(models.DateTimeField())

    class Meta:
        db_table = "access_visit"
        indexes = [models.Index(fields=["ends_at"], name="access_visit_over")]

    def __str__(self) -> str:
        return str(self.pk)

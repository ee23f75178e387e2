"""Who has a case open right now."""

from django.db import models

from motcua.base.access.models import Account
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Presence(models.Model):
    """One official at one case. `act` names the form that stands open. Worthless some seconds after `seen_at`."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, models.CASCADE, related_name="+"))
    case = plain(models.ForeignKey("cases.Case", models.CASCADE, related_name="+"))
    name = personal(models.TextField())
    act = plain(models.CharField(max_length=20, blank=True))
    seen_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "desk_presence"
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="desk_presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="desk_presence_by_age")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seen_at}"

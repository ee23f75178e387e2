"""What was answered to a request that may come again."""

from django.db import models
from django.db.models import Q

from motcua.base.access.models import Account
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class IdempotencyKey(models.Model):
    """One acted-on request of an account. `request_digest`: SHA-256 of method, path and content.

    The row is written in the transaction of the act, so that it is there exactly when the act is. `status` and `body`
    are empty only inside that transaction.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+"))
    key = plain(models.CharField(max_length=200))
    request_digest = plain(models.CharField(max_length=64))
    status = plain(models.PositiveSmallIntegerField(null=True))
    body = personal(models.JSONField(null=True))
    created_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "api_idempotency_key"
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="api_idempotency_key_once"),
            models.CheckConstraint(
                name="api_idempotency_key_answered_whole",
                condition=Q(status=None, body__isnull=True) | Q(status__isnull=False, body__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="api_idempotency_key_by_age")]

    def __str__(self) -> str:
        return str(self.pk)

"""What was answered to whom, so that a request sent twice acts once."""

from django.db import models
from django.db.models import Q

from motcua.base.access.models import Account
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class IdempotencyKey(models.Model):
    """One request that changed something, written in the same transaction as the change.

    `digest` is the SHA-256 of method, address, precondition and body. `status` and `answer` are null only inside the
    transaction that acts; answers hold codes and moments, no personal data.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+"))
    key = plain(models.CharField(max_length=255))
    digest = plain(models.CharField(max_length=64))
    status = plain(models.PositiveSmallIntegerField(null=True))
    answer = plain(models.JSONField(null=True))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))

    class Meta:
        db_table = "api_idempotency_key"
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="api_key_once_per_account"),
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="api_key_digest"),
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(status__gte=200, status__lt=300), name="api_key_success_only"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="api_key_by_age")]

    def __str__(self) -> str:
        return f"{self.status} {self.created_at}"

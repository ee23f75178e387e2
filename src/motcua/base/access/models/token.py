"""Keys for machines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.base.access.models.account import Account
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class ApiToken(models.Model):
    """A 256-bit secret of an account, of which only the SHA-256 is kept. `scopes` are names of permissions.

    `per_minute`: so many requests within a minute of the clock; None for as many as the city lets every token ask.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+"))
    name = plain(models.CharField(max_length=120))
    digest = plain(models.CharField(max_length=64, unique=True))
    scopes = plain(ArrayField(models.CharField(max_length=60)))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))
    expires_at = plain(models.DateTimeField(null=True))
    revoked_at = plain(models.DateTimeField(null=True))
    last_used_at = plain(models.DateTimeField(null=True))
    per_minute = plain(models.PositiveIntegerField(null=True))

    class Meta:
        db_table = "access_apitoken"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=models.F("created_at")),
                name="access_apitoken_expires_later",
            ),
            models.CheckConstraint(
                condition=models.Q(per_minute__isnull=True) | models.Q(per_minute__gt=0),
                name="access_apitoken_asks_sometimes",
            ),
        ]

    def __str__(self) -> str:
        return self.name

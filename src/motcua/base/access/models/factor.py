"""What officials prove with besides the password: a code of an app, passkeys, codes on paper; and who must."""

from django.db import models

from motcua.base.access.models.account import Account
from motcua.base.access.vault import SealedTextField
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class CodeApp(models.Model):
    """An app that shows six digits (RFC 6238), one for an account. No code up to `last_step` counts again."""

    account = plain(models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+"))
    secret = personal(SealedTextField())
    last_step = plain(models.BigIntegerField())
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))
    last_used_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "access_codeapp"

    def __str__(self) -> str:
        return f"app of {self.account_id}"


class Passkey(models.Model):
    """A key on a device of the account. The house knows its public half; `signs` is the counter it last told."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+"))
    name = personal(models.CharField(max_length=60))
    credential_id = plain(models.BinaryField(unique=True))
    credential = plain(models.BinaryField())
    signs = plain(models.BigIntegerField())
    synced = plain(models.BooleanField())
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))
    last_used_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "access_passkey"
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="access_passkey_has_name")]

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryCode(models.Model):
    """A code on paper for the day the device is lost: a keyed digest, gone when used."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+"))
    digest = plain(models.CharField(max_length=64, unique=True))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))

    class Meta:
        db_table = "access_recoverycode"

    def __str__(self) -> str:
        return f"recovery of {self.account_id}"


class FactorRule(models.Model):
    """Whether a role must have a second factor, and how many days after `set_at` (or a new account) at the latest."""

    role = plain(models.CharField(max_length=40, primary_key=True))
    required = plain(models.BooleanField())
    grace_days = plain(models.PositiveSmallIntegerField())
    set_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "access_factorrule"
        constraints = [
            models.CheckConstraint(condition=models.Q(grace_days__lte=365), name="access_factorrule_within_a_year")
        ]

    def __str__(self) -> str:
        return self.role

"""Who can sign in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from motcua.base.access.vault import SealedInPlaceField, some_plain
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain
from motcua.kernel.words import Words


class AccountKind(models.TextChoices):
    CITIZEN = "citizen"
    OFFICIAL = "official"
    MACHINE = "machine"

    @property
    def words(self) -> Words:
        return KIND_WORDS[self]


KIND_WORDS = {
    AccountKind.CITIZEN: Words("Người dân", "Citizen"),
    AccountKind.OFFICIAL: Words("Cán bộ", "Official"),
    AccountKind.MACHINE: Words("Hệ thống ngoài", "Outside system"),
}


class AccountManager(BaseUserManager["Account"]):
    def create_account(
        self,
        username: str,
        *,
        kind: str,
        password: str | None = None,
        email: str = "",
        must_change_password: bool = False,
        **fields: Any,
    ) -> "Account":
        """A new account; without a password it can only be used through an identity provider or a token."""
        account = self.model(
            username=normal_username(username),
            kind=kind,
            email=self.normalize_email(email),
            must_change_password=must_change_password,
            **fields,
        )
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=normal_username(username or ""))


def normal_username(username: str) -> str:
    """Lower case, composed characters, no spaces around: the same name typed twice is the same account."""
    return AbstractBaseUser.normalize_username(username).strip().lower()


class Account(AbstractBaseUser):
    """A way in, for one citizen, official or machine. What it may do follows from the person's posts, not from here.

    `rights_version` rises when rights, password or activity change; every open session of the account then ends.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    username = personal(models.CharField(max_length=150, unique=True))
    password = personal(models.CharField(max_length=128))
    email = personal(SealedInPlaceField(blank=True, default=""))
    kind = plain(models.CharField(max_length=8, choices=AccountKind.choices))
    is_active = plain(models.BooleanField(default=True))
    must_change_password = plain(models.BooleanField(default=False))
    rights_version = plain(models.PositiveIntegerField(default=1))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))
    last_login = personal(models.DateTimeField(null=True, blank=True))

    edition: str | None = None
    """By which it was read for a request (`known`); None where nobody asked."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["kind"]

    objects = AccountManager()

    class Meta:
        db_table = "access_account"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AccountKind.values), name="access_account_kind"),
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="access_account_username_lower"
            ),
        ]
        indexes = [models.Index(fields=["id"], name="access_account_plain", condition=some_plain("email"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def clean(self) -> None:
        self.username = normal_username(self.username)
        self.email = type(self).objects.normalize_email(self.email)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Sessions carry this; a new password or new rights make the old ones worthless.

        Under the key that is never rotated: with another SECRET_KEY Django would give the session a new id, and of two
        requests on their way together the second would be nobody's. The session itself is signed with SECRET_KEY.
        """
        mark = f"{self.password}:{self.rights_version}"
        return salted_hmac("motcua.session", mark, settings.MOTCUA_TOKEN_KEY, algorithm="sha256").hexdigest()

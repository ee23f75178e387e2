"""People and enterprises. Identity numbers, telephones, e-mail and people's addresses are sealed for reading back;
numbers are found again by a keyed digest only."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from motcua.base.access.vault import SealedInPlaceField, SealedTextField, ShortDigestField, some_plain
from motcua.base.edition.watching import watched_where
from motcua.domain.directory.enums import BirthPrecision, IdentityKind, Sex
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain

HIDDEN = "•"
SHOWN_DIGITS = 4
OFFICIAL = (
    "((OLD.full_name, OLD.staff_account_id) IS DISTINCT FROM (NEW.full_name, NEW.staff_account_id)"
    " AND (OLD.staff_account_id IS NOT NULL OR NEW.staff_account_id IS NOT NULL))"
)
"""Of a person only this is part of the edition: who acts as an official, under which name."""


def masked(number: str) -> str:
    return HIDDEN * max(0, len(number) - SHOWN_DIGITS) + number[-SHOWN_DIGITS:]


class Person(models.Model):
    """A human being, known once: citizen, official or both. `version` grows with every change.

    `account` is the way in as a citizen, `staff_account` the one as an official: they never mix.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    full_name = personal(models.TextField())
    name_folded = personal(models.TextField())
    birth_date = personal(models.DateField(null=True, blank=True))
    birth_precision = plain(
        models.CharField(max_length=5, choices=BirthPrecision.choices(), default=BirthPrecision.DAY)
    )
    sex = personal(models.CharField(max_length=7, choices=Sex.choices(), default=Sex.UNKNOWN))
    identity_kind = personal(models.CharField(max_length=8, choices=IdentityKind.choices(), default=IdentityKind.NONE))
    identity_number = personal(SealedTextField(found_by="identity_digest", null=True, blank=True))
    identity_digest = personal(models.CharField(max_length=64, null=True, blank=True))
    phone = personal(SealedInPlaceField(found_by="phone_digest", blank=True))
    phone_digest = personal(ShortDigestField(of="phone"))
    email = personal(SealedInPlaceField(blank=True))
    address = personal(SealedInPlaceField(blank=True))
    commune_code = personal(models.CharField(max_length=5, blank=True))
    account = plain(
        models.OneToOneField(
            settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
        )
    )
    staff_account = plain(
        models.OneToOneField(
            settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
        )
    )
    version = plain(models.PositiveIntegerField(default=1))

    class Meta:
        db_table = "directory_person"
        triggers: ClassVar = [watched_where("directory_person", OFFICIAL)]
        indexes: ClassVar = [
            GinIndex(fields=["name_folded"], opclasses=["gin_trgm_ops"], name="directory_person_name"),
            models.Index(
                fields=["phone_digest"], name="directory_person_by_phone", condition=Q(phone_digest__isnull=False)
            ),
            models.Index(
                fields=["phone"], name="directory_person_plain", condition=some_plain("phone", "email", "address")
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identity_digest"],
                name="directory_person_identity",
                violation_error_message="Số giấy tờ này đã thuộc một người khác.",
            ),
            models.CheckConstraint(
                name="directory_person_identity_whole",
                condition=Q(identity_kind=IdentityKind.NONE, identity_number__isnull=True, identity_digest__isnull=True)
                | (
                    ~Q(identity_kind=IdentityKind.NONE)
                    & Q(identity_number__isnull=False, identity_digest__isnull=False)
                ),
                violation_error_message="Giấy tờ tùy thân phải đủ loại và số.",
            ),
            models.CheckConstraint(
                name="directory_person_named",
                condition=~Q(full_name=""),
                violation_error_message="Cần có họ tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def identity_masked(self) -> str:
        """All but the last four signs hidden."""
        return masked(self.identity_number or "")

    @property
    def phone_masked(self) -> str:
        """All but the last four digits hidden."""
        return masked(self.phone)

    @property
    def birth_text(self) -> str:
        """As far as it is known: 05/03/1980, 03/1980 or 1980; "" when unknown."""
        forms = {BirthPrecision.DAY: "%d/%m/%Y", BirthPrecision.MONTH: "%m/%Y", BirthPrecision.YEAR: "%Y"}
        day: date | None = self.birth_date
        return "" if day is None else day.strftime(forms[BirthPrecision(self.birth_precision)])


class Enterprise(models.Model):
    """A company, cooperative or household business, known by its tax code."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    name = plain(models.TextField())
    name_folded = plain(models.TextField())
    tax_code = plain(models.CharField(max_length=14))
    representative = plain(
        models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="represents")
    )
    phone = personal(SealedInPlaceField(blank=True))
    email = personal(SealedInPlaceField(blank=True))
    address = plain(models.TextField(blank=True))
    version = plain(models.PositiveIntegerField(default=1))

    class Meta:
        db_table = "directory_enterprise"
        indexes: ClassVar = [
            GinIndex(fields=["name_folded"], opclasses=["gin_trgm_ops"], name="directory_enterprise_name"),
            models.Index(fields=["id"], name="directory_enterprise_plain", condition=some_plain("phone", "email")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tax_code"],
                name="directory_enterprise_tax_code",
                violation_error_message="Mã số thuế này đã thuộc một tổ chức khác.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

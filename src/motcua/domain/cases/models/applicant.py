"""Who asks, as written on the application: frozen with the case, whatever the person's data become later."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from motcua.base.access.vault import SealedInPlaceField, SealedTextField, ShortDigestField, some_plain
from motcua.base.rows import CompiledRows
from motcua.domain.cases.enums import ApplicantKind
from motcua.domain.cases.models.case import Case
from motcua.kernel.privacy import personal, plain


class Applicant(CompiledRows):
    """One per case. Identity number, telephone, e-mail and address are sealed; keyed digests of the two numbers find
    the person's other cases.

    `folded_name` is what searches look in: the person's name, then the organisation's.
    """

    case = plain(models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="applicant"))
    kind = plain(models.CharField(max_length=12, choices=ApplicantKind.choices, default=ApplicantKind.PERSON))
    person = plain(models.ForeignKey("directory.Person", models.PROTECT, related_name="+", null=True))
    full_name = personal(models.TextField())
    folded_name = personal(models.TextField())
    organisation = personal(models.TextField(blank=True))
    tax_code = personal(models.CharField(max_length=14, blank=True))
    birth_date = personal(models.CharField(max_length=10, blank=True))
    identity_number = personal(SealedTextField(found_by="identity_digest", blank=True))
    identity_digest = personal(models.CharField(max_length=64, blank=True))
    phone = personal(SealedInPlaceField(found_by="phone_digest", blank=True))
    phone_digest = personal(ShortDigestField(of="phone"))
    email = personal(SealedInPlaceField(blank=True))
    address = personal(SealedInPlaceField(blank=True))

    class Meta:
        db_table = "cases_applicant"
        indexes = [
            models.Index(fields=["identity_digest"], name="applicant_by_identity"),
            models.Index(
                fields=["phone_digest"], name="applicant_by_telephone", condition=models.Q(phone_digest__isnull=False)
            ),
            models.Index(fields=["phone"], name="applicant_plain", condition=some_plain("phone", "email", "address")),
            GinIndex(fields=["folded_name"], opclasses=["gin_trgm_ops"], name="applicant_name_parts"),
        ]

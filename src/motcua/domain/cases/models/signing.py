"""The draft of a decision and the approvals under it: recorded, each with the digest of the text it was given for."""

from django.db import models
from django.db.models import Q

from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class DecisionDraft(models.Model):
    """What is going to be decided, as last prepared. The leader decides it or sends it back."""

    case = plain(models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="decision_draft"))
    outcome = plain(models.CharField(max_length=8))
    text = personal(models.TextField())
    digest = plain(models.CharField(max_length=64))
    prepared_at = plain(models.DateTimeField(default=clock.now))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+"))

    class Meta:
        db_table = "cases_decision_draft"


class SignOff(models.Model):
    """One approval: prepared, initialled, signed or sealed. It is dead once the text is another one."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="sign_offs"))
    step = plain(models.CharField(max_length=40))
    kind = plain(models.CharField(max_length=8))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+"))
    signer = personal(models.CharField(max_length=200))
    digest = plain(models.CharField(max_length=64))
    signed_at = plain(models.DateTimeField(default=clock.now))
    died_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "cases_sign_off"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "kind"], condition=Q(died_at=None), name="sign_off_lives_once"
            ),
            models.CheckConstraint(
                name="sign_off_kind_known", condition=Q(kind__in=["prepare", "initial", "sign", "seal"])
            ),
        ]
        indexes = [models.Index(fields=["case", "signed_at"], name="sign_off_of_case")]

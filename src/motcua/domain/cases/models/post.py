"""What the public post handed over: the signed record of a case that came by it (QĐ 45/2016/QĐ-TTg Art. 7)."""

from django.db import models
from django.db.models import Q

from motcua.base.erasure.guards import only_erased
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain

CASE_OF_RECORD = "SELECT record.case_id FROM cases_postal_record AS record WHERE record.id = OLD.record_id"


class PostalRecord(models.Model):
    """The hand-over record between post and agency. `signed_at` is its moment, `sent_on` the day of the postmark.

    `giver` is the post's person who signed, `position` the official who did. A record may name several cases.
    """

    append_only = True
    erasable = ("giver",)

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.OneToOneField(Case, models.PROTECT, related_name="postal_record"))
    number = plain(models.CharField(max_length=60))
    signed_at = plain(models.DateTimeField())
    giver = personal(models.TextField())
    sent_on = plain(models.DateField(null=True))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    noted_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "cases_postal_record"
        triggers = [only_erased("postal_record_unchanged", "giver", of="OLD.case_id")]
        constraints = [
            models.CheckConstraint(name="postal_record_is_signed", condition=~Q(number="") & ~Q(giver="")),
        ]


class PostalCorrection(models.Model):
    """What the record really says, where it was entered wrongly. The latest one holds; what was entered stays."""

    append_only = True
    erasable = ("reason",)

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    record = plain(models.ForeignKey(PostalRecord, models.PROTECT, related_name="corrections"))
    number = plain(models.CharField(max_length=60))
    signed_at = plain(models.DateTimeField())
    sent_on = plain(models.DateField(null=True))
    reason = personal(models.TextField())
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+"))
    corrected_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "cases_postal_correction"
        triggers = [only_erased("postal_correction_unchanged", "reason", of=CASE_OF_RECORD)]
        ordering = ["corrected_at", "id"]
        constraints = [
            models.CheckConstraint(name="postal_correction_says_why", condition=~Q(number="") & ~Q(reason="")),
        ]

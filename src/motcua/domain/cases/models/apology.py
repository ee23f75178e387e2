"""The apology of an agency that will be late, with its new date; and whether an agency has it sent by itself."""

from django.db import models
from django.db.models import F, Q

from motcua.base.erasure.guards import only_erased
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Apology(models.Model):
    """Slip 04. `was` is the date it gives up, `first` the one promised before any apology; `signer` decided it.

    `in_time`: given at least the working days before `was` that the rule asks for. `automatic`: sent by an agency's
    standing order.
    """

    append_only = True
    erasable = ("reason",)

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.PROTECT, related_name="apologies"))
    number = plain(models.PositiveSmallIntegerField(default=1))
    was = plain(models.DateTimeField())
    first = plain(models.DateTimeField())
    due = plain(models.DateTimeField())
    reason = personal(models.TextField())
    ground = plain(models.TextField(blank=True))
    in_time = plain(models.BooleanField())
    automatic = plain(models.BooleanField(default=False))
    given_at = plain(models.DateTimeField(default=clock.now))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    signer = personal(models.TextField())

    class Meta:
        db_table = "cases_apology"
        triggers = [only_erased("apology_unchanged", "reason", of="OLD.case_id")]
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="apology_number_once"),
            models.CheckConstraint(name="apology_gives_later_date", condition=Q(due__gt=F("was"))),
            models.CheckConstraint(name="apology_says_why", condition=~Q(reason="")),
        ]


class ApologyOrder(models.Model):
    """An agency's standing order: apologise by itself for cases that will be late, with these words."""

    agency = plain(models.OneToOneField("directory.Agency", models.PROTECT, primary_key=True, related_name="+"))
    automatic = plain(models.BooleanField(default=False))
    reason = plain(models.TextField(blank=True))
    set_at = plain(models.DateTimeField(default=clock.now))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))

    class Meta:
        db_table = "cases_apology_order"
        constraints = [
            models.CheckConstraint(name="apology_order_says_why", condition=Q(automatic=False) | ~Q(reason="")),
        ]

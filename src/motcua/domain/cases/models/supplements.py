"""What an official asks for in addition: everything at once, item by item, answered by the citizen."""

from django.db import models
from django.db.models import Q

from motcua.domain.cases.models.case import Case
from motcua.domain.cases.models.papers import CasePaper
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class SupplementRequest(models.Model):
    """Slip 02. `number` counts the requests of one case; at most one is open.

    `return_until`: what is not eligible after appraisal goes back by then (Decree 61/2018 Art. 19.4). None where that
    does not bind: before acceptance, and for a second one after it.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="supplements"))
    number = plain(models.PositiveSmallIntegerField())
    reason = personal(models.TextField())
    after_acceptance = plain(models.BooleanField())
    asked_at = plain(models.DateTimeField(default=clock.now))
    asked_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    return_until = plain(models.DateTimeField(null=True))
    answered_at = plain(models.DateTimeField(null=True))
    answer = personal(models.TextField(blank=True))

    class Meta:
        db_table = "cases_supplement"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="supplement_number_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at=None), name="supplement_open_once"),
            models.CheckConstraint(
                name="supplement_returned_after_acceptance", condition=Q(return_until=None) | Q(after_acceptance=True)
            ),
        ]

    @property
    def returned_late(self) -> bool | None:
        """Whether it went back later than the law lets it; None where no time was set for it."""
        return None if self.return_until is None else self.asked_at > self.return_until


class SupplementItem(models.Model):
    """One missing thing: its text, the paper of the checklist it is or has become, and what was answered to it."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    request = plain(models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items"))
    position = plain(models.PositiveSmallIntegerField())
    text = personal(models.TextField())
    note = personal(models.TextField(blank=True))
    paper = plain(models.ForeignKey(CasePaper, models.PROTECT, related_name="+", null=True))
    answer = personal(models.TextField(blank=True))

    class Meta:
        db_table = "cases_supplement_item"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="supplement_item_position_once"),
            models.CheckConstraint(name="supplement_item_says_what", condition=~Q(text="")),
        ]

"""The end of a rule about time that was decided in the city: from a day on, or as if it had never been."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.base.daysoff.models.rule import DecidedRule
from motcua.base.edition.watching import watched
from motcua.kernel import clock
from motcua.kernel.privacy import plain


class RuleEnd(models.Model):
    """From `until` on the rule holds no more; the rule's own first day where it was withdrawn altogether.

    `moves_promises`: the decision says that promises given under the rule may become later by its end.
    """

    append_only = True

    rule = plain(models.OneToOneField(DecidedRule, models.PROTECT, primary_key=True, related_name="end"))
    until = plain(models.DateField())
    decision = plain(models.TextField())
    decided_on = plain(models.DateField())
    moves_promises = plain(models.BooleanField(default=False))
    entered_at = plain(models.DateTimeField(default=clock.now))
    entered_by = plain(models.UUIDField(null=True))

    class Meta:
        db_table = "daysoff_rule_end"
        triggers: ClassVar = [watched("daysoff_rule_end")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="daysoff_rule_end_cited",
                condition=~Q(decision=""),
                violation_error_message="Phải ghi số quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.until}"

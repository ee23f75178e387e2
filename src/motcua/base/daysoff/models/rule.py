"""A dated rule about time, decided in the city, with the text it rests on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.base.edition.watching import watched
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain

VERIFICATIONS = ("verified", "secondary", "from_memory", "assumption")


class DecidedRule(models.Model):
    """Lies over the rule of the same name that comes with the software, from `since` on. Never changed.

    `since` lies after the day of entry, so that no promise already given can move; a later entry takes its place.
    """

    append_only = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    name = plain(models.CharField(max_length=40))
    since = plain(models.DateField())
    value = plain(models.CharField(max_length=100))
    source = plain(models.TextField())
    verification = plain(models.CharField(max_length=12, choices=[(level, level) for level in VERIFICATIONS]))
    entered_at = plain(models.DateTimeField(default=clock.now))
    entered_by = plain(models.UUIDField(null=True))

    class Meta:
        db_table = "daysoff_rule"
        triggers: ClassVar = [watched("daysoff_rule")]
        ordering: ClassVar = ["name", "since", "entered_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="daysoff_rule_cited",
                condition=~Q(source="") & ~Q(value=""),
                violation_error_message="Phải ghi giá trị và căn cứ.",
            ),
            models.CheckConstraint(
                name="daysoff_rule_verification",
                condition=Q(verification__in=VERIFICATIONS),
                violation_error_message="Phải ghi mức xác minh.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since} {self.value}"

"""That somebody looked at unusually many cases, and what was found to be the reason."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain
from motcua.kernel.words import Words


class Verdict(models.TextChoices):
    """`EXPLAINED`: it belonged to the work. `PURSUED`: it did not, and goes to who deals with it."""

    EXPLAINED = "explained"
    PURSUED = "pursued"

    @property
    def words(self) -> Words:
        return VERDICT_WORDS[self]


VERDICT_WORDS = {
    Verdict.EXPLAINED: Words("Có lý do công việc", "It belonged to their work"),
    Verdict.PURSUED: Words("Không có lý do, đã chuyển xử lý", "No reason for it, being pursued"),
}


class Alarm(models.Model):
    """Of one official: `cases` outside of their own work were opened within `during`, an hour, and `searches` showed
    the names of `named` others, `people` looks at counters other people. Blocks nothing.

    `places` tells of which agencies, as [{"agency": name, "cases": number}], most first. Hours of one account never
    overlap, so nobody is told of twice within one.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account = plain(models.ForeignKey("access.Account", models.CASCADE, related_name="+"))
    during = plain(DateTimeRangeField())
    cases = plain(models.PositiveIntegerField())
    searches = plain(models.PositiveIntegerField(default=0, db_default=0))
    named = plain(models.PositiveIntegerField(default=0, db_default=0))
    people = plain(models.PositiveIntegerField(default=0, db_default=0))
    places = plain(models.JSONField(default=list))
    noticed_at = plain(models.DateTimeField(default=clock.now))
    verdict = plain(models.CharField(max_length=10, choices=Verdict.choices, blank=True))
    note = personal(models.TextField(blank=True))
    answered_at = plain(models.DateTimeField(null=True))
    answered_by = personal(models.TextField(blank=True))

    class Meta:
        db_table = "looking_alarm"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="looking_alarm_once_an_hour",
                expressions=[("account", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message="Trong giờ này đã có một lần báo về người này.",
            ),
            models.CheckConstraint(
                name="looking_alarm_answered_with_reason",
                condition=Q(answered_at=None, verdict="", note="", answered_by="")
                | (Q(answered_at__isnull=False, verdict__in=Verdict.values) & ~Q(note="") & ~Q(answered_by="")),
                violation_error_message="Câu trả lời cần có kết luận và lý do.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["noticed_at"], name="looking_alarm_waits", condition=Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.cases} at {self.noticed_at}"

    @property
    def verdict_words(self) -> Words:
        """What was found; empty words while nobody said."""
        return Verdict(self.verdict).words if self.verdict else Words("", "")

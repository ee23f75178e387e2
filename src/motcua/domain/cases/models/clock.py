"""Intervals in which the clock of a case stands, each with its reason and owner."""

from django.db import models
from django.db.models import F, Q

from motcua.domain.cases.enums import StopReason
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class ClockStop(models.Model):
    """The clock stands from `began_at` until `ended_at`; `effect` says whether it restarts from zero or goes on."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="stops"))
    reason = plain(models.CharField(max_length=12, choices=StopReason.choices))
    effect = plain(models.CharField(max_length=8, choices=[("restart", "restart"), ("stop", "stop")]))
    note = personal(models.TextField(blank=True))
    amount_vnd = plain(models.PositiveBigIntegerField(null=True))
    began_at = plain(models.DateTimeField(default=clock.now))
    ended_at = plain(models.DateTimeField(null=True))
    evidence = personal(models.TextField(blank=True))

    class Meta:
        db_table = "cases_clock_stop"
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="clock_stopped_once"),
            models.CheckConstraint(
                name="clock_stop_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at"))
            ),
        ]

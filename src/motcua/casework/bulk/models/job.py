"""A bulk job and its rows: one row per case, done at most once."""

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class JobState(models.TextChoices):
    """A draft is previewed; a waiting one may still be taken back; a running one goes on after a crash."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class RowState(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """What one official ordered for many cases. `order` holds the texts; `left_out` counts strange cases sent along."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    action = plain(models.CharField(max_length=20))
    order: Any = personal(models.JSONField(default=dict))
    account_id = plain(models.UUIDField())
    actor_name = personal(models.TextField())
    state = plain(models.CharField(max_length=10, choices=JobState.choices, default=JobState.DRAFT))
    left_out = plain(models.PositiveIntegerField(default=0))
    retry_of = plain(models.ForeignKey("self", models.SET_NULL, related_name="+", null=True))
    created_at = plain(models.DateTimeField(default=clock.now))
    confirmed_at = plain(models.DateTimeField(null=True))
    starts_at = plain(models.DateTimeField(null=True))
    started_at = plain(models.DateTimeField(null=True))
    ended_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "bulk_job"
        constraints = [
            models.CheckConstraint(name="bulk_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="bulk_starts_when_confirmed",
                condition=Q(state=JobState.DRAFT, starts_at=None) | (~Q(state=JobState.DRAFT) & ~Q(starts_at=None)),
            ),
            models.CheckConstraint(
                name="bulk_ended_where_state_says",
                condition=Q(state__in=[JobState.DONE, JobState.CANCELLED], ended_at__isnull=False)
                | (~Q(state__in=[JobState.DONE, JobState.CANCELLED]) & Q(ended_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["account_id", "-created_at"], name="bulk_of_account")]


class Row(models.Model):
    """One case of a job. `expected` is the version that was previewed; `code` and the reasons say why it failed."""

    id = plain(models.BigAutoField(primary_key=True))
    job = plain(models.ForeignKey(Job, models.CASCADE, related_name="rows"))
    case = plain(models.ForeignKey("cases.Case", models.PROTECT, related_name="+"))
    position = plain(models.PositiveIntegerField())
    expected = plain(models.PositiveIntegerField())
    state = plain(models.CharField(max_length=10, choices=RowState.choices, default=RowState.WAITING))
    code = plain(models.CharField(max_length=60, blank=True))
    reason_vi = personal(models.TextField(blank=True))
    reason_en = personal(models.TextField(blank=True))
    done_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "bulk_row"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["job", "case"], name="bulk_case_once"),
            models.UniqueConstraint(fields=["job", "position"], name="bulk_position_once"),
            models.CheckConstraint(
                name="bulk_row_says_why",
                condition=(Q(state=RowState.FAILED) & ~Q(code="") & ~Q(reason_vi=""))
                | (~Q(state=RowState.FAILED) & Q(code="")),
            ),
        ]
        indexes = [models.Index(fields=["job", "position"], name="bulk_rows_to_do", condition=Q(state="waiting"))]

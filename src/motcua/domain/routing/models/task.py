"""A task: one step of one case, at one agency, for one role; taken by a person, closed with an outcome."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.base.rows import CompiledRows
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Task(CompiledRows):
    """At most one open task per token of a case. `due_at` is the step's own share of the time, in UTC.

    `token` is the engine's number of the token that waits here; 0 where the task is older than tokens. A task without
    a role waits for the clock alone: at `due_at` the timer is over.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey("cases.Case", models.CASCADE, related_name="+"))
    token = plain(models.PositiveIntegerField(default=0))
    step = plain(models.CharField(max_length=40))
    position = plain(models.PositiveSmallIntegerField())
    agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    agency_path = plain(models.TextField())
    role = plain(models.CharField(max_length=40, blank=True))
    assignee = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    opened_at = plain(models.DateTimeField(default=clock.now))
    due_at = plain(models.DateTimeField(null=True))
    closed_at = plain(models.DateTimeField(null=True))
    closed_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    outcome = plain(models.CharField(max_length=20, blank=True))
    minutes = plain(models.PositiveIntegerField(default=0, help_text="the share of the step; 0 until the case is due"))
    note = personal(models.TextField(blank=True))
    documents = plain(ArrayField(models.TextField(), default=list, blank=True, help_text="done, of those it produces"))

    class Meta:
        db_table = "routing_task"
        constraints = [
            models.UniqueConstraint(fields=["case", "token"], condition=Q(closed_at=None), name="task_open_once"),
            models.CheckConstraint(
                name="task_closed_with_outcome",
                condition=Q(closed_at=None, outcome="") | (~Q(closed_at=None) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "role", "due_at", "id"], name="task_worklist", condition=Q(closed_at=None)),
            models.Index(fields=["agency_path", "role"], name="task_of_post", condition=Q(closed_at=None)),
            models.Index(fields=["assignee"], name="task_on_desk", condition=Q(closed_at=None, assignee__isnull=False)),
            models.Index(fields=["case", "opened_at"], name="task_history"),
            models.Index(fields=["due_at"], name="task_timers", condition=Q(closed_at=None, role="")),
        ]

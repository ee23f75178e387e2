"""A reorganisation under way or done, what it handed over besides cases, and what waits for a person."""

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Stage(models.TextChoices):
    """What is done next; each batch moves on in the transaction that did the work, so a killed run goes on there.

    DRAFT is a plan that was brought in and looked at, and nothing more.
    """

    DRAFT = "draft"
    BODIES = "bodies"
    THINGS = "things"
    POWERS = "powers"
    CASES = "cases"
    WAITING = "waiting"
    DONE = "done"


class Operation(models.Model):
    """`plan` as it was given; `defaults` successors a person named for what is left of a body. One under way at most.

    `reached` is the path of the last ended body whose things were handed over: the cursor of that stage. `cases_of`
    counts the cases each successor got. `look` is what a dry run found, `asked` what it could not decide.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    title = plain(models.TextField())
    decision = plain(models.TextField())
    from_day = plain(models.DateField())
    plan: Any = plain(models.JSONField())
    digest = plain(models.CharField(max_length=64, unique=True))
    defaults: Any = plain(models.JSONField(default=dict))
    stage = plain(models.CharField(max_length=10, choices=Stage.choices, default=Stage.BODIES))
    reached = plain(models.TextField(blank=True))
    cases = plain(models.PositiveIntegerField(default=0))
    total = plain(models.PositiveIntegerField(default=0))
    cases_of: Any = plain(models.JSONField(default=dict))
    file_name = plain(models.TextField(blank=True))
    look: Any = plain(models.JSONField(default=dict))
    asked: Any = plain(models.JSONField(default=list))
    looked_at = plain(models.DateTimeField(null=True))
    account_id = plain(models.UUIDField(null=True))
    actor_name = personal(models.TextField())
    begun_at = plain(models.DateTimeField(default=clock.now))
    worked_at = plain(models.DateTimeField(default=clock.now))
    ended_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "reorganisation_operation"
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=~Q(stage__in=["draft", "done"]), name="reorganisation_one_under_way"
            ),
            models.CheckConstraint(name="reorganisation_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="reorganisation_ended_when_done",
                condition=Q(stage="done", ended_at__isnull=False) | (~Q(stage="done") & Q(ended_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Handed(models.Model):
    """One thing other than a case that went over (`new_id`), or ended without a follower and why."""

    append_only = True

    id = plain(models.BigAutoField(primary_key=True))
    operation = plain(models.ForeignKey(Operation, models.PROTECT, related_name="handed"))
    kind = plain(models.CharField(max_length=60))
    old_id = plain(models.UUIDField())
    new_id = plain(models.UUIDField(null=True))
    former = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    successor = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+", null=True))
    reason_vi = plain(models.TextField(blank=True))
    reason_en = plain(models.TextField(blank=True))

    class Meta:
        db_table = "reorganisation_handed"
        constraints = [
            models.UniqueConstraint(fields=["operation", "kind", "old_id"], name="reorganisation_handed_once")
        ]


class Undecided(models.Model):
    """A case, or another thing, whose successor no rule could name; a case once for each body it hangs on.

    `candidates` are identifiers.
    """

    id = plain(models.BigAutoField(primary_key=True))
    operation = plain(models.ForeignKey(Operation, models.PROTECT, related_name="undecided"))
    kind = plain(models.CharField(max_length=60))
    object_id = plain(models.UUIDField())
    former = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    label = plain(models.TextField())
    candidates: Any = plain(models.JSONField())
    chosen = plain(models.CharField(max_length=35, blank=True))
    decided_by = personal(models.TextField(blank=True))
    done_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "reorganisation_undecided"
        ordering = ["former_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "kind", "object_id", "former"], name="reorganisation_undecided_once"
            )
        ]
        indexes = [
            models.Index(fields=["operation", "kind"], name="reorganisation_to_decide", condition=Q(done_at=None))
        ]

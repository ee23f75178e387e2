"""What an automatic step owes a case: done by the worker, tried again when it fails, never done twice."""

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words


class ErrandState(models.TextChoices):
    """`DROPPED`: not needed any more, such as a reminder of a case that is decided."""

    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"
    FAILED = "failed"

    @property
    def words(self) -> Words:
        return STATE_WORDS[self]


STATE_WORDS = {
    ErrandState.WAITING: Words("sẽ làm", "to be done"),
    ErrandState.DONE: Words("đã làm", "done"),
    ErrandState.DROPPED: Words("không cần nữa", "not needed any more"),
    ErrandState.FAILED: Words("chưa làm được", "could not be done"),
}


class Errand(models.Model):
    """One passing of one automatic step. `row_version` is the version of the case that passed it: the same step passed
    again after a return is another errand.

    `node` is the step as JSON, as it was when the case passed. `next_try_at` is set exactly while it waits.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey("cases.Case", models.CASCADE, related_name="+"))
    step = plain(models.CharField(max_length=40))
    row_version = plain(models.PositiveIntegerField())
    node = plain(models.JSONField())
    state = plain(models.CharField(max_length=10, choices=ErrandState.choices, default=ErrandState.WAITING))
    tries = plain(models.PositiveSmallIntegerField(default=0))
    next_try_at = plain(models.DateTimeField(null=True))
    fault = plain(models.CharField(max_length=80, blank=True))
    created_at = plain(models.DateTimeField(default=clock.now))
    ended_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "routing_errand"
        constraints = [
            models.UniqueConstraint(fields=["case", "step", "row_version"], name="errand_once_a_passing"),
            models.CheckConstraint(name="errand_state_known", condition=Q(state__in=ErrandState.values)),
            models.CheckConstraint(
                name="errand_waits_or_is_over",
                condition=Q(state=ErrandState.WAITING, next_try_at__isnull=False, ended_at=None)
                | (~Q(state=ErrandState.WAITING) & Q(next_try_at=None, ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="errand_due", condition=Q(state=ErrandState.WAITING)),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.state}"

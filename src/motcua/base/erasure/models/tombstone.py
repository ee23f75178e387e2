"""A tombstone: of what, when, by which rule and on which ground personal data was erased. It holds none itself."""

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Tombstone(models.Model):
    """Written in the transaction of the erasure, before it.

    `scope` is what went: a part ("papers") or everything the law lets go ("all"). `again`: erased once more, because a
    backup of before had been brought back.
    """

    append_only = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    subject_kind = plain(models.TextField())
    subject_id = plain(models.TextField())
    scope = plain(models.CharField(max_length=12))
    rule = plain(models.CharField(max_length=20))
    ground = plain(models.TextField())
    at = plain(models.DateTimeField(default=clock.now))
    again = plain(models.BooleanField(default=False))

    class Meta:
        db_table = "erasure_tombstone"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(rule="") & ~Q(ground=""), name="tombstone_says_why"),
            models.CheckConstraint(condition=Q(scope__in=["papers", "all"]), name="tombstone_scope_known"),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="tombstone_of_subject")]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} {self.scope}"

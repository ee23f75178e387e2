"""A reason officials give again and again, offered where one is typed: a short sentence of the whole city's."""

from django.db import models
from django.db.models import Q

from motcua.domain.replies.enums import REASONED
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Reason(models.Model):
    """`act` is a ReplyAct that asks for a reason. What was sent with it stays as it was, whatever becomes of it.

    `source` names one that came with the house.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    act = plain(models.CharField(max_length=20))
    text = plain(models.CharField(max_length=300))
    source = plain(models.CharField(max_length=60, blank=True))
    created_at = plain(models.DateTimeField(default=clock.now))
    retired_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "replies_reason"
        ordering = ["act", "created_at", "id"]
        constraints = [
            models.CheckConstraint(name="reason_act_known", condition=Q(act__in=[act.value for act in REASONED])),
            models.CheckConstraint(name="reason_says_something", condition=~Q(text="")),
            models.UniqueConstraint(fields=["act", "text"], condition=Q(retired_at=None), name="reason_once"),
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="reason_source_once"),
        ]

    def __str__(self) -> str:
        return self.text

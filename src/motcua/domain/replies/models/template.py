"""A text officials send again and again, with places for what differs from case to case."""

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.domain.replies.enums import ReplyAct
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class ReplyTemplate(models.Model):
    """Of one official (`owner`) or shared with an agency and everything below it (`agency`); never of both.

    `text` is the reason, note or decision; `items` are the lines of a supplement request as [text, note] pairs;
    `ground` the legal basis of a stop notice. No `procedure`: for all. `source` names a text that came with the house.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    act = plain(models.CharField(max_length=20, choices=ReplyAct.choices))
    title = plain(models.CharField(max_length=120))
    text = plain(models.TextField())
    ground = plain(models.TextField(blank=True))
    items: Any = plain(models.JSONField(default=list))
    owner = plain(models.ForeignKey("directory.Person", models.PROTECT, related_name="+", null=True))
    agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+", null=True))
    procedure = plain(models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+", null=True))
    source = plain(models.CharField(max_length=60, blank=True))
    version = plain(models.PositiveIntegerField(default=1))
    created_at = plain(models.DateTimeField(default=clock.now))
    changed_at = plain(models.DateTimeField(default=clock.now))
    retired_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "replies_template"
        constraints = [
            models.CheckConstraint(name="reply_act_known", condition=Q(act__in=ReplyAct.values)),
            models.CheckConstraint(
                name="reply_of_one_or_shared",
                condition=Q(owner=None, agency__isnull=False) | Q(owner__isnull=False, agency=None),
            ),
            models.CheckConstraint(name="reply_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="reply_items_for_supplements", condition=Q(items=[]) | Q(act=ReplyAct.SUPPLEMENT)
            ),
            models.UniqueConstraint(fields=["agency", "source"], condition=~Q(source=""), name="reply_source_once"),
        ]
        indexes = [
            models.Index(fields=["owner", "act"], name="reply_of_owner", condition=Q(retired_at=None)),
            models.Index(fields=["agency", "act"], name="reply_of_agency", condition=Q(retired_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> ReplyAct:
        return ReplyAct(self.act)

    @property
    def shared(self) -> bool:
        return self.owner_id is None


class ReplyUse(models.Model):
    """How often one account sent a template: what is used most stands first in that person's list."""

    id = plain(models.BigAutoField(primary_key=True))
    template = plain(models.ForeignKey(ReplyTemplate, models.CASCADE, related_name="uses"))
    account_id = plain(models.UUIDField())
    times = plain(models.PositiveIntegerField(default=0))
    last_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "replies_use"
        constraints = [models.UniqueConstraint(fields=["template", "account_id"], name="reply_use_once")]

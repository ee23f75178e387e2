"""A worklist somebody keeps under a name."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.base.access.models import Account
from motcua.base.edition.watching import watched
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class SavedView(models.Model):
    """A tab, what narrows it, its order and its columns. With `agency` everybody of that unit has it.

    `asked` holds parameters of the worklist's address: no names or numbers of applicants.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    owner = plain(models.ForeignKey(Account, models.PROTECT, related_name="+"))
    agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+", null=True))
    name = plain(models.CharField(max_length=40))
    asked = plain(models.JSONField(default=dict))
    columns = plain(ArrayField(models.CharField(max_length=12), default=list))
    created_at = plain(models.DateTimeField(default=clock.now, editable=False))

    class Meta:
        db_table = "desk_view"
        triggers: ClassVar = [watched("desk_view")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], condition=Q(agency=None), name="desk_view_own_name_once"),
            models.UniqueConstraint(
                fields=["agency", "name"], condition=Q(agency__isnull=False), name="desk_view_unit_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="desk_view_named"),
        ]

    def __str__(self) -> str:
        return self.name

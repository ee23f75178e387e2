"""How one official likes the desk."""

from typing import ClassVar

from django.db import models

from motcua.base.access.models import Account
from motcua.base.edition.watching import watched
from motcua.faces.desk.models.view import SavedView
from motcua.kernel.privacy import plain


class DeskChoice(models.Model):
    """One row per official who changed something: single keys on or off, and the view the worklist opens with."""

    account = plain(models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+"))
    keys = plain(models.BooleanField(default=True))
    first_view = plain(models.ForeignKey(SavedView, models.SET_NULL, related_name="+", null=True))

    class Meta:
        db_table = "desk_choice"
        triggers: ClassVar = [watched("desk_choice")]

    def __str__(self) -> str:
        return f"{self.account_id}"

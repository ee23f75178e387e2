"""A visit: what one person settles at a counter between sitting down and getting up, however many cases it is."""

from django.db import models

from motcua.base.rows import CompiledRows
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Visit(CompiledRows):
    """Opened with the first case of a person at a counter; never changed. `opened_by` is the official's account."""

    append_only = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    office = plain(models.ForeignKey("directory.Office", models.PROTECT, related_name="+"))
    person = plain(models.ForeignKey("directory.Person", models.PROTECT, related_name="+", null=True))
    opened_by = plain(models.UUIDField(null=True))
    opened_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "cases_visit"

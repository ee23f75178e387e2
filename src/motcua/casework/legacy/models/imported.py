"""Where an imported case came from, its line as it was, and what was done to it over there."""

from django.db import models

from motcua.base.access.vault import SealedTextField
from motcua.base.erasure.guards import only_erased
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Imported(models.Model):
    """One line of an older system became one case, once. `original` is the whole line, sealed: nothing is lost."""

    append_only = True
    erasable = ("original",)

    case = plain(models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="+"))
    system = plain(models.CharField(max_length=60))
    old_id = plain(models.CharField(max_length=120))
    batch = plain(models.CharField(max_length=60))
    line = plain(models.PositiveIntegerField())
    file_digest = plain(models.CharField(max_length=64))
    digest = plain(models.CharField(max_length=64))
    original = personal(SealedTextField())
    imported_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "legacy_imported"
        triggers = [only_erased("legacy_line_unchanged", of="OLD.case_id", sealed=("original",))]
        constraints = [models.UniqueConstraint(fields=["system", "old_id"], name="legacy_line_once")]


class Event(models.Model):
    """An act of the older system, as it told it: when, what, who."""

    append_only = True
    erasable = ("what", "who")

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    imported = plain(models.ForeignKey(Imported, models.PROTECT, related_name="events"))
    position = plain(models.PositiveSmallIntegerField())
    at = plain(models.DateTimeField())
    act = plain(models.CharField(max_length=24))
    what = personal(models.TextField(blank=True))
    who = personal(models.TextField(blank=True))

    class Meta:
        db_table = "legacy_event"
        triggers = [only_erased("legacy_event_unchanged", "what", "who", of="OLD.imported_id")]
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["imported", "position"], name="legacy_event_once")]

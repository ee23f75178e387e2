"""Years of a table kept by year that were taken away to an archive, and what stays behind to prove the rest."""

import json

import pgtrigger
from django.db import models

from motcua.base.ledger.archives.content import Certificate
from motcua.kernel.privacy import plain


class Archive(models.Model):
    """One act: a year of a table was taken away, or came back. `body` is what was signed, to the byte.

    `number` counts the acts, and is the number of the entry that tells of it. `folder` is where the files were put.
    Written by the tables' owner alone, like the marks left behind.
    """

    read_only = True

    number = plain(models.BigIntegerField(primary_key=True))
    part = plain(models.TextField())
    year = plain(models.IntegerField())
    act = plain(models.TextField(choices=[(act, act) for act in ("taken", "back")]))
    at = plain(models.DateTimeField())
    folder = plain(models.TextField())
    body = plain(models.TextField())
    signature = plain(models.CharField(max_length=128))

    class Meta:
        db_table = "ledger_archive"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="ledger_archive_number_from_one"),
            models.CheckConstraint(condition=models.Q(act__in=("taken", "back")), name="ledger_archive_act"),
        ]
        triggers = [pgtrigger.Protect(name="ledger_archive_unchanged", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.part} {self.year} {self.act}"

    @property
    def content(self) -> Certificate:
        """ValueError where the row is no certificate (any more)."""
        try:
            return Certificate.of(json.loads(self.body))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(self.number) from error


class Segment(models.Model):
    """Entries `first` to `last` of a subject are in an archive: what the chain needs to go on without them."""

    read_only = True

    id = plain(models.BigAutoField(primary_key=True))
    archive = plain(models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="segments"))
    subject_kind = plain(models.TextField())
    subject_id = plain(models.TextField())
    first = plain(models.BigIntegerField())
    last = plain(models.BigIntegerField())
    first_id = plain(models.BigIntegerField())
    last_id = plain(models.BigIntegerField())
    previous_hash = plain(models.CharField(max_length=64))
    hash = plain(models.CharField(max_length=64))

    class Meta:
        db_table = "ledger_segment"
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "first"], name="ledger_segment_once"),
            models.CheckConstraint(
                condition=models.Q(first__gte=1, last__gte=models.F("first")), name="ledger_segment_forward"
            ),
        ]
        triggers = [pgtrigger.Protect(name="ledger_segment_unchanged", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}#{self.first}-{self.last}"


class Leaf(models.Model):
    """The hash of an entry in an archive whose seal also stands for entries that are here: without it no proof."""

    read_only = True

    id = plain(models.BigAutoField(primary_key=True))
    archive = plain(models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="leaves"))
    xid = plain(models.BigIntegerField())
    entry_id = plain(models.BigIntegerField())
    hash = plain(models.CharField(max_length=64))

    class Meta:
        db_table = "ledger_leaf"
        constraints = [models.UniqueConstraint(fields=["xid", "entry_id"], name="ledger_leaf_once")]
        triggers = [pgtrigger.Protect(name="ledger_leaf_unchanged", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"leaf of entry {self.entry_id}"

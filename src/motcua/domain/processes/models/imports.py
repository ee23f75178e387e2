"""Decisions that were read, and their processes while officials go through them beside the source."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.domain.catalogue.models import Procedure
from motcua.domain.processes.models.process import Process
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class DecisionImport(models.Model):
    """A file as it came: its text with the lines the processes point to. The same file is kept once."""

    append_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    number = plain(models.CharField(max_length=60, blank=True))
    title = plain(models.TextField(blank=True))
    file_name = plain(models.CharField(max_length=200))
    digest = plain(models.CharField(max_length=64, unique=True))
    text = plain(models.TextField())
    imported_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "processes_import"
        ordering: ClassVar = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return self.number or self.file_name

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


class DiscardedImport(models.Model):
    """A decision nobody wants to work on: kept, but out of the list, its drafts closed. Sent again, it comes back."""

    decision = plain(models.OneToOneField(DecisionImport, models.PROTECT, primary_key=True, related_name="discarded"))
    reason = plain(models.TextField())
    at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "processes_import_discarded"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="processes_import_discarded_says_why",
                condition=~Q(reason=""),
                violation_error_message="Cần lý do bỏ quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class ImportedProcess(models.Model):
    """One process of a decision. `read` stays as it was understood; `rows` is the draft, `version` counts its saves."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    decision = plain(models.ForeignKey(DecisionImport, on_delete=models.PROTECT, related_name="processes"))
    position = plain(models.PositiveSmallIntegerField())
    name = plain(models.TextField())
    read = plain(models.JSONField())
    rows = plain(models.JSONField())
    version = plain(models.PositiveIntegerField(default=1))
    procedure = plain(models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+"))
    published = plain(models.ForeignKey(Process, on_delete=models.PROTECT, null=True, related_name="+"))
    changed_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "processes_imported"
        ordering: ClassVar = ["decision_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "position"], name="processes_imported_position_once"),
            models.CheckConstraint(
                name="processes_imported_published_for_one",
                condition=Q(published__isnull=True) | Q(procedure__isnull=False),
                violation_error_message="Chưa chọn thủ tục cho quy trình.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""What an import was unsure of, for officials to look at beside the line it came from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.domain.catalogue.enums import FlagState
from motcua.domain.catalogue.models.procedures import Procedure
from motcua.domain.catalogue.models.versions import ProcedureVersion
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class SourceLine(models.Model):
    """The line a version was read from, as it stood. Kept for versions with something to look at."""

    version = plain(
        models.OneToOneField(ProcedureVersion, on_delete=models.CASCADE, primary_key=True, related_name="source_line")
    )
    raw = plain(models.TextField())

    class Meta:
        db_table = "catalogue_source_line"


class ImportFlag(models.Model):
    """One place of a version that was not read as it stands. `place` is `path` without its numbers.

    `version` is the one it was found in; a decision names who, when and why, a correction also the version that
    holds it. A later import of the text replaces what is open; a place confirmed before stays confirmed in it.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    procedure = plain(models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="flags"))
    version = plain(models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="import_flags"))
    position = plain(models.PositiveSmallIntegerField())
    line = plain(models.PositiveIntegerField())
    reason = plain(models.CharField(max_length=30))
    path = plain(models.TextField(blank=True))
    place = plain(models.TextField(blank=True))
    text = plain(models.TextField(blank=True))
    state = plain(models.CharField(max_length=9, choices=FlagState.choices(), default=FlagState.OPEN.value))
    note = plain(models.TextField(blank=True))
    corrected_in = plain(
        models.ForeignKey(ProcedureVersion, on_delete=models.SET_NULL, null=True, related_name="corrections")
    )
    decided_by = plain(models.UUIDField(null=True))
    decided_at = plain(models.DateTimeField(null=True))
    created_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "catalogue_flag"
        ordering: ClassVar = ["reason", "place", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["reason", "place", "id"], condition=Q(state=FlagState.OPEN.value), name="catalogue_flag_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="catalogue_flag_position_once"),
            models.CheckConstraint(
                name="catalogue_flag_state_known",
                condition=Q(state__in=[state.value for state in FlagState]),
                violation_error_message="Trạng thái không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="catalogue_flag_decided_by_somebody",
                condition=Q(state__in=[FlagState.OPEN.value, FlagState.REPLACED.value]) | Q(decided_at__isnull=False),
                violation_error_message="Quyết định phải có thời điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.path}"

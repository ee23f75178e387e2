"""What a version asks for and promises: time limits, papers, results, steps. Frozen together with it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from motcua.domain.catalogue.enums import Channel, PaperKind, Unit, UnitRelation
from motcua.domain.catalogue.models.versions import ProcedureVersion
from motcua.domain.catalogue.process import StepFacts, minutes_of
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words

ONLY_IN_A_DRAFT = """
IF EXISTS (SELECT 1 FROM catalogue_version version
           WHERE version.id IN (NEW.version_id, OLD.version_id) AND version.state <> 'draft')
THEN
    RAISE EXCEPTION 'a published version does not change'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'catalogue_version_frozen';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def frozen_with_version() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="only_in_a_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=ONLY_IN_A_DRAFT,
    )


class TimeLimit(models.Model):
    """How long a version promises to take. No `value`: the receiving official enters a date with its ground.

    `variant` says which case it is for where a channel has several; `same_day`: due the same day, the next working
    day when received after 15:00.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    version = plain(models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="time_limits"))
    position = plain(models.PositiveSmallIntegerField())
    channel = plain(models.CharField(max_length=7, choices=Channel.choices()))
    variant = plain(models.TextField(blank=True))
    value = plain(models.PositiveSmallIntegerField(null=True))
    unit = plain(models.CharField(max_length=12, choices=Unit.choices(), blank=True))
    text = plain(models.TextField(blank=True))
    note = plain(models.TextField(blank=True))
    same_day = plain(models.BooleanField(default=False))

    class Meta:
        db_table = "catalogue_time_limit"
        ordering: ClassVar = ["version_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="catalogue_time_limit_position_once"),
            models.CheckConstraint(
                name="catalogue_time_limit_channel_known",
                condition=Q(channel__in=[channel.value for channel in Channel]),
                violation_error_message="Cách nộp không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="catalogue_time_limit_value_with_unit",
                condition=Q(value__isnull=True, unit="", same_day=False)
                | Q(value__isnull=False, value__gt=0, unit__in=[unit.value for unit in Unit]),
                violation_error_message="Thời hạn có số thì phải có đơn vị.",
            ),
        ]
        triggers: ClassVar = [frozen_with_version()]

    @property
    def needs_date(self) -> bool:
        return self.value is None


class RequiredPaper(models.Model):
    """A component of the file. A note asks for nothing. Conditional and shown papers need not be attached."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    version = plain(models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="papers"))
    position = plain(models.PositiveSmallIntegerField())
    group = plain(models.TextField(blank=True))
    name = plain(models.TextField())
    kind = plain(models.CharField(max_length=12, choices=PaperKind.choices()))
    originals = plain(models.PositiveSmallIntegerField(default=0))
    copies = plain(models.PositiveSmallIntegerField(default=0))
    form_name = plain(models.TextField(blank=True))

    class Meta:
        db_table = "catalogue_paper"
        ordering: ClassVar = ["version_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="catalogue_paper_position_once"),
            models.CheckConstraint(
                name="catalogue_paper_kind_known",
                condition=Q(kind__in=[kind.value for kind in PaperKind]),
                violation_error_message="Loại giấy tờ không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="catalogue_paper_holds_no_address",
                condition=~Q(form_name__contains="file://"),
                violation_error_message="Chỉ giữ tên mẫu đơn, không giữ đường dẫn.",
            ),
        ]
        triggers: ClassVar = [frozen_with_version()]

    @property
    def must_be_attached(self) -> bool:
        return self.kind == PaperKind.PAPER

    @property
    def is_note(self) -> bool:
        return self.kind == PaperKind.NOTE


class ResultKind(models.Model):
    """What comes out at the end: name and, where known, the national result code."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    version = plain(models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results"))
    position = plain(models.PositiveSmallIntegerField())
    name = plain(models.TextField())
    code = plain(models.TextField(blank=True))

    class Meta:
        db_table = "catalogue_result"
        ordering: ClassVar = ["version_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="catalogue_result_position_once"),
        ]
        triggers: ClassVar = [frozen_with_version()]


class ProcessStep(models.Model):
    """A step of the version's own process; a version without any follows `process.DEFAULT_STEPS`."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    version = plain(models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="steps"))
    position = plain(models.PositiveSmallIntegerField())
    key = plain(models.CharField(max_length=40))
    name_vi = plain(models.TextField())
    name_en = plain(models.TextField())
    unit = plain(models.CharField(max_length=16, choices=UnitRelation.choices()))
    role = plain(models.CharField(max_length=40))
    working_hours = plain(models.DecimalField(max_digits=7, decimal_places=2, null=True))

    class Meta:
        db_table = "catalogue_step"
        ordering: ClassVar = ["version_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="catalogue_step_position_once"),
            models.UniqueConstraint(fields=["version", "key"], name="catalogue_step_key_once"),
            models.CheckConstraint(
                name="catalogue_step_unit_known",
                condition=Q(unit__in=[unit.value for unit in UnitRelation]),
                violation_error_message="Đơn vị của bước không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="catalogue_step_takes_time",
                condition=Q(working_hours__isnull=True) | Q(working_hours__gt=0),
                violation_error_message="Thời gian của bước phải lớn hơn 0.",
            ),
        ]
        triggers: ClassVar = [frozen_with_version()]

    @property
    def facts(self) -> StepFacts:
        return StepFacts(
            self.position,
            self.key,
            Words(self.name_vi, self.name_en),
            self.unit,
            self.role,
            minutes_of(self.working_hours),
        )

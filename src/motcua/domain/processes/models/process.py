"""A published step table: never changed, never removed; the next one of its scope begins on a later day or anew."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.domain.catalogue.enums import UnitRelation
from motcua.domain.catalogue.process import StepFacts, minutes_of
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words


class Process(models.Model):
    """`scope` is "city", "field:<id>" or "procedure:<id>". Of those begun, the latest one (day, then number) holds.

    An empty table hands the scope back to the next wider one.
    """

    append_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    scope = plain(models.CharField(max_length=60))
    number = plain(models.PositiveIntegerField())
    valid_from = plain(models.DateField())
    ground = plain(models.TextField(blank=True))
    empty = plain(models.BooleanField(default=False))
    published_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "processes_process"
        ordering: ClassVar = ["scope", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "number"], name="processes_process_number_once"),
            models.CheckConstraint(
                name="processes_process_scope_form",
                condition=Q(scope__regex=r"^(city|(field|procedure):[0-9a-f-]{36})$"),
                violation_error_message="Phạm vi của quy trình không đúng.",
            ),
            models.CheckConstraint(name="processes_process_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.scope} #{self.number}"


class ProcessLine(models.Model):
    """One step of a published table."""

    append_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    process = plain(models.ForeignKey(Process, on_delete=models.PROTECT, related_name="lines"))
    position = plain(models.PositiveSmallIntegerField())
    key = plain(models.CharField(max_length=40))
    name_vi = plain(models.TextField())
    name_en = plain(models.TextField())
    unit = plain(models.CharField(max_length=16, choices=UnitRelation.choices()))
    role = plain(models.CharField(max_length=40))
    working_hours = plain(models.DecimalField(max_digits=7, decimal_places=2, null=True))

    class Meta:
        db_table = "processes_line"
        ordering: ClassVar = ["process_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "position"], name="processes_line_position_once"),
            models.UniqueConstraint(fields=["process", "key"], name="processes_line_key_once"),
            models.CheckConstraint(
                name="processes_line_unit_known",
                condition=Q(unit__in=[unit.value for unit in UnitRelation]),
                violation_error_message="Đơn vị của bước không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="processes_line_takes_time",
                condition=Q(working_hours__isnull=True) | Q(working_hours__gt=0),
                violation_error_message="Thời gian của bước phải lớn hơn 0.",
            ),
        ]

    @property
    def facts(self) -> StepFacts:
        words, minutes = Words(self.name_vi, self.name_en), minutes_of(self.working_hours)
        return StepFacts(self.position, self.key, words, self.unit, self.role, minutes)

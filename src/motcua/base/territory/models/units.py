"""Provinces, districts and communes with the days of their validity, and what became of them."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from motcua.base.territory.facts import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain

ERAS = ("three-level", "two-level")


def _days() -> Func:
    return Func(F("valid_from"), F("valid_until"), Value("[]"), function="daterange", output_field=DateRangeField())


class Unit(models.Model):
    """A unit as the national list has it. The same code may stand for another unit of the other era."""

    read_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    era = plain(models.CharField(max_length=11, choices=[(era, era) for era in ERAS]))
    code = plain(models.CharField(max_length=5))
    level = plain(models.CharField(max_length=8))
    kind = plain(models.CharField(max_length=14))
    name = plain(models.TextField())
    search = plain(models.TextField())
    parent = plain(models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children"))
    valid_from = plain(models.DateField(null=True))
    valid_until = plain(models.DateField(null=True))

    class Meta:
        db_table = "territory_unit"
        ordering: ClassVar = ["era", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["era", "code"],
                name="territory_unit_code",
                violation_error_message="Mã này đã thuộc một đơn vị hành chính khác.",
            ),
            models.CheckConstraint(
                name="territory_unit_level",
                condition=Q(level="province", kind__in=sorted(PROVINCE_KINDS), parent__isnull=True)
                | Q(level="district", kind__in=sorted(DISTRICT_KINDS), parent__isnull=False, era="three-level")
                | Q(level="commune", kind__in=sorted(COMMUNE_KINDS), parent__isnull=False),
                violation_error_message="Loại đơn vị không đúng với cấp của nó.",
            ),
            models.CheckConstraint(
                name="territory_unit_days",
                condition=Q(valid_until__gte=F("valid_from")) | Q(valid_from=None) | Q(valid_until=None),
                violation_error_message="Ngày hết hiệu lực không thể trước ngày bắt đầu.",
            ),
            ExclusionConstraint(
                name="territory_unit_one_a_day",
                expressions=[(F("code"), RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
                violation_error_message="Hai đơn vị không thể cùng mã trong cùng một ngày.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["parent", "search"], name="territory_unit_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """An old unit went wholly, or in part where `divided`, to a new one."""

    read_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    old = plain(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions"))
    new = plain(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions"))
    divided = plain(models.BooleanField())

    class Meta:
        db_table = "territory_succession"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="territory_succession_once",
                violation_error_message="Việc sáp nhập này đã được ghi.",
            ),
            models.CheckConstraint(
                name="territory_succession_not_itself",
                condition=~Q(old=F("new")),
                violation_error_message="Một đơn vị không thể sáp nhập vào chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"

"""Where people come: offices, their opening hours, what they serve, their counters."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import ExtractHour, ExtractMinute

from motcua.base.edition.watching import watched
from motcua.domain.directory.enums import Ground
from motcua.domain.directory.models.agencies import Agency
from motcua.domain.directory.validity import first_day, last_day
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Office(models.Model):
    """A place where people hand in and collect, run by one agency, receiving for one or more (`OfficeService`)."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offices"))
    identifier = plain(models.CharField(max_length=35))
    name = plain(models.TextField())
    address = plain(models.TextField(blank=True))
    phone = plain(models.CharField(max_length=20, blank=True))
    valid = plain(DateRangeField())
    ground = plain(models.CharField(max_length=10, choices=Ground.choices(), default=Ground.ENTERED))

    class Meta:
        db_table = "directory_office"
        triggers: ClassVar = [watched("directory_office")]
        ordering: ClassVar = ["identifier"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identifier"],
                name="directory_office_identifier",
                violation_error_message="Mã này đã thuộc một điểm tiếp nhận khác.",
            ),
            models.CheckConstraint(
                name="directory_office_has_days",
                condition=Q(valid__isempty=False),
                violation_error_message="Điểm tiếp nhận phải có ít nhất một ngày hoạt động.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def valid_from(self) -> date | None:
        return first_day(self.valid)

    @property
    def valid_until(self) -> date | None:
        """Last day it is open, included."""
        return last_day(self.valid)


def _minutes(name: str) -> models.Expression:
    return ExtractHour(name) * 60 + ExtractMinute(name)


class OfficeHoursRow(models.Model):
    """One stretch of opening on a weekday (0 Monday … 6 Sunday), local time, during its days of validity.

    Hours of the past stay, so that a due date promised under them can be explained.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    office = plain(models.ForeignKey(Office, on_delete=models.CASCADE, related_name="hours"))
    weekday = plain(models.SmallIntegerField())
    opens = plain(models.TimeField())
    closes = plain(models.TimeField())
    valid = plain(DateRangeField())

    class Meta:
        db_table = "directory_office_hours"
        triggers: ClassVar = [watched("directory_office_hours")]
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="directory_hours_weekday",
                condition=Q(weekday__gte=0, weekday__lte=6),
                violation_error_message="Thứ trong tuần không đúng.",
            ),
            models.CheckConstraint(
                name="directory_hours_open_then_close",
                condition=Q(opens__lt=F("closes"), valid__isempty=False),
                violation_error_message="Giờ đóng cửa phải sau giờ mở cửa.",
            ),
            ExclusionConstraint(
                name="directory_hours_apart",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                    (Func(_minutes("opens"), _minutes("closes"), function="numrange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Hai khoảng giờ trong cùng một ngày chồng lên nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OfficeService(models.Model):
    """The office receives for this agency."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    office = plain(models.ForeignKey(Office, on_delete=models.CASCADE, related_name="services"))
    agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="received_at"))

    class Meta:
        db_table = "directory_office_service"
        triggers: ClassVar = [watched("directory_office_service")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "office"],
                name="directory_office_serves_once",
                violation_error_message="Điểm này đã tiếp nhận cho cơ quan đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} → {self.agency_id}"


class Counter(models.Model):
    """A numbered desk in an office. A counter taken out of use stays, for what was received there."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    office = plain(models.ForeignKey(Office, on_delete=models.CASCADE, related_name="counters"))
    number = plain(models.PositiveSmallIntegerField())
    label = plain(models.TextField(blank=True))
    in_use = plain(models.BooleanField(default=True))

    class Meta:
        db_table = "directory_counter"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "number"],
                name="directory_counter_number",
                violation_error_message="Số quầy này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="directory_counter_from_one",
                violation_error_message="Số quầy bắt đầu từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}".strip()

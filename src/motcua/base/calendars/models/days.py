"""Days that differ from their weekday, and the versions of the calendar they make up. Cities only read."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain

KINDS = ("holiday", "swapped_day_off", "swapped_working_day")
VERIFICATIONS = ("verified", "seen_once", "proposed", "from_memory", "projected")


class CalendarDayRow(models.Model):
    """One holiday or swapped day, with who says so and how sure that is."""

    read_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    day = plain(models.DateField())
    kind = plain(models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS]))
    name = plain(models.TextField())
    swap_with = plain(models.DateField(null=True, blank=True))
    verification = plain(models.CharField(max_length=12, choices=[(level, level) for level in VERIFICATIONS]))
    source = plain(models.TextField())

    class Meta:
        db_table = "calendars_day"
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day"], name="calendars_day_once", violation_error_message="Ngày này đã có trong lịch."
            ),
            models.CheckConstraint(
                name="calendars_day_kind",
                condition=Q(kind__in=KINDS),
                violation_error_message="Một ngày trong lịch là ngày nghỉ lễ, ngày nghỉ hoán đổi hoặc ngày làm bù.",
            ),
            models.CheckConstraint(
                name="calendars_day_verification",
                condition=Q(verification__in=VERIFICATIONS),
                violation_error_message="Phải ghi mức xác minh của ngày.",
            ),
            models.CheckConstraint(
                name="calendars_day_source",
                condition=~Q(source=""),
                violation_error_message="Phải ghi căn cứ của ngày.",
            ),
            models.CheckConstraint(
                name="calendars_day_swap",
                condition=Q(kind="holiday", swap_with=None)
                | (Q(kind="swapped_day_off", swap_with__isnull=False) & ~Q(swap_with=F("day")))
                | (Q(kind="swapped_working_day") & ~Q(swap_with=F("day"))),
                violation_error_message="Ngày nghỉ hoán đổi phải ghi ngày làm bù; ngày lễ thì không ghi ngày nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarVersion(models.Model):
    """Each change of the calendar as a whole; the highest number is the one in use. `digest` names the set of days."""

    read_only: ClassVar = True

    number = plain(models.PositiveIntegerField(primary_key=True))
    digest = plain(models.CharField(max_length=64))
    made_at = plain(models.DateTimeField())

    class Meta:
        db_table = "calendars_version"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"

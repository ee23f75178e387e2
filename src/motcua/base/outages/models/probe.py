"""What probes found from outside: rounds as they were sent, for a while; what became of each day, for long."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.base.outages.enums import JOURNEYS
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class ProbeRound(models.Model):
    """Every journey played once by one probe. `failed` names those that did not go well."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    probe = plain(models.CharField(max_length=40))
    at = plain(models.DateTimeField(db_index=True))
    every = plain(models.PositiveIntegerField())
    failed = plain(ArrayField(models.CharField(max_length=20)))
    slowest_ms = plain(models.PositiveIntegerField())

    class Meta:
        db_table = "outages_proberound"
        ordering: ClassVar = ["at", "probe"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["probe", "at"], name="outages_proberound_once",
                violation_error_message="Lượt đo này đã được ghi.",
            ),
            models.CheckConstraint(
                name="outages_proberound_failed",
                condition=Q(failed__contained_by=list(JOURNEYS)),
                violation_error_message="Hành trình không có trong danh sách.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.probe} {self.at}"


class ProbeDay(models.Model):
    """Seconds of a day of Hanoi in which a journey went well, and in which it did not; of the rest nobody knows."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    day = plain(models.DateField())
    journey = plain(models.CharField(max_length=20))
    up = plain(models.PositiveIntegerField())
    down = plain(models.PositiveIntegerField())

    class Meta:
        db_table = "outages_probeday"
        ordering: ClassVar = ["day", "journey"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "journey"], name="outages_probeday_once",
                violation_error_message="Ngày này đã được tính.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day} {self.journey}"

"""A day off, a swapped day or a day that is none after all, decided in the city, with the decision it rests on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.base.daysoff.enums import DECIDED_KINDS
from motcua.base.edition.watching import watched
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class DecidedDay(models.Model):
    """Lies over the national calendar for the agencies at or below `agency_path`. Withdrawn rows are kept.

    `moves_promises`: the decision says that promises given before the day was entered may become later by it;
    `withdrawal_moves` says the same of taking it back. Otherwise a promise that was given never becomes later.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    day = plain(models.DateField())
    kind = plain(models.CharField(max_length=20, choices=[(kind, kind) for kind in DECIDED_KINDS]))
    name = plain(models.TextField())
    swap_with = plain(models.DateField(null=True, blank=True))
    agency_path = plain(models.TextField())
    agency_name = plain(models.TextField())
    decision = plain(models.TextField())
    decided_on = plain(models.DateField())
    moves_promises = plain(models.BooleanField(default=False))
    entered_at = plain(models.DateTimeField(default=clock.now))
    withdrawn_at = plain(models.DateTimeField(null=True, blank=True))
    withdrawal_moves = plain(models.BooleanField(default=False))

    class Meta:
        db_table = "daysoff_day"
        triggers: ClassVar = [watched("daysoff_day")]
        ordering: ClassVar = ["day", "agency_path"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "agency_path"],
                condition=Q(withdrawn_at=None),
                name="daysoff_day_once",
                violation_error_message="Ngày này đã được ghi cho cơ quan này.",
            ),
            models.CheckConstraint(
                name="daysoff_day_kind",
                condition=Q(kind__in=DECIDED_KINDS),
                violation_error_message="Loại ngày không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="daysoff_day_cited",
                condition=~Q(decision="") & ~Q(name=""),
                violation_error_message="Phải ghi tên ngày và số quyết định.",
            ),
            models.CheckConstraint(
                name="daysoff_day_swap",
                condition=Q(kind__in=["holiday", "ordinary"], swap_with=None)
                | (
                    Q(kind__in=["swapped_day_off", "swapped_working_day"], swap_with__isnull=False)
                    & ~Q(swap_with=F("day"))
                ),
                violation_error_message="Ngày hoán đổi phải ghi ngày kia; ngày nghỉ thì không ghi ngày nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.agency_path}"

"""Days on which a procedure is not received: suspended for a while, or abolished."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from motcua.base.edition.watching import watched
from motcua.domain.catalogue.enums import StopKind
from motcua.domain.catalogue.models.procedures import Procedure
from motcua.domain.directory.validity import first_day, last_day
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Stop(models.Model):
    """Why a procedure is not received from a day on: the reason, and the decision with its day, for everyone to read.

    It is never deleted; resuming or publishing anew ends it. Without an end it holds until then.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    procedure = plain(models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="stops"))
    kind = plain(models.CharField(max_length=9, choices=StopKind.choices()))
    during = plain(DateRangeField())
    reason = plain(models.TextField())
    decision_number = plain(models.TextField(blank=True))
    decided_on = plain(models.DateField(null=True))
    created_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "catalogue_stop"
        triggers: ClassVar = [watched("catalogue_stop")]
        ordering: ClassVar = ["procedure_id", "during"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="catalogue_stop_one_at_a_time",
                expressions=[("procedure", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message="Thủ tục đã tạm dừng hoặc bãi bỏ trong thời gian này.",
            ),
            models.CheckConstraint(
                name="catalogue_stop_kind_known",
                condition=Q(kind__in=[kind.value for kind in StopKind]),
                violation_error_message="Loại dừng không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="catalogue_stop_says_why",
                condition=~Q(reason="") & Q(during__startswith__isnull=False),
                violation_error_message="Dừng tiếp nhận phải có ngày và lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.during}"

    @property
    def since(self) -> date:
        day = first_day(self.during)
        assert day is not None
        return day

    @property
    def until(self) -> date | None:
        """Last day, included; None while open."""
        return last_day(self.during)

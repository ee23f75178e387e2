"""A time in which something does not work, told to everybody in two languages, with its updates."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.base.outages.enums import EFFECTS, KINDS, SERVICES, TOLD_HOURS
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Outage(models.Model):
    """`ends_at`: of a planned one as announced, moved by an update or its end; of an incident None while it lasts.

    `meanwhile_…`: what people can do until then. `told_hours`: so long before it begins every page says so.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    kind = plain(models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS]))
    effect = plain(models.CharField(max_length=10, choices=[(effect, effect) for effect in EFFECTS]))
    services = plain(ArrayField(models.CharField(max_length=20)))
    title_vi = plain(models.TextField())
    title_en = plain(models.TextField())
    text_vi = plain(models.TextField())
    text_en = plain(models.TextField())
    meanwhile_vi = plain(models.TextField())
    meanwhile_en = plain(models.TextField())
    starts_at = plain(models.DateTimeField())
    ends_at = plain(models.DateTimeField(null=True, blank=True))
    told_hours = plain(models.PositiveSmallIntegerField(default=TOLD_HOURS))
    announced_at = plain(models.DateTimeField(default=clock.now))
    cancelled_at = plain(models.DateTimeField(null=True, blank=True))
    lesson_vi = plain(models.TextField(default=""))
    lesson_en = plain(models.TextField(default=""))
    lesson_at = plain(models.DateTimeField(null=True, blank=True))

    class Meta:
        db_table = "outages_outage"
        ordering: ClassVar = ["-starts_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outages_outage_kind",
                condition=Q(kind="unplanned") | Q(kind="planned", ends_at__isnull=False),
                violation_error_message="Đợt bảo trì có báo trước phải ghi lúc kết thúc.",
            ),
            models.CheckConstraint(
                name="outages_outage_effect",
                condition=Q(effect__in=list(EFFECTS)),
                violation_error_message="Mức ảnh hưởng không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="outages_outage_services",
                condition=Q(services__len__gt=0, services__contained_by=list(SERVICES)),
                violation_error_message="Phải chọn ít nhất một dịch vụ trong danh sách.",
            ),
            models.CheckConstraint(
                name="outages_outage_said",
                condition=~Q(title_vi="") & ~Q(title_en="") & ~Q(text_vi="") & ~Q(text_en=""),
                violation_error_message="Phải ghi tên và nội dung bằng hai ngôn ngữ.",
            ),
            models.CheckConstraint(
                name="outages_outage_lasts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="Lúc kết thúc phải sau lúc bắt đầu.",
            ),
            models.CheckConstraint(
                name="outages_outage_cancelled",
                condition=Q(cancelled_at=None) | Q(kind="planned", cancelled_at__lte=F("starts_at")),
                violation_error_message="Chỉ hủy được đợt bảo trì chưa bắt đầu.",
            ),
            models.CheckConstraint(
                name="outages_outage_lesson",
                condition=Q(lesson_at=None, lesson_vi="", lesson_en="")
                | (Q(lesson_at__isnull=False, ends_at__isnull=False) & ~Q(lesson_vi="") & ~Q(lesson_en="")),
                violation_error_message="Bản rút kinh nghiệm phải có hai ngôn ngữ, sau khi kết thúc.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at} {self.title_vi}"


class OutageUpdate(models.Model):
    """One piece of news about an outage. Never changed."""

    append_only = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    outage = plain(models.ForeignKey(Outage, models.PROTECT, related_name="updates"))
    at = plain(models.DateTimeField(default=clock.now))
    text_vi = plain(models.TextField())
    text_en = plain(models.TextField())

    class Meta:
        db_table = "outages_update"
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outages_update_said",
                condition=~Q(text_vi="") & ~Q(text_en=""),
                violation_error_message="Phải ghi nội dung bằng hai ngôn ngữ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.text_vi}"

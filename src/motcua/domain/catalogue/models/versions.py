"""The text of a procedure from a day on. Once published it never changes; only its end may be set."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from motcua.base.edition.watching import watched
from motcua.domain.catalogue.enums import OWN_LEVELS, Level, Origin, ServiceLevel, VersionState
from motcua.domain.catalogue.models.procedures import Field, Procedure
from motcua.domain.directory.validity import first_day, holds, last_day
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain

DRAFT = VersionState.DRAFT.value
PUBLISHED = VersionState.PUBLISHED.value
RETIRED = VersionState.RETIRED.value
MAY_CHANGE = ["state", "effective", "published_at", "retired_reason", "search_text"]
FROZEN_ONCE_PUBLISHED = """
IF OLD.state <> 'draft' THEN
    RAISE EXCEPTION 'a published version does not change'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'catalogue_version_frozen';
END IF;
RETURN NEW;
"""
FROZEN = pgtrigger.Q(old__state__in=[PUBLISHED, RETIRED])
START_MOVED = "OLD.state <> 'draft' AND lower(OLD.effective) IS DISTINCT FROM lower(NEW.effective)"


class ProcedureVersion(models.Model):
    """One version. `effective` is a half-open range of days. A version replaced by a later one stays `published`
    with an end; `retired` is one that was stopped with a reason.

    `legal_basis` [{number, title}], `deciders` [{name, level}], `fees` [{channel, text, vnd}],
    `flags` [{field, reason, text}] are lists of objects. The `*_key` and `search_text` columns are folded.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    procedure = plain(models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions"))
    number = plain(models.PositiveIntegerField())
    state = plain(models.CharField(max_length=9, choices=VersionState.choices(), default=DRAFT))
    effective = plain(DateRangeField(null=True))
    retired_reason = plain(models.TextField(blank=True))

    name = plain(models.TextField())
    field = plain(models.ForeignKey(Field, on_delete=models.PROTECT, related_name="versions"))
    issuing_agency = plain(models.TextField(blank=True))
    executing_agency = plain(models.TextField(blank=True))
    foreign_issuer = plain(models.BooleanField(default=False))
    levels = plain(ArrayField(models.CharField(max_length=8), default=list, blank=True))
    deciders = plain(models.JSONField(default=list, blank=True))
    applicants = plain(ArrayField(models.TextField(), default=list, blank=True))
    requirements = plain(models.TextField(blank=True))
    steps_text = plain(models.TextField(blank=True))
    legal_basis = plain(models.JSONField(default=list, blank=True))
    fee_text = plain(models.TextField(blank=True))
    fees = plain(models.JSONField(default=list, blank=True))
    service_level = plain(models.CharField(max_length=11, choices=ServiceLevel.choices()))
    presence_reason = plain(models.TextField(blank=True, help_text="why it is not wholly online (Decree 224/2026)"))
    minutes_to_file = plain(models.PositiveSmallIntegerField(null=True))

    origin = plain(models.CharField(max_length=7, choices=Origin.choices()))
    source = plain(models.TextField(blank=True))
    source_url = plain(models.TextField(blank=True))
    decision_number = plain(models.TextField(blank=True))
    from_memory = plain(ArrayField(models.TextField(), default=list, blank=True))
    flags = plain(models.JSONField(default=list, blank=True))
    flags_count = plain(models.PositiveIntegerField(default=0))
    content_digest = plain(models.CharField(max_length=64))

    name_key = plain(models.TextField())
    agency_key = plain(models.TextField(blank=True))
    search_text = plain(models.TextField())

    created_at = plain(models.DateTimeField(default=clock.now))
    published_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "catalogue_version"
        ordering: ClassVar = ["procedure_id", "number"]
        indexes: ClassVar = [
            models.Index(fields=["field"], condition=Q(state=PUBLISHED), name="catalogue_version_of_field"),
            models.Index(fields=["name_key", "id"], condition=Q(state=PUBLISHED), name="catalogue_version_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "number"],
                name="catalogue_version_number_once",
                violation_error_message="Số phiên bản này đã có.",
            ),
            ExclusionConstraint(
                name="catalogue_version_one_at_a_time",
                expressions=[("procedure", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
                condition=~Q(state=DRAFT),
                violation_error_message="Thủ tục đã có phiên bản khác trong thời gian đó.",
            ),
            models.CheckConstraint(
                name="catalogue_version_state_known",
                condition=Q(state__in=[state.value for state in VersionState]),
                violation_error_message="Trạng thái không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="catalogue_version_published_has_days",
                condition=Q(state=DRAFT)
                | Q(effective__isempty=False, effective__startswith__isnull=False, published_at__isnull=False),
                violation_error_message="Phiên bản đã công bố phải có ngày hiệu lực.",
            ),
            models.CheckConstraint(
                name="catalogue_version_retired_says_why",
                condition=~Q(state=RETIRED) | (Q(effective__endswith__isnull=False) & ~Q(retired_reason="")),
                violation_error_message="Phiên bản đã ngừng phải có ngày và lý do.",
            ),
            models.CheckConstraint(
                name="catalogue_version_foreign_stays_draft",
                condition=Q(foreign_issuer=False) | Q(state=DRAFT),
                violation_error_message="Thủ tục của tỉnh khác không công bố ở đây.",
            ),
            models.CheckConstraint(
                name="catalogue_version_levels_known",
                condition=Q(levels__contained_by=[level.value for level in Level]),
                violation_error_message="Cấp không có trong danh sách.",
            ),
        ]
        triggers: ClassVar = [
            watched("catalogue_version"),
            pgtrigger.FSM(name="moves", field="state", transitions=[(DRAFT, PUBLISHED), (PUBLISHED, RETIRED)]),
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=MAY_CHANGE),
                func=FROZEN_ONCE_PUBLISHED,
            ),
            pgtrigger.Protect(
                name="start_stays", operation=pgtrigger.Update, condition=pgtrigger.Condition(START_MOVED)
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete, condition=FROZEN),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    @property
    def effective_from(self) -> date | None:
        return first_day(self.effective) if self.effective else None

    @property
    def effective_until(self) -> date | None:
        """Last day in force, included; None while open."""
        return last_day(self.effective) if self.effective else None

    def in_force_on(self, day: date) -> bool:
        return self.state == PUBLISHED and self.effective is not None and holds(self.effective, day)

    def receivable_on(self, day: date) -> bool:
        """Whether a city's own agency may receive a case under this version on `day`."""
        return self.in_force_on(day) and any(level in self.levels for level in OWN_LEVELS)

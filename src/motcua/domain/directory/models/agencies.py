"""Bodies of the administration: nodes of a tree, each with its days of validity."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from motcua.base.edition.watching import watched
from motcua.domain.directory.enums import AgencyKind, Ground, SuccessionKind
from motcua.domain.directory.validity import first_day, last_day
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain
from motcua.kernel.words import Words

INSIDE_PARENT = """
IF TG_OP = 'UPDATE' AND (NEW.path <> OLD.path OR NEW.parent_id IS DISTINCT FROM OLD.parent_id)
   OR NEW.path !~ '^/([A-Z0-9.]+/)+$'
   OR regexp_replace(NEW.path, '[^/]+/$', '') <>
      COALESCE((SELECT parent.path FROM directory_agency parent WHERE parent.id = NEW.parent_id), '/')
   OR EXISTS (SELECT 1 FROM directory_agency parent WHERE parent.id = NEW.parent_id AND NOT parent.valid @> NEW.valid)
   OR EXISTS (SELECT 1 FROM directory_agency child WHERE child.parent_id = NEW.id AND NOT NEW.valid @> child.valid)
THEN
    RAISE EXCEPTION 'an agency stands below its parent, inside the days of its parent, and never moves'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'directory_agency_inside_parent';
END IF;
RETURN NEW;
"""
"""`path` is made when the body is founded and never changes, even when an official corrects its identifier: what is
scoped by path stays where it was.
"""


class Agency(models.Model):
    """A body for a stretch of days. A merger or split ends it and founds others; a new name does not.

    `path` ("/H26/H26.S03/") names the line of bodies above, so a prefix covers everything below; it never changes.
    `synthetic`: the identifier was made by us, not given by the city. `territory_code` names the unit it governs.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    identifier = plain(models.CharField(max_length=35))
    synthetic = plain(models.BooleanField(default=True))
    name = plain(models.TextField())
    short_name = plain(models.TextField())
    search_text = plain(models.TextField(help_text="folded name, short name and identifier"))
    kind = plain(models.CharField(max_length=12, choices=AgencyKind.choices()))
    parent = plain(models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"))
    path = plain(models.TextField())
    valid = plain(DateRangeField())
    territory_code = plain(models.CharField(max_length=5, blank=True))

    class Meta:
        db_table = "directory_agency"
        ordering: ClassVar = ["path"]
        indexes: ClassVar = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="directory_agency_below"),
            models.Index(fields=["territory_code", "kind"], name="directory_agency_territory"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="directory_agency_search"),
        ]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="directory_agency_one_at_a_time",
                expressions=[("identifier", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message="Mã định danh này đã thuộc một cơ quan khác trong thời gian đó.",
            ),
            ExclusionConstraint(
                name="directory_agency_place",
                expressions=[("path", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message="Chỗ này trong cây cơ quan đã có cơ quan khác trong thời gian đó.",
            ),
            models.CheckConstraint(
                name="directory_agency_has_days",
                condition=Q(valid__isempty=False),
                violation_error_message="Cơ quan phải có ít nhất một ngày hiệu lực.",
            ),
            models.CheckConstraint(
                name="directory_agency_identifier_form",
                condition=Q(identifier__regex=r"^[A-Y][0-9]{2}(\.[A-Z0-9]+)*$"),
                violation_error_message="Mã định danh gồm các nhóm chữ A–Z và số, cách nhau bằng dấu chấm.",
            ),
            models.CheckConstraint(
                name="directory_agency_kind_known",
                condition=Q(kind__in=[kind.value for kind in AgencyKind]),
                violation_error_message="Loại cơ quan không có trong danh sách.",
            ),
        ]
        triggers: ClassVar = [
            watched("directory_agency"),
            pgtrigger.Trigger(
                name="inside_parent",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "path", "identifier", "valid"),
                func=INSIDE_PARENT,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What people call it in one line: committees by their short name, others in full."""
        committees = (AgencyKind.CITY, AgencyKind.DISTRICT, AgencyKind.COMMUNE)
        return self.short_name if self.kind in committees else self.name

    @property
    def kind_words(self) -> Words:
        return AgencyKind(self.kind).words

    @property
    def valid_from(self) -> date | None:
        return first_day(self.valid)

    @property
    def valid_until(self) -> date | None:
        """Last day of validity, included."""
        return last_day(self.valid)


class AgencySuccession(models.Model):
    """Work of a former body that went to a later one, from a day on."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    predecessor = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions"))
    successor = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inheritances"))
    kind = plain(models.CharField(max_length=5, choices=SuccessionKind.choices()))
    from_day = plain(models.DateField())

    class Meta:
        db_table = "directory_agency_succession"
        triggers: ClassVar = [watched("directory_agency_succession")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="directory_succession_once",
                violation_error_message="Việc kế thừa này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="directory_succession_of_another",
                violation_error_message="Một cơ quan không kế thừa chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Competence(models.Model):
    """Which body decides the city-level procedures of a ministry, or of one field of it, for a stretch of days.

    `field` empty means all fields that no other body has. `ground` says how sure this is; officials may correct it.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="competences"))
    ministry = plain(models.TextField())
    field = plain(models.TextField(blank=True))
    ministry_key = plain(models.TextField(help_text="folded"))
    field_key = plain(models.TextField(blank=True, help_text="folded"))
    valid = plain(DateRangeField())
    ground = plain(models.CharField(max_length=10, choices=Ground.choices()))
    source = plain(models.TextField(blank=True))

    class Meta:
        db_table = "directory_competence"
        triggers: ClassVar = [watched("directory_competence")]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="directory_competence_of_one",
                expressions=[
                    ("ministry_key", RangeOperators.EQUAL),
                    ("field_key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Lĩnh vực này đã có cơ quan khác giải quyết trong thời gian đó.",
            ),
            models.CheckConstraint(
                name="directory_competence_has_days",
                condition=Q(valid__isempty=False),
                violation_error_message="Thẩm quyền phải có ít nhất một ngày hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ministry} {self.field}".strip()

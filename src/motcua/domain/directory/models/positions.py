"""A person's post in an agency for a time, with the roles it gives."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from motcua.base.edition.watching import watched
from motcua.domain.directory.models.agencies import Agency
from motcua.domain.directory.models.offices import Office
from motcua.domain.directory.models.people import Person
from motcua.domain.directory.validity import first_day, last_day
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Position(models.Model):
    """Held by one person from a day on. `roles` are names of role classes of `motcua.base.access.roles`."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    person = plain(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="positions"))
    agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions"))
    office = plain(models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="positions"))
    title = plain(models.TextField())
    roles = plain(ArrayField(models.CharField(max_length=40)))
    skills = plain(ArrayField(models.CharField(max_length=60), default=list, blank=True))
    valid = plain(DateRangeField())

    class Meta:
        db_table = "directory_position"
        triggers: ClassVar = [watched("directory_position")]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="directory_position_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Người này đã giữ chức danh đó ở đây trong thời gian này.",
            ),
            models.CheckConstraint(
                name="directory_position_has_roles",
                condition=Q(roles__len__gt=0),
                violation_error_message="Vị trí phải có ít nhất một vai trò.",
            ),
            models.CheckConstraint(
                name="directory_position_has_days",
                condition=Q(valid__isempty=False),
                violation_error_message="Vị trí phải có ít nhất một ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def valid_from(self) -> date | None:
        return first_day(self.valid)

    @property
    def valid_until(self) -> date | None:
        """Last day it is held, included."""
        return last_day(self.valid)

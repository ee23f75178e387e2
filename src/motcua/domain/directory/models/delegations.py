"""Power given to others for a time: a delegation by decision, and the days on which somebody is away."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from motcua.base.edition.watching import watched
from motcua.domain.directory.enums import SigningForm
from motcua.domain.directory.models.agencies import Agency
from motcua.domain.directory.models.positions import Position
from motcua.domain.directory.validity import first_day, last_day
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain

EVERYTHING = "all"
SCOPE_FORM = r"^(all|(field|procedure):[0-9a-f-]{36})$"


class Delegation(models.Model):
    """By a decision the head of `agency` (`giver`) lets a position, or who leads an agency, decide in their place.

    `scopes`: "all", or "field:<id>" and "procedure:<id>". It ends by itself with its last day, with the posts it rests
    on, or when revoked: then `valid` ends with that day. `title` is whose place is signed, such as "Chủ tịch".
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="delegations"))
    giver = plain(models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="delegations_given"))
    to_position = plain(models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="delegations"))
    to_agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="delegations_to"))
    title = plain(models.TextField())
    form = plain(models.CharField(max_length=3, choices=SigningForm.choices()))
    scopes = plain(ArrayField(models.CharField(max_length=50)))
    decision = plain(models.TextField())
    decided_on = plain(models.DateField())
    valid = plain(DateRangeField())
    made_at = plain(models.DateTimeField(default=clock.now))
    revoked_at = plain(models.DateTimeField(null=True))
    revocation = plain(models.TextField(blank=True, help_text="by which decision it was revoked"))

    class Meta:
        db_table = "directory_delegation"
        triggers: ClassVar = [watched("directory_delegation")]
        ordering: ClassVar = ["agency_id", "-made_at"]
        indexes: ClassVar = [
            models.Index(fields=["to_position"], name="directory_delegation_position"),
            models.Index(fields=["to_agency"], name="directory_delegation_agency"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="directory_delegation_to_one",
                condition=Q(to_position=None, to_agency__isnull=False) | Q(to_position__isnull=False, to_agency=None),
                violation_error_message="Ủy quyền cho một người hoặc một cơ quan.",
            ),
            models.CheckConstraint(
                name="directory_delegation_to_another",
                condition=Q(to_position=None) | Q(giver=None) | ~Q(to_position=F("giver")),
                violation_error_message="Không ủy quyền cho chính mình.",
            ),
            models.CheckConstraint(
                name="directory_delegation_of_something",
                condition=Q(scopes__len__gt=0),
                violation_error_message="Ủy quyền phải nêu thủ tục.",
            ),
            models.CheckConstraint(
                name="directory_delegation_has_days",
                condition=Q(valid__isempty=False) | Q(revoked_at__isnull=False),
                violation_error_message="Ủy quyền phải có ít nhất một ngày.",
            ),
            models.CheckConstraint(
                name="directory_delegation_revoked_by",
                condition=Q(revoked_at=None, revocation="") | (Q(revoked_at__isnull=False) & ~Q(revocation="")),
                violation_error_message="Bãi bỏ ủy quyền phải có căn cứ.",
            ),
        ]

    def __str__(self) -> str:
        return self.decision

    @property
    def valid_from(self) -> date | None:
        return first_day(self.valid)

    @property
    def valid_until(self) -> date | None:
        """Last day it holds, included."""
        return last_day(self.valid)


class DelegatedScope(models.Model):
    """One scope of a delegation: nobody delegates the same matter twice at a time."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    delegation = plain(models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="lines"))
    agency = plain(models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+"))
    scope = plain(models.CharField(max_length=50))
    valid = plain(DateRangeField())

    class Meta:
        db_table = "directory_delegated_scope"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="directory_delegated_once",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Việc này đã được ủy quyền trong thời gian đó.",
            ),
            models.CheckConstraint(
                name="directory_delegated_scope_form",
                condition=Q(scope__regex=SCOPE_FORM),
                violation_error_message="Phạm vi ủy quyền không đúng.",
            ),
        ]

    def __str__(self) -> str:
        return self.scope


class Absence(models.Model):
    """Days on which who holds a position is away, and who looks after the desk. The holder stays accountable."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    position = plain(models.ForeignKey(Position, on_delete=models.PROTECT, related_name="absences"))
    deputy = plain(models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="deputises"))
    valid = plain(DateRangeField())
    reason = personal(models.TextField(blank=True))
    made_at = plain(models.DateTimeField(default=clock.now))
    ended_at = plain(models.DateTimeField(null=True, help_text="when it was cut short or taken back"))

    class Meta:
        db_table = "directory_absence"
        triggers: ClassVar = [watched("directory_absence")]
        indexes: ClassVar = [models.Index(fields=["deputy"], name="directory_absence_deputy")]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="directory_absence_once",
                expressions=[("position", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message="Đã có lịch vắng mặt trong thời gian đó.",
            ),
            models.CheckConstraint(
                name="directory_absence_deputy_is_another",
                condition=Q(deputy=None) | ~Q(deputy=F("position")),
                violation_error_message="Không tự thay chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} {self.valid}"

    @property
    def valid_from(self) -> date | None:
        return first_day(self.valid)

    @property
    def valid_until(self) -> date | None:
        """Last day away, included."""
        return last_day(self.valid)

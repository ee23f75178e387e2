"""How a unit shares out the tasks of a role: for everything, a field or a procedure; the narrowest rule holds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.base.access.roles import role_named
from motcua.base.edition.watching import watched
from motcua.domain.routing.assigning import Way
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain

SCOPES = {"all": "mọi việc", "field": "một lĩnh vực", "procedure": "một thủ tục"}


class AssignmentRule(models.Model):
    """`scope`: "all", "field:<id>" or "procedure:<id>". `skill` for the way that asks for one, `unit` for the one that
    gives such cases to a unit inside the agency.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    role = plain(models.CharField(max_length=40))
    scope = plain(models.CharField(max_length=50, default="all"))
    way = plain(models.CharField(max_length=10, choices=[(way.value, way.words.vi) for way in Way]))
    skill = plain(models.CharField(max_length=60, blank=True))
    unit = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+", null=True))
    set_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "routing_assignment_rule"
        triggers: ClassVar = [watched("routing_assignment_rule")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "role", "scope"], name="assignment_rule_once"),
            models.CheckConstraint(name="assignment_rule_way", condition=Q(way__in=[way.value for way in Way])),
            models.CheckConstraint(
                name="assignment_rule_skill",
                condition=(Q(way="skill") & ~Q(skill="")) | (~Q(way="skill") & Q(skill="")),
            ),
            models.CheckConstraint(
                name="assignment_rule_unit",
                condition=(Q(way="unit") & Q(unit__isnull=False)) | (~Q(way="unit") & Q(unit=None)),
            ),
            models.CheckConstraint(
                name="assignment_rule_scope", condition=Q(scope__regex=r"^(all|(field|procedure):[0-9a-f-]{36})$")
            ),
        ]

    def __str__(self) -> str:
        return f"{role_named(self.role).title.vi}, {SCOPES[self.scope.partition(':')[0]]}: {Way(self.way).words.vi}"

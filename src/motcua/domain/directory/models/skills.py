"""What officials of the city may be skilled in: one list, kept by its administrator."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Skill(models.Model):
    """Posts and rules name a skill by its `name`. `former` names still find it: a published process keeps its words."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    name = plain(models.CharField(max_length=60, unique=True))
    former = plain(ArrayField(models.CharField(max_length=60), default=list, blank=True))
    created_at = plain(models.DateTimeField(default=clock.now))
    retired_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "directory_skill"
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="directory_skill_named", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name

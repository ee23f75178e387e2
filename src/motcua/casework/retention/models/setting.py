"""How long a city keeps a kind of data, where that is not the default."""

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.privacy import plain


class Setting(models.Model):
    """For every procedure (`procedure` None) or for one. `ground` is the paper that decided it."""

    id = plain(models.BigAutoField(primary_key=True))
    rule = plain(models.CharField(max_length=20))
    procedure = plain(models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+", null=True))
    days = plain(models.PositiveIntegerField())
    ground = plain(models.CharField(max_length=200))
    set_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "retention_setting"
        constraints = [
            models.UniqueConstraint(fields=["rule"], condition=Q(procedure=None), name="retention_set_once"),
            models.UniqueConstraint(fields=["rule", "procedure"], name="retention_set_once_a_procedure"),
            models.CheckConstraint(name="retention_set_by_something", condition=~Q(ground="") & Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.days}"

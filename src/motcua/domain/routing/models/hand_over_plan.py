"""Who gets what a post holds once it has ended: chosen when its last day was entered."""

from django.db import models

from motcua.kernel import clock
from motcua.kernel.privacy import plain


class HandOverPlan(models.Model):
    """Carried out on `from_day`. `successor` None: tasks go back to the unit, cases to its head."""

    position = plain(models.OneToOneField("directory.Position", models.PROTECT, primary_key=True, related_name="+"))
    successor = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    from_day = plain(models.DateField())
    made_at = plain(models.DateTimeField(default=clock.now))
    done_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "routing_hand_over_plan"

    def __str__(self) -> str:
        return f"{self.position_id} {self.from_day}"

"""What was looked at on the spot: time, place, people and content (Decree 61/2018 Art. 19.3)."""

from django.db import models
from django.db.models import F, Q

from motcua.base.erasure.guards import only_erased
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class SiteCheck(models.Model):
    """One check on the spot, as it was entered; `number` counts those of a case. Its printed record is `document`.

    `people`: who took part, one a line.
    """

    append_only = True
    erasable = ("place", "people", "content")

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.PROTECT, related_name="site_checks"))
    number = plain(models.PositiveSmallIntegerField())
    began_at = plain(models.DateTimeField())
    place = personal(models.TextField())
    people = personal(models.TextField())
    content = personal(models.TextField())
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+"))
    entered_at = plain(models.DateTimeField(default=clock.now))
    document = plain(models.ForeignKey("documents.Document", models.PROTECT, related_name="+"))

    class Meta:
        db_table = "cases_site_check"
        triggers = [only_erased("site_check_unchanged", "place", "people", "content", of="OLD.case_id")]
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="site_check_number_once"),
            models.CheckConstraint(name="site_check_says_all", condition=~Q(place="") & ~Q(people="") & ~Q(content="")),
            models.CheckConstraint(name="site_check_entered_afterwards", condition=Q(began_at__lte=F("entered_at"))),
        ]

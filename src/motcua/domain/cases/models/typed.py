"""What a citizen has typed on a page and not sent yet: kept as it stands, complete or not, right or wrong."""

from django.db import models

from motcua.base.access.vault import SealedTextField
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.privacy import personal, plain


class TypedPage(models.Model):
    """One per page of a case. `revision` counts the keepings; `tab` is the open page the last one came from."""

    id = plain(models.BigAutoField(primary_key=True))
    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="typed"))
    place = plain(models.CharField(max_length=20))
    texts = personal(SealedTextField())
    revision = plain(models.PositiveIntegerField(default=0))
    tab = plain(models.CharField(max_length=40, blank=True))
    saved_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "cases_typed_page"
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="typed_page_once")]

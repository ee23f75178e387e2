"""Cases that one filing opened together. A bundle is no case: every statistic counts its members, each once."""

from django.db import models

from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Bundle(models.Model):
    """`key` names its procedures in the catalogue's facts."""

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    key = plain(models.CharField(max_length=40))
    filer = plain(models.ForeignKey("directory.Person", models.PROTECT, related_name="+", null=True))
    made_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "cases_bundle"
        indexes = [models.Index(fields=["filer", "-made_at"], name="bundle_of_filer")]


class BundleMember(models.Model):
    """One case of a bundle, in its order; `after` is the case whose result it needs before it is accepted."""

    case = plain(models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="member"))
    bundle = plain(models.ForeignKey(Bundle, models.PROTECT, related_name="members"))
    place = plain(models.PositiveSmallIntegerField())
    after = plain(models.ForeignKey(Case, models.SET_NULL, related_name="followers", null=True))

    class Meta:
        db_table = "cases_bundle_member"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["bundle", "place"], name="bundle_place_once")]

"""A file on its way: how much of it is here, whose it is and what for. The bytes lie in the folder of partials."""

from django.db import models
from django.db.models import F, Q

from motcua.base.files.models.stored import StoredFile
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Upload(models.Model):
    """`place` and `outcome` belong to whoever asked for the file: what it is for, and what became of it.

    `fingerprint` tells the same file again, after a cut, in another tab or on another device of the same person.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    owner = plain(models.UUIDField())
    place = plain(models.CharField(max_length=160))
    fingerprint = plain(models.CharField(max_length=64))
    name = personal(models.TextField())
    size = plain(models.PositiveBigIntegerField())
    received = plain(models.PositiveBigIntegerField(default=0))
    sha256 = plain(models.CharField(max_length=64, blank=True))
    file = plain(models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True))
    outcome = plain(models.CharField(max_length=60, blank=True))
    refused_vi = plain(models.TextField(blank=True))
    refused_en = plain(models.TextField(blank=True))
    began_at = plain(models.DateTimeField(default=clock.now))
    moved_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "files_upload"
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="upload_not_empty"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_not_beyond"),
            models.CheckConstraint(condition=Q(file=None) | Q(refused_vi=""), name="upload_one_verdict"),
            models.UniqueConstraint(
                fields=["owner", "place", "fingerprint"],
                condition=Q(file=None, refused_vi=""),
                name="upload_under_way_once",
            ),
        ]
        indexes = [models.Index(fields=["moved_at"], name="upload_by_moved")]

    @property
    def settled(self) -> bool:
        """It was kept or refused: nothing more is to come."""
        return self.file_id is not None or bool(self.refused_vi)

    @property
    def whole(self) -> bool:
        return self.received == self.size

"""A file as somebody handed it in; the bytes themselves lie in the storage under their digest."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain

MEDIA_TYPES = ("application/pdf", "image/heic", "image/jpeg", "image/png")


class StoredFile(models.Model):
    """One arrival of a content, `size` bytes long. Several rows may share one content.

    The row is written after the bytes are safe. `erased_at`: its content may not be read any more; `removed_at`: the
    bytes are gone, unless another row has the same.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    sha256 = plain(models.CharField(max_length=64))
    size = plain(models.BigIntegerField())
    media_type = plain(models.TextField(choices=[(kind, kind) for kind in MEDIA_TYPES]))
    pages = plain(models.PositiveIntegerField())
    name = personal(models.TextField())
    created_at = plain(models.DateTimeField())
    erased_at = plain(models.DateTimeField(null=True))
    removed_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "files_storedfile"
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="files_storedfile_sha256"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="files_storedfile_not_empty"),
            models.CheckConstraint(condition=models.Q(pages__gte=1), name="files_storedfile_has_pages"),
            models.CheckConstraint(condition=models.Q(media_type__in=MEDIA_TYPES), name="files_storedfile_media_type"),
            models.CheckConstraint(condition=~models.Q(name=""), name="files_storedfile_named"),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="files_storedfile_by_sha256"),
            models.Index(
                fields=["erased_at"],
                name="files_storedfile_to_remove",
                condition=models.Q(erased_at__isnull=False, removed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

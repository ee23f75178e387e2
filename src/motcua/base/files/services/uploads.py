"""A large file over a bad line: it comes in pieces, and after every cut goes on where it stopped.

Each piece is on disk before its count is raised, and the count is raised under the row's lock, so two tabs or devices
that send the same file hinder nobody: whoever comes with a stale offset hears the true one.
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from motcua.base.files.errors import (
    LIMIT_BYTES,
    EmptyFile,
    FileLost,
    FileRefused,
    PieceDamaged,
    TooLarge,
    TooManyUploads,
    UploadDamaged,
    UploadIncomplete,
    UploadNotFound,
    WrongOffset,
)
from motcua.base.files.models import StoredFile, Upload
from motcua.base.files.names import without_numbers
from motcua.base.files.partials import Partials
from motcua.base.files.services.store import store
from motcua.kernel import clock

PIECE_LIMIT_BYTES = 2 * 1024 * 1024
READ_BYTES = 64 * 1024
QUOTA_BYTES = 10 * LIMIT_BYTES
QUOTA_FILES = 60
LIFE = timedelta(days=7)
"""How long a file may lie half sent after its last piece."""

MEMORY = timedelta(days=1)
"""How long the verdict on a settled one can be asked for again."""


def partials() -> Partials:
    return Partials(Path(settings.FILES_ROOT))


def begin(*, owner: UUID, place: str, name: str, size: int, fingerprint: str, sha256: str = "") -> Upload:
    """A new upload, or the one already under way of the same file to the same place.

    EmptyFile, TooLarge before anything travels; TooManyUploads when the person has too much under way.
    """
    if size == 0:
        raise EmptyFile()
    if size > LIMIT_BYTES:
        raise TooLarge()
    known = hashlib.sha256(f"{size} {fingerprint}".encode()).hexdigest()
    same = Upload.objects.filter(owner=owner, place=place, fingerprint=known, file=None, refused_vi="")
    found = same.first()
    if found is not None:
        return found
    under_way = under_way_of(owner).aggregate(bytes=Sum("size"), files=Count("pk"))
    if under_way["files"] >= QUOTA_FILES or (under_way["bytes"] or 0) + size > QUOTA_BYTES:
        raise TooManyUploads()
    upload, _ = same.get_or_create(
        owner=owner,
        place=place,
        fingerprint=known,
        file=None,
        refused_vi="",
        defaults={"name": without_numbers(name)[:300] or "-", "size": size, "sha256": sha256},
    )
    return upload


def under_way_of(owner: UUID, place: str = "") -> QuerySet[Upload]:
    """What this person has not finished sending, at this place or below it."""
    return Upload.objects.filter(owner=owner, place__startswith=place, file=None, refused_vi="").order_by("began_at")


def find(owner: UUID, upload_id: UUID) -> Upload:
    """UploadNotFound for another person's as for none."""
    found = Upload.objects.filter(pk=upload_id, owner=owner).first()
    if found is None:
        raise UploadNotFound
    return found


def read_piece(stream: BinaryIO) -> bytes:
    """What arrives of one piece: all of it, or as far as it came before the line was cut. TooLarge."""
    pieces, size = [], 0
    try:
        while part := stream.read(READ_BYTES):
            size += len(part)
            if size > PIECE_LIMIT_BYTES:
                raise TooLarge()
            pieces.append(part)
    except OSError:  # cut in the middle: what came before is good
        pass
    return b"".join(pieces)


@transaction.atomic
def receive(*, owner: UUID, upload_id: UUID, offset: int, piece: bytes, digest: bytes | None = None) -> Upload:
    """Keep a piece that begins at `offset`; afterwards `received` counts it.

    WrongOffset when another piece is due, PieceDamaged when its SHA-256 is not `digest`, TooLarge beyond the size
    announced, UploadNotFound for strangers.
    """
    upload = Upload.objects.select_for_update().filter(pk=upload_id, owner=owner).first()
    if upload is None:
        raise UploadNotFound
    if upload.settled or upload.received != offset:
        raise WrongOffset(due=upload.received)
    if digest is not None and hashlib.sha256(piece).digest() != digest:
        raise PieceDamaged()
    if offset + len(piece) > upload.size:
        raise TooLarge()
    if piece:
        try:
            partials().write(str(upload.pk), offset, piece)
        except FileLost:
            Upload.objects.filter(pk=upload.pk).update(received=0)
            upload.received = 0
            return upload
        upload.received += len(piece)
        upload.moved_at = clock.now()
        upload.save(update_fields=["received", "moved_at"])
    return upload


def assemble(upload: Upload) -> StoredFile:
    """The whole file, looked at and kept as any other. FileRefused names the broken rule.

    UploadIncomplete before the last piece; UploadDamaged when digest or size differ or bytes are gone: it begins anew.
    """
    if not upload.whole:
        raise UploadIncomplete()
    try:
        with partials().open(str(upload.pk)) as stream:
            return store(stream, name=upload.name, sha256=upload.sha256, size=upload.size)
    except (UploadDamaged, FileLost) as error:
        Upload.objects.filter(pk=upload.pk, file=None).update(received=0)
        raise UploadDamaged() from error


def lock(upload: Upload) -> Upload:
    """The upload as it is now, under lock. UploadNotFound when it was dropped meanwhile."""
    found = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if found is None:
        raise UploadNotFound
    return found


def settle(upload: Upload, stored: StoredFile, outcome: str) -> None:
    """It was kept; the caller says what became of it."""
    upload.file, upload.outcome, upload.moved_at = stored, outcome, clock.now()
    upload.save(update_fields=["file", "outcome", "moved_at"])
    key = str(upload.pk)
    transaction.on_commit(lambda: partials().remove(key))


def refuse(upload: Upload, refusal: FileRefused) -> Upload:
    """It broke a rule: the sentence is kept for whoever asks again, the bytes are not."""
    upload.refused_vi, upload.refused_en, upload.moved_at = refusal.words.vi, refusal.words.en, clock.now()
    upload.save(update_fields=["refused_vi", "refused_en", "moved_at"])
    partials().remove(str(upload.pk))
    return upload


def drop(owner: UUID, place: str = "", upload_id: UUID | None = None) -> None:
    """The person does not want it any more: one, or all at a place or below it."""
    found = under_way_of(owner, place)
    for upload in found.filter(pk=upload_id) if upload_id else found:
        upload.delete()
        partials().remove(str(upload.pk))


def sweep(now: datetime) -> int:
    """Forget what was left half sent too long ago, and verdicts nobody asks for any more; how many rows."""
    under_way = Q(file=None, refused_vi="")
    old = (under_way & Q(moved_at__lt=now - LIFE)) | (~under_way & Q(moved_at__lt=now - MEMORY))
    keys = [str(key) for key in Upload.objects.filter(old).values_list("pk", flat=True)]
    Upload.objects.filter(pk__in=keys).delete()
    for key in keys:
        partials().remove(key)
    partials().sweep(_still_under_way)
    return len(keys)


def _still_under_way(keys: list[str]) -> set[str]:
    found = Upload.objects.filter(pk__in=[key for key in keys if len(key) == 36], file=None, refused_vi="")
    return {str(key) for key in found.values_list("pk", flat=True)}

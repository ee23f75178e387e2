"""Taking files in and reading them back.

The order that makes an acknowledged file safe: bytes sealed to a temporary file, fsync, checked, renamed to their
digest, folder fsync, and only then the row. A crash leaves at most bytes nobody points to.
"""

import io
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from motcua.base.files import scanner
from motcua.base.files.answers import Checked
from motcua.base.files.errors import LIMIT_BYTES, EmptyFile, FileErased, UploadDamaged
from motcua.base.files.limited import check_limited
from motcua.base.files.models import StoredFile
from motcua.base.files.names import clean_name
from motcua.base.files.storage import Arrived, FolderStorage, Storage
from motcua.kernel import clock


def storage() -> FolderStorage:
    """The city's storage."""
    return FolderStorage(Path(settings.FILES_ROOT))


def store(stream: BinaryIO, *, name: str, sha256: str = "", size: int | None = None) -> StoredFile:
    """Keep a file that a person handed in; its content decides what it is. `name` may be anything.

    Raises a FileRefused that names the broken rule, CheckUnavailable when it may be tried again, and UploadDamaged
    when the content has another digest than the `sha256`, or another `size` in bytes, than its sender told.
    """
    place = storage()
    with place.receiving(stream, LIMIT_BYTES) as arrived:
        if arrived.size_bytes == 0:
            raise EmptyFile()
        if (sha256 and sha256 != arrived.sha256) or size not in (None, arrived.size_bytes):
            raise UploadDamaged()
        checked = _looked_at(place, arrived)
        place.keep(arrived)
    return _row(arrived, media_type=checked.media_type, pages=checked.pages, name=name)


def examine(stream: BinaryIO) -> None:
    """The same look as `store` has, of which nothing is kept. FileRefused, CheckUnavailable."""
    place = storage()
    with place.receiving(stream, LIMIT_BYTES) as arrived:
        if arrived.size_bytes == 0:
            raise EmptyFile()
        _looked_at(place, arrived)


def store_made(content: bytes, *, name: str, media_type: str, pages: int) -> StoredFile:
    """Keep bytes that this system made itself, so that they need no check."""
    place = storage()
    with place.receiving(io.BytesIO(content), len(content)) as arrived:
        place.keep(arrived)
    return _row(arrived, media_type=media_type, pages=pages, name=name)


def open_file(file: StoredFile) -> BinaryIO:
    """The original bytes, identical to what came in. FileLost, FileErased."""
    readable(file)
    return storage().open(file.sha256)


def verify(file: StoredFile) -> bool:
    """Whether the stored bytes still have the digest and size of the row; of an erased file there is nothing to say."""
    return file.erased_at is not None or storage().verify(file.sha256, file.size)


def readable(file: StoredFile) -> None:
    """FileErased where its content may not be read any more."""
    if file.erased_at is not None:
        raise FileErased()


def _looked_at(place: Storage, arrived: Arrived) -> Checked:
    """By the scanner, then by our own rules."""
    with place.open_arrived(arrived) as content:
        scanner.look(content)
        return check_limited(content)


def _row(arrived: Arrived, *, media_type: str, pages: int, name: str) -> StoredFile:
    return StoredFile.objects.create(
        sha256=arrived.sha256,
        size=arrived.size_bytes,
        media_type=media_type,
        pages=pages,
        name=clean_name(name, media_type),
        created_at=clock.now(),
    )

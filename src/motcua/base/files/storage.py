"""Where bytes lie: under their own digest, written once, safe on disk before anybody is told.

A folder serves one machine; what many machines share stands behind the same base class.
"""

import errno
import hashlib
import logging
import os
import re
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from motcua.base.files.errors import LIMIT_BYTES, FileLost, NoRoom, TooLarge

log = logging.getLogger("motcua.files")

PIECE_BYTES = 256 * 1024
TWO = "[0-9a-f]" * 2
DIGEST = re.compile("[0-9a-f]{64}")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
ABANDONED_SECONDS = 24 * 3600
UNUSED_SECONDS = 30 * 24 * 3600
"""After which a drawn picture that nobody looked at goes; it is drawn again when asked for."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Bytes that came in and are not kept yet. `path` is gone after the block that received them."""

    path: Path
    sha256: str
    size_bytes: int


class Storage(ABC):
    """Bytes by SHA-256 (64 lower-case hexadecimal digits)."""

    @abstractmethod
    def receiving(self, stream: BinaryIO, limit_bytes: int = LIMIT_BYTES) -> AbstractContextManager[Arrived]:
        """A block in which the stream's bytes are at hand as a file. TooLarge once the limit is passed; NoRoom."""

    @abstractmethod
    def keep(self, arrived: Arrived) -> None:
        """Make the bytes findable by their digest; when this returns they survive a power cut. NoRoom."""

    @abstractmethod
    def open(self, sha256: str) -> BinaryIO:
        """The bytes from the start. FileLost when there are none."""

    @abstractmethod
    def local_path(self, sha256: str) -> Path:
        """A file of this machine with these bytes, to be read only. FileLost."""

    @abstractmethod
    def picture(self, sha256: str, page: int, width: int) -> bytes | None:
        """What was drawn of these bytes before, if it is still kept."""

    @abstractmethod
    def keep_picture(self, sha256: str, page: int, width: int, jpeg: bytes) -> None:
        """Keep what was drawn, so that it need not be drawn for everybody who looks; it may be lost at any time."""

    @abstractmethod
    def remove(self, sha256: str, kept_seconds: float) -> bool:
        """The bytes and what was drawn of them are gone; False, and nothing done, where they came in lately."""

    @abstractmethod
    def untouched(self, seconds: float) -> Iterator[str]:
        """The digests of what nobody brought within so many seconds, in no order."""

    def verify(self, sha256: str, size_bytes: int) -> bool:
        """Whether the kept bytes still are what was stored."""
        try:
            with self.open(sha256) as stream:
                digest, size = _measure(stream)
        except FileLost:
            return False
        return digest == sha256 and size == size_bytes


class FolderStorage(Storage):
    """`root/ab/cd/abcd…`: temporary file, fsync, rename, fsync of the folder (in this order), never overwritten."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.arrivals = root / "arrivals"
        self.pictures = root / "pictures"

    @contextmanager
    def receiving(self, stream: BinaryIO, limit_bytes: int = LIMIT_BYTES) -> Iterator[Arrived]:
        path = self.arrivals / secrets.token_hex(16)
        try:
            with room():
                self.arrivals.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as target:
                    digest, size = _measure(stream, target, limit_bytes)
                    target.flush()
                    os.fsync(target.fileno())
            yield Arrived(path, digest, size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, arrived: Arrived) -> None:
        place = self._place(arrived.sha256)
        with room():
            if not self.verify(arrived.sha256, arrived.size_bytes):
                make_folder(place.parent)
                arrived.path.chmod(0o400)
                os.replace(arrived.path, place)
            os.utime(place)  # who removes what nobody has any more sees that somebody brought it again
            _sync_folder(place.parent)

    def open(self, sha256: str) -> BinaryIO:
        try:
            return self._place(sha256).open("rb")
        except OSError as error:
            raise FileLost() from error

    def local_path(self, sha256: str) -> Path:
        place = self._place(sha256)
        if not place.is_file():
            raise FileLost()
        return place

    def picture(self, sha256: str, page: int, width: int) -> bytes | None:
        place = self._picture(sha256, page, width)
        try:
            found = place.read_bytes()
            os.utime(place)
        except OSError:
            return None
        return found

    def keep_picture(self, sha256: str, page: int, width: int, jpeg: bytes) -> None:
        """Whole or not at all; a disk that is full keeps none."""
        place = self._picture(sha256, page, width)
        draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(jpeg)
                os.replace(draft, place)
            finally:
                draft.unlink(missing_ok=True)

    def remove(self, sha256: str, kept_seconds: float) -> bool:
        place = self._place(sha256)
        with suppress(FileNotFoundError):
            if place.stat().st_mtime > time.time() - kept_seconds:
                return False
            place.unlink()
            _sync_folder(place.parent)
        for picture in (self.pictures / sha256[:2]).glob(f"{sha256}-*"):
            picture.unlink(missing_ok=True)
        return True

    def untouched(self, seconds: float) -> Iterator[str]:
        oldest = time.time() - seconds
        for path in self.root.glob(f"{TWO}/{TWO}/*"):
            with suppress(FileNotFoundError):
                if DIGEST.fullmatch(path.name) and path.stat().st_mtime < oldest:
                    yield path.name

    def sweep(self) -> int:
        """Remove what a killed process left in `arrivals` more than a day ago, and unused pictures; how many."""
        left = _remove_older(self.arrivals.glob("*"), ABANDONED_SECONDS)
        return left + _remove_older(self.pictures.glob("*/*"), UNUSED_SECONDS)

    def _picture(self, sha256: str, page: int, width: int) -> Path:
        return self.pictures / sha256[:2] / f"{sha256}-{page}-{width}.jpg"

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def room() -> Iterator[None]:
    """NoRoom where the disk in the block takes nothing more."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            log.error("files cannot be written: %s", error)
            raise NoRoom() from error
        raise


def _remove_older(paths: Iterable[Path], seconds: int) -> int:
    oldest, removed = time.time() - seconds, 0
    for path in paths:
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
    return removed


def _measure(stream: BinaryIO, target: BinaryIO | None = None, limit_bytes: int | None = None) -> tuple[str, int]:
    """Digest and size of the rest of the stream, copied to `target` on the way."""
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE_BYTES):
        size += len(piece)
        if limit_bytes is not None and size > limit_bytes:
            raise TooLarge()
        digest.update(piece)
        if target is not None:
            target.write(piece)
    return digest.hexdigest(), size


def make_folder(folder: Path) -> None:
    """The folder and those above it, each known to the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

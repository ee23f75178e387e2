"""Where bytes lie: under their own digest, written once, safe on disk before anybody is told.

A folder serves one machine; what many machines share stands behind the same base class.
"""

import hashlib
import os
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from motcua.base.files.errors import LIMIT_BYTES, FileLost, TooLarge

PIECE_BYTES = 256 * 1024
ABANDONED_SECONDS = 24 * 3600


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
        """A block in which the stream's bytes are at hand as a file. TooLarge as soon as the limit is passed."""

    @abstractmethod
    def keep(self, arrived: Arrived) -> None:
        """Make the bytes findable by their digest; when this returns they survive a power cut."""

    @abstractmethod
    def open(self, sha256: str) -> BinaryIO:
        """The bytes from the start. FileLost when there are none."""

    @abstractmethod
    def local_path(self, sha256: str) -> Path:
        """A file of this machine with these bytes, to be read only. FileLost."""

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

    @contextmanager
    def receiving(self, stream: BinaryIO, limit_bytes: int = LIMIT_BYTES) -> Iterator[Arrived]:
        self.arrivals.mkdir(parents=True, exist_ok=True)
        path = self.arrivals / secrets.token_hex(16)
        try:
            with path.open("xb") as target:
                digest, size = _measure(stream, target, limit_bytes)
                target.flush()
                os.fsync(target.fileno())
            yield Arrived(path, digest, size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, arrived: Arrived) -> None:
        place = self._place(arrived.sha256)
        if not self.verify(arrived.sha256, arrived.size_bytes):
            _make_folder(place.parent)
            arrived.path.chmod(0o400)
            os.replace(arrived.path, place)
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

    def sweep(self) -> int:
        """Remove what a killed process left in `arrivals` more than a day ago; how many there were."""
        oldest = time.time() - ABANDONED_SECONDS
        removed = 0
        for path in self.arrivals.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
                    removed += 1
        return removed

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256


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


def _make_folder(folder: Path) -> None:
    """The folder and those above it, each known to the disk."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Where bytes lie: under their own digest, sealed, written once, safe on disk before anybody is told.

A folder serves one machine; what many machines share stands behind the same base class.
"""

import errno
import fcntl
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
from typing import BinaryIO, Protocol

from motcua.base.files import places
from motcua.base.files.errors import LIMIT_BYTES, FileLost, NoRoom, TooLarge
from motcua.base.files.places import ENDING, plain_place, sealed_place, subject_of
from motcua.kernel import keyring, sealed_files
from motcua.kernel.sealed_files import Keys

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
    """Bytes that came in and are not kept yet. `path`, sealed, is gone after the block that received them."""

    path: Path
    sha256: str
    size_bytes: int


class Storage(ABC):
    """Bytes by SHA-256 (64 lower-case hexadecimal digits)."""

    @abstractmethod
    def receiving(self, stream: BinaryIO, limit_bytes: int = LIMIT_BYTES) -> AbstractContextManager[Arrived]:
        """A block in which the stream's bytes are at hand. TooLarge once the limit is passed; NoRoom."""

    @abstractmethod
    def open_arrived(self, arrived: Arrived) -> BinaryIO:
        """What came in, from the start."""

    @abstractmethod
    def keep(self, arrived: Arrived) -> None:
        """Make the bytes findable by their digest; when this returns they survive a power cut. NoRoom."""

    @abstractmethod
    def open(self, sha256: str) -> BinaryIO:
        """The bytes from the start, at any place of them. FileLost when there are none, also while they are read."""

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
    """`root/ab/cd/abcd….sealed`: temporary file, fsync, rename, fsync of the folder (in this order).

    Sealed on the way in, so that nothing plain is ever written here; what lies here plain from before is read as it is
    until it was sealed (`seal`). Only its head is ever written over, when the city's keys change.
    """

    def __init__(self, root: Path, keys: Keys = keyring.sealing) -> None:
        self.root, self.keys = root, keys
        self.arrivals = root / "arrivals"
        self.pictures = root / "pictures"

    @contextmanager
    def receiving(self, stream: BinaryIO, limit_bytes: int = LIMIT_BYTES) -> Iterator[Arrived]:
        path = self.arrivals / secrets.token_hex(16)
        try:
            with room():
                self.arrivals.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as target:
                    sealing = sealed_files.Writer(target)
                    digest, size = _measure(stream, sealing, limit_bytes)
                    sealing.finish(subject_of(digest), self.keys(False)[0])
                    target.flush()
                    os.fsync(target.fileno())
            yield Arrived(path, digest, size)
        finally:
            path.unlink(missing_ok=True)

    def open_arrived(self, arrived: Arrived) -> BinaryIO:
        return sealed_files.opened(arrived.path, subject_of(arrived.sha256), self.keys, FileLost)

    def keep(self, arrived: Arrived) -> None:
        place = sealed_place(self.root, arrived.sha256)
        with room():
            if not self.verify(arrived.sha256, arrived.size_bytes):
                make_folder(place.parent)
                self._put(arrived, place)
            self._touch(arrived.sha256)
            _sync_folder(place.parent)

    def open(self, sha256: str) -> BinaryIO:
        return places.opened(self.root, sha256, self.keys)

    def picture(self, sha256: str, page: int, width: int) -> bytes | None:
        place = self._picture(sha256, page, width)
        try:
            with sealed_files.opened(place, place.name.encode(), self.keys, FileLost) as kept:
                found = kept.read()
            os.utime(place)
        except (OSError, FileLost):
            return None
        return found

    def keep_picture(self, sha256: str, page: int, width: int, jpeg: bytes) -> None:
        """Whole or not at all; a disk that is full keeps none."""
        place = self._picture(sha256, page, width)
        draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with draft.open("xb") as target:
                    sealing = sealed_files.Writer(target)
                    sealing.write(jpeg)
                    sealing.finish(place.name.encode(), self.keys(False)[0])
                os.replace(draft, place)
            finally:
                draft.unlink(missing_ok=True)

    def remove(self, sha256: str, kept_seconds: float) -> bool:
        lie_in = (sealed_place(self.root, sha256), plain_place(self.root, sha256))
        with self.alone():
            latest = time.time() - kept_seconds
            if any(_modified(place) > latest for place in lie_in):
                return False
            for place in lie_in:
                with suppress(FileNotFoundError):
                    place.unlink()
                    _sync_folder(place.parent)
        for picture in (self.pictures / sha256[:2]).glob(f"{sha256}-*"):
            picture.unlink(missing_ok=True)
        return True

    def untouched(self, seconds: float) -> Iterator[str]:
        oldest = time.time() - seconds
        for path in self.root.glob(f"{TWO}/{TWO}/*"):
            digest = path.name.removesuffix(ENDING)
            with suppress(FileNotFoundError):
                if DIGEST.fullmatch(digest) and path.stat().st_mtime < oldest:
                    yield digest

    def seal(self, sha256: str) -> bool:
        """What lies here plain lies here sealed; False where its bytes are not those of its name: they stay. NoRoom.

        Who removes it meanwhile and who puts it in place wait for each other: what was erased does not come back.
        """
        place, plain = sealed_place(self.root, sha256), plain_place(self.root, sha256)
        try:
            with plain.open("rb") as stream, self.receiving(stream, plain.stat().st_size) as arrived:
                if arrived.sha256 != sha256 and not self._sealed(sha256):
                    return False
                with room(), self.alone():
                    if plain.exists() and not self._sealed(sha256):
                        self._put(arrived, place)
                        _sync_folder(place.parent)
                    plain.unlink(missing_ok=True)
        except FileNotFoundError:
            pass
        return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else removes or seals what lay here plain."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def sweep(self) -> int:
        """Remove what a killed process left in `arrivals` more than a day ago, and unused pictures; how many."""
        left = _remove_older(self.arrivals.glob("*"), ABANDONED_SECONDS)
        return left + _remove_older(self.pictures.glob("*/*"), UNUSED_SECONDS)

    def _picture(self, sha256: str, page: int, width: int) -> Path:
        return self.pictures / sha256[:2] / f"{sha256}-{page}-{width}{ENDING}"

    def _sealed(self, sha256: str) -> bool:
        """Whether it lies here sealed and opens to its end."""
        try:
            place = sealed_place(self.root, sha256)
            with sealed_files.opened(place, subject_of(sha256), self.keys, FileLost) as stream:
                return _measure(stream)[0] == sha256
        except (FileLost, OSError):
            return False

    def _put(self, arrived: Arrived, place: Path) -> None:
        """Under the key that is the present one now: a rotation that has passed the place finds nothing left to do."""
        sealed_files.rewrap(arrived.path, subject_of(arrived.sha256), self.keys)
        arrived.path.chmod(0o400)
        os.replace(arrived.path, place)

    def _touch(self, sha256: str) -> None:
        """Who removes what nobody has any more sees that somebody brought it again. FileLost."""
        sealed, plain = sealed_place(self.root, sha256), plain_place(self.root, sha256)
        for place in (sealed, plain, sealed):  # the third time: it was being sealed
            with suppress(FileNotFoundError):
                os.utime(place)
                return
        raise FileLost()


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


class _Target(Protocol):
    def write(self, content: bytes, /) -> int: ...


def _measure(stream: BinaryIO, target: _Target | None = None, limit_bytes: int | None = None) -> tuple[str, int]:
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


def _modified(path: Path) -> float:
    """0 for what is not there."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0


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

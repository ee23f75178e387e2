"""Where the bytes of files on their way lie: one file each, sealed piece by piece, safe on disk before it is said."""

import io
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from motcua.base.files.errors import FileLost
from motcua.base.files.places import ENDING
from motcua.base.files.storage import make_folder, room
from motcua.kernel import keyring, sealed_parts
from motcua.kernel.sealed_files import Keys
from motcua.kernel.vault import Unreadable

FORGOTTEN_SECONDS = 24 * 3600


class Partials:
    """`root/partial/KEY.sealed`; keys are the ids of uploads. What lies there without the ending is of before."""

    def __init__(self, root: Path, keys: Keys = keyring.sealing) -> None:
        self.folder, self.keys = root / "partial", keys

    def write(self, key: str, offset: int, piece: bytes) -> None:
        """Put the piece at its place; when this returns it survives a power cut. What lay beyond is written over.

        FileLost when what came before is not there any more, or does not open; NoRoom.
        """
        with room():
            if offset == 0:
                self._begin(key, piece)
            else:
                self._go_on(key, offset, piece)

    def _begin(self, key: str, piece: bytes) -> None:
        """A new file: whoever still rewraps the one before touches that one alone."""
        make_folder(self.folder)
        self.remove(key)
        handle = os.open(self.place(key), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            sealed_parts.begin(handle, piece, subject_of(key), self.keys(False)[0])
            os.fsync(handle)
        finally:
            os.close(handle)
        self._sync_folder()

    def _go_on(self, key: str, offset: int, piece: bytes) -> None:
        try:
            handle = os.open(self.place(key), os.O_RDWR)
        except FileNotFoundError as error:
            raise FileLost() from error
        try:
            sealed_parts.put(handle, offset, piece, subject_of(key), self.keys)
            os.fsync(handle)
        except Unreadable as error:
            raise FileLost() from error
        finally:
            os.close(handle)

    def open(self, key: str) -> BinaryIO:
        """What is here so far, from the start. FileLost when there is nothing, also while it is read."""
        try:
            handle = os.open(self.place(key), os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise FileLost() from error
        try:
            return io.BufferedReader(sealed_parts.Reader(handle, subject_of(key), self.keys, FileLost))
        except Unreadable as error:
            os.close(handle)
            raise FileLost() from error

    def place(self, key: str) -> Path:
        return self.folder / f"{key}{ENDING}"

    def remove(self, key: str) -> None:
        for place in (self.place(key), self.folder / key):
            place.unlink(missing_ok=True)

    def sweep(self, wanted: Callable[[list[str]], set[str]]) -> int:
        """Remove what nobody wants any more and nobody touched for a day; how many there were."""
        oldest = time.time() - FORGOTTEN_SECONDS
        old = [path for path in self.folder.glob("*") if _modified(path) < oldest]
        kept = wanted([path.name.removesuffix(ENDING) for path in old])
        unwanted = [path for path in old if path.name.removesuffix(ENDING) not in kept]
        for path in unwanted:
            path.unlink(missing_ok=True)
        return len(unwanted)

    def _sync_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def subject_of(key: str) -> bytes:
    return b"partial:" + key.encode()


def _modified(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return time.time()

"""Where the bytes of files on their way lie: one file each, written piece by piece, safe on disk before it is said."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from motcua.base.files.errors import FileLost
from motcua.base.files.storage import make_folder, room

FORGOTTEN_SECONDS = 24 * 3600


class Partials:
    """`root/partial/KEY`; keys are the ids of uploads."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "partial"

    def write(self, key: str, offset: int, piece: bytes) -> None:
        """Put the piece at its place; when this returns it survives a power cut. What lay beyond is written over.

        FileLost when what came before is not there any more; NoRoom.
        """
        with room():
            self._write(key, offset, piece)

    def _write(self, key: str, offset: int, piece: bytes) -> None:
        make_folder(self.folder)
        handle = os.open(self.folder / key, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size < offset:
                raise FileLost()
            os.truncate(handle, offset)
            os.pwrite(handle, piece, offset)
            os.fsync(handle)
        finally:
            os.close(handle)
        if offset == 0:
            self._sync_folder()

    def open(self, key: str) -> BinaryIO:
        """What is here so far, from the start. FileLost when there is nothing."""
        try:
            return (self.folder / key).open("rb")
        except OSError as error:
            raise FileLost() from error

    def remove(self, key: str) -> None:
        (self.folder / key).unlink(missing_ok=True)

    def sweep(self, wanted: Callable[[list[str]], set[str]]) -> int:
        """Remove what nobody wants any more and nobody touched for a day; how many there were."""
        oldest = time.time() - FORGOTTEN_SECONDS
        old = [path for path in self.folder.glob("*") if _modified(path) < oldest]
        kept = wanted([path.name for path in old])
        unwanted = [path for path in old if path.name not in kept]
        for path in unwanted:
            path.unlink(missing_ok=True)
        return len(unwanted)

    def _sync_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _modified(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return time.time()

"""Disks that can be full: file systems in memory whose size is cut down to what is used, and given back.

Nothing is pretended: a write meets the kernel's own "no space left". Mounting needs root; where it cannot be done,
the command says so and leaves these faults out.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOM = "2g"
"""A limit, not memory taken."""


class NoDisks(Exception):
    """Nothing can be mounted here; the message says why."""


@dataclass
class Disks:
    """Where the database lies and where files lie; None where the machine's own disk is used."""

    database: Path | None = None
    files: Path | None = None

    def fill(self, place: Path | None) -> None:
        """From now on not one block is left."""
        assert place is not None
        state = os.statvfs(place)
        used = (state.f_blocks - state.f_bfree) * state.f_frsize
        resize(place, str(max(used, state.f_frsize)))

    def empty(self, place: Path | None) -> None:
        assert place is not None
        resize(place, ROOM)


def resize(place: Path, size: str) -> None:
    """Files may grow between looking and cutting: then a little more is left."""
    for more in range(100):
        wanted = size if not size.isdigit() else str(int(size) + more * 4096)
        done = subprocess.run(["mount", "-o", f"remount,size={wanted}", str(place)], capture_output=True, text=True)
        if done.returncode == 0:
            return
    raise NoDisks(done.stderr.strip())


@contextmanager
def mounted(place: Path) -> Iterator[Path]:
    """A disk of its own at `place`. NoDisks."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=755", "motcua-faults", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        raise NoDisks(str(error)) from error
    if done.returncode:
        raise NoDisks(done.stderr.strip())
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


@contextmanager
def disk() -> Iterator[Path]:
    """A folder that is a disk of its own, anywhere. NoDisks."""
    with tempfile.TemporaryDirectory(prefix="motcua-disk-") as folder, mounted(Path(folder)) as place:
        yield place

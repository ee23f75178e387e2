"""What the folder of files needs beside who works: what came plain before sealed, in turns; another key wrapping all.

Both are done over and over until nothing is left, file by file, so that who is killed has lost nothing but the way.
"""

import logging
import os
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from motcua.base.files.partials import Partials
from motcua.base.files.partials import subject_of as partial_of
from motcua.base.files.places import ENDING, subject_of
from motcua.base.files.storage import DIGEST, TWO, FolderStorage
from motcua.kernel import sealed_files
from motcua.kernel.sealed_files import Keys
from motcua.kernel.vault import Unreadable

log = logging.getLogger("motcua.files")

TURN_SECONDS = 20.0
AGAIN_SECONDS = 24 * 3600
"""After which a folder that was sealed to its end is looked through once more, by its names alone."""

AT_ONCE, BATCH = 16, 1000
"""Of those rewrapped: disks write what many wait for together."""

FOLDERS = 256
STANDS = "sealed-up-to"


@dataclass
class Rewrapped:
    """`unreadable` are digests of files that no key opens."""

    changed: int = 0
    unreadable: set[str] = field(default_factory=set)


def seal_some(storage: FolderStorage, seconds: float = TURN_SECONDS) -> int:
    """Seal what lies plain for about so long; how many files. Nothing is left: the look at one file's time. NoRoom."""
    begin, ends, sealed = stands(storage.root), time.monotonic() + seconds, 0
    if begin >= FOLDERS:
        return 0
    for folder in range(begin, FOLDERS):
        for sha256 in plain_below(storage.root, folder):
            if storage.seal(sha256):
                sealed += 1
            else:
                log.error("file %s lies plain and is not what its name says", sha256)
            if time.monotonic() > ends:
                _note(storage.root, folder)
                return sealed
    _drop_plain(storage)
    _note(storage.root, FOLDERS)
    return sealed


def stands(root: Path) -> int:
    """Which of the 256 folders is next; FOLDERS: all were done within the last day, or there is no folder yet."""
    if not root.is_dir():
        return FOLDERS
    place = root / STANDS
    try:
        told, at = int(place.read_text()), place.stat().st_mtime
    except (OSError, ValueError):
        return 0
    return 0 if told >= FOLDERS and at < time.time() - AGAIN_SECONDS else told


def plain_below(root: Path, folder: int) -> Iterator[str]:
    """Digests of what lies plain in the folder of this number."""
    for below in (root / f"{folder:02x}").glob(TWO):
        with suppress(FileNotFoundError):
            yield from (name for name in sorted(os.listdir(below)) if DIGEST.fullmatch(name))


def rewrap_all(storage: FolderStorage) -> Rewrapped:
    """Once over everything sealed: the present key alone wraps it. Half-sent files and pictures that no key opens are
    let lie, their sender and who looks begin anew."""
    done, left = Rewrapped(), _everything(storage)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(left, BATCH)):
            for (_, _, kept), changed in zip(some, pool.map(partial(_rewrap, storage.keys), some), strict=True):
                done.changed += bool(changed)
                done.unreadable |= {kept} - {""} if changed is None else set()
    return done


def _rewrap(keys: Keys, one: tuple[Path, bytes, str]) -> bool | None:
    """Whether anything was to be done; None where no key opens it."""
    path, subject, _ = one
    try:
        return sealed_files.rewrap(path, subject, keys)
    except FileNotFoundError:
        return False
    except Unreadable:
        return None


def _everything(storage: FolderStorage) -> Iterator[tuple[Path, bytes, str]]:
    """Each sealed file, what its wrap belongs to, and its digest where it is a kept one."""
    for path in storage.root.glob(f"{TWO}/{TWO}/*{ENDING}"):
        sha256 = path.name.removesuffix(ENDING)
        yield path, subject_of(sha256), sha256
    for path in Partials(storage.root).folder.glob(f"*{ENDING}"):
        yield path, partial_of(path.name.removesuffix(ENDING)), ""
    for path in storage.pictures.glob(f"*/*{ENDING}"):
        yield path, path.name.encode(), ""


def _drop_plain(storage: FolderStorage) -> None:
    """What may be made again: drawn pictures, and half-sent files, whose senders are told to begin anew."""
    for path in (*storage.pictures.glob("*/*.jpg"), *Partials(storage.root).folder.glob("*")):
        if not path.name.endswith(ENDING):
            path.unlink(missing_ok=True)


def _note(root: Path, folder: int) -> None:
    draft = root / f"{STANDS}.{secrets.token_hex(4)}"
    try:
        draft.write_text(str(folder))
        os.replace(draft, root / STANDS)
    finally:
        draft.unlink(missing_ok=True)

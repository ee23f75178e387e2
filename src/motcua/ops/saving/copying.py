"""Files under their own digest, from one shelf to another: only what is not there yet, and never unseen damage.

A shelf is a folder of files, sealed: with keys of the city, as it keeps them itself, or to public keys of others.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage

from motcua.base.files import places
from motcua.base.files.errors import FileLost
from motcua.base.files.places import sealed_place, subject_of
from motcua.kernel import sealed_files
from motcua.kernel.home import Home
from motcua.kernel.sealed_files import Keys
from motcua.ops.saving.errors import Damaged
from motcua.ops.saving.manifest import mark_of
from motcua.ops.saving.sealing import ENDING, KEYLESS, Opening, Reading, Seal, Writing

PIECE_BYTES = 1024 * 1024
FILES, SEALED = "files", "sealed"
NAMING = b"motcua: what a file is called in a sealed backup"


@dataclass(frozen=True)
class CityShelf:
    """Sealed with a key of the city: its own folder of files, or that of a backup anybody may read the rest of.

    `older` are folders where a file may lie that is not in `root`: under former keys, or plain from before.
    """

    root: Path
    keys: Keys
    older: tuple[Path, ...] = ()

    def place(self, sha256: str) -> Path:
        return sealed_place(self.root, sha256)

    def holds(self, sha256: str, size: int) -> bool:
        with suppress(OSError):
            return self.place(sha256).stat().st_size == sealed_files.sealed_size(size)
        return False

    def open(self, sha256: str) -> BinaryIO:
        """FileNotFoundError; Damaged, also while it is read."""
        root = next((one for one in (self.root, *self.older) if places.lies_in(one, sha256)), None)
        if root is None:
            raise FileNotFoundError(sha256)
        return places.opened(root, sha256, self.keys)

    def pour(self, sha256: str, into: Writing) -> None:
        with self.open(sha256) as reading:
            while piece := reading.read(PIECE_BYTES):
                into.write(piece)

    def altered(self, sha256: str) -> bool:
        """Whether it is here and has other bytes, or does not open."""
        watched = Watched(writing=_Nowhere())
        try:
            self.pour(sha256, watched)
        except FileLost:
            return True
        except FileNotFoundError:
            return False
        return watched.digest.hexdigest() != sha256


@dataclass(frozen=True)
class KeeperShelf:
    """Sealed to public keys. Its names are digests made with a key of the city, so that who holds a file cannot look
    whether it is there; `opening` is needed to take a file from it. Of `keys` the first names what is new, any may
    have named what is there.
    """

    root: Path
    seal: Seal
    keys: tuple[str, ...]
    opening: Opening = KEYLESS

    def place(self, sha256: str) -> Path:
        """Where the file is, else where it is to be."""
        named = [place_in(self.root, self.name(sha256, key)).with_suffix(ENDING) for key in self.keys]
        return next((one for one in named if one.exists()), named[0])

    @staticmethod
    def name(sha256: str, key: str) -> str:
        return hmac.new(bytes.fromhex(key), NAMING + bytes.fromhex(sha256), hashlib.sha256).hexdigest()

    def holds(self, sha256: str, size: int) -> bool:
        """By its size: a sealed file is a little larger."""
        with suppress(OSError):
            return self.place(sha256).stat().st_size > size
        return False

    def pour(self, sha256: str, into: Writing) -> None:
        """FileNotFoundError, Damaged, WrongKey."""
        self.opening.open(self.place(sha256), into)


Shelf = CityShelf | KeeperShelf


def keys_of(home: Home) -> Keys:
    """The sealing keys of `home`, which need not be the city of this process."""

    def known(anew: bool) -> tuple[bytes, ...]:
        keys = Home(home.path).keys if anew else home.keys
        return tuple(map(bytes.fromhex, keys.all_of("sealing")))

    return known


def shelf_of(home: Home) -> CityShelf:
    """Where the city of `home` keeps its files."""
    return CityShelf(home.files, keys_of(home))


def shelf_in(folder: Path, recipients: Sequence[str], home: Home, opening: Opening = KEYLESS) -> Shelf:
    """Where backups of `home` in `folder` keep their files: a folder for each key of the city, or set of public keys.

    So a backup goes with the `keys.json` of its time, whatever became of the keys since.
    """
    if recipients:
        seal = Seal(tuple(recipients))
        return KeeperShelf(folder / SEALED / seal.mark, seal, home.keys.all_of("digest"), opening)
    present, *others = (folder / FILES / mark_of(key) for key in home.keys.all_of("sealing"))
    return CityShelf(present, keys_of(home), (*others, folder / FILES))


def place_in(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / sha256[2:4] / sha256


def bring(source: Shelf, target: Shelf, sha256: str, size: int) -> str:
    """Make the bytes stand on `target`: "kept" when they did, "copied", or "missing" or "damaged" at the source.
    WrongKey."""
    if target.holds(sha256, size):
        return "kept"
    place = target.place(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name[:8]}.{secrets.token_hex(4)}")
    try:
        if _copy(source, target, sha256, draft) != sha256:
            return "damaged"
        draft.chmod(0o400)
        os.replace(draft, place)
    except FileNotFoundError:
        return "missing"
    except (Damaged, FileLost):
        return "damaged"
    finally:
        draft.unlink(missing_ok=True)
    return "copied"


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(folder: Path) -> None:
    """The names in it survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Watched:
    """Bytes on their way, the digest of those that passed, and why they could not be read."""

    def __init__(self, reading: Reading | None = None, writing: Writing | None = None) -> None:
        self.reading, self.writing, self.digest = reading, writing, hashlib.sha256()
        self.lost: FileLost | None = None

    def read(self, size: int = -1, /) -> bytes:
        assert self.reading is not None
        try:
            piece = self.reading.read(size)
        except FileLost as lost:
            self.lost = lost
            raise
        self.digest.update(piece)
        return piece

    def write(self, piece: bytes, /) -> int:
        assert self.writing is not None
        self.digest.update(piece)
        return self.writing.write(piece)

    def flush(self) -> None:
        """Nothing is held back."""


class _Nowhere:
    def write(self, piece: bytes, /) -> int:
        return len(piece)


def _copy(source: Shelf, target: Shelf, sha256: str, draft: Path) -> str:
    """The digest of the file itself, however either shelf keeps it."""
    with draft.open("xb") as writing:
        if isinstance(target, KeeperShelf):
            watched = _for_keeper(source, target, sha256, writing)
        else:
            watched = _for_city(source, target, sha256, writing)
        writing.flush()
        os.fsync(writing.fileno())
    return watched.digest.hexdigest()


def _for_city(source: Shelf, target: CityShelf, sha256: str, writing: BinaryIO) -> Watched:
    sealing = sealed_files.Writer(writing)
    watched = Watched(writing=sealing)
    source.pour(sha256, watched)
    sealing.finish(subject_of(sha256), target.keys(False)[0])
    return watched


def _for_keeper(source: Shelf, target: KeeperShelf, sha256: str, writing: BinaryIO) -> Watched:
    assert isinstance(source, CityShelf), "from one keeper to another nothing is brought"
    with source.open(sha256) as reading:
        watched = Watched(reading)
        try:
            target.seal.seal(watched, writing)
        except pyrage.EncryptError as error:
            raise watched.lost or error from error
    return watched

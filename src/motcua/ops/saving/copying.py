"""Files under their own digest, from one shelf to another: only what is not there yet, and never unseen damage."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from motcua.kernel.home import Home
from motcua.ops.saving.errors import Damaged
from motcua.ops.saving.sealing import ENDING, KEYLESS, Opening, Reading, Seal, Writing

PIECE_BYTES = 1024 * 1024
FILES, SEALED = "files", "sealed"
NAMING = b"motcua: what a file is called in a sealed backup"


@dataclass(frozen=True)
class Shelf:
    """A folder of files. A sealed one is told by its `seal`: its names are digests made with a key of the city, so that
    who holds a file cannot look whether it is there; `opening` is needed to take a file from it. Of `keys` the first
    names what is new, any may have named what is there.
    """

    root: Path
    seal: Seal | None = None
    keys: tuple[str, ...] = ()
    opening: Opening = KEYLESS

    def place(self, sha256: str) -> Path:
        """Where the file is, else where it is to be."""
        if self.seal is None:
            return place_in(self.root, sha256)
        named = [place_in(self.root, self.name(sha256, key)).with_suffix(ENDING) for key in self.keys]
        return next((one for one in named if one.exists()), named[0])

    @staticmethod
    def name(sha256: str, key: str) -> str:
        return hmac.new(bytes.fromhex(key), NAMING + bytes.fromhex(sha256), hashlib.sha256).hexdigest()

    def holds(self, sha256: str, size: int) -> bool:
        """By its size: a sealed file is a little larger."""
        with suppress(OSError):
            found = self.place(sha256).stat().st_size
            return found == size if self.seal is None else found > size
        return False


def shelf_in(folder: Path, recipients: Sequence[str], home: Home, opening: Opening = KEYLESS) -> Shelf:
    """Where backups of `home` in `folder` keep their files: `files`, or a folder for each set of public keys."""
    if not recipients:
        return Shelf(folder / FILES)
    seal = Seal(tuple(recipients))
    return Shelf(folder / SEALED / seal.mark, seal, home.keys.all_of("digest"), opening)


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
    except Damaged:
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
    """Bytes on their way, and the digest of those that passed."""

    def __init__(self, reading: Reading | None = None, writing: Writing | None = None) -> None:
        self.reading, self.writing, self.digest = reading, writing, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        assert self.reading is not None
        piece = self.reading.read(size)
        self.digest.update(piece)
        return piece

    def write(self, piece: bytes, /) -> int:
        assert self.writing is not None
        self.digest.update(piece)
        return self.writing.write(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _copy(source: Shelf, target: Shelf, sha256: str, draft: Path) -> str:
    """The digest of the file itself, however either shelf keeps it."""
    found = source.place(sha256)
    with found.open("rb") as reading, draft.open("xb") as writing:
        watched = Watched(reading, writing)
        if source.seal is not None:
            source.opening.open(found, watched)
        elif target.seal is not None:
            target.seal.seal(watched, writing)
        else:
            while piece := reading.read(PIECE_BYTES):
                watched.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return watched.digest.hexdigest()

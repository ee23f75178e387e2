"""Files under their own digest, from one folder to another: only what is not there yet, and never unseen damage."""

import hashlib
import os
import secrets
from pathlib import Path

PIECE_BYTES = 1024 * 1024


def place_in(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / sha256[2:4] / sha256


def bring(source: Path, target: Path, sha256: str, size: int) -> str:
    """Make the bytes stand below `target`: "kept" when they did, "copied", or "missing" or "damaged" at the source."""
    place, found = place_in(target, sha256), place_in(source, sha256)
    if place.is_file() and place.stat().st_size == size:
        return "kept"
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{sha256[:8]}.{secrets.token_hex(4)}")
    try:
        if _copy(found, draft) != sha256:
            return "damaged"
        draft.chmod(0o400)
        os.replace(draft, place)
    except FileNotFoundError:
        return "missing"
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


def _copy(source: Path, draft: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as reading, draft.open("xb") as writing:
        while piece := reading.read(PIECE_BYTES):
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()

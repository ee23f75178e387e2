"""Where a file lies below a root, and how it is read there: sealed under `….sealed`, or as it came before files were.

The name is the digest of the plain bytes (decision 40 tells why it is not a keyed one).
"""

from pathlib import Path
from typing import BinaryIO

from motcua.base.files.errors import FileLost
from motcua.kernel import sealed_files
from motcua.kernel.sealed_files import Keys

ENDING = ".sealed"


def plain_place(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / sha256[2:4] / sha256


def sealed_place(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / sha256[2:4] / f"{sha256}{ENDING}"


def subject_of(sha256: str) -> bytes:
    """What the wrap of a file's key belongs to: one file does not open in the place of another."""
    return b"file:" + sha256.encode()


def opened(root: Path, sha256: str, keys: Keys) -> BinaryIO:
    """The plain bytes from the start. FileLost where there are none, or they do not open."""
    sealed, plain = sealed_place(root, sha256), plain_place(root, sha256)
    for place in (sealed, plain, sealed):  # the third time: it was being sealed
        try:
            if place is plain:
                return place.open("rb")
            return sealed_files.opened(place, subject_of(sha256), keys, FileLost)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise FileLost() from error
    raise FileLost()


def lies_in(root: Path, sha256: str) -> Path | None:
    """The file of this machine that holds the bytes, sealed or not."""
    places = (sealed_place(root, sha256), plain_place(root, sha256))
    return next((place for place in places if place.is_file()), None)

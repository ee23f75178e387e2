"""An archive as a folder: lines in compressed files, on the disk before anything rests on them, and read back.

The ledger's has the form of `motcua ledger export`, with the seals its entries lie under, what the database keeps, and
the hashes of entries that stayed under the same seals: so `docs/how-to/check-the-ledger.py` checks it alone.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.base.ledger.archives.content import Certificate
from motcua.ops.old_years.errors import Damaged, NotAsWritten
from motcua.ops.saving.copying import sync

CERTIFICATE, SEGMENTS, LEAVES, REST = "archive.json", "segments.gz", "leaves.gz", "rest.gz"


@dataclass(frozen=True, slots=True)
class Sum:
    """How many lines, and the SHA-256 over them."""

    lines: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    folder: Path
    certificate: Certificate
    signature: str


def write(path: Path, lines: Iterable[bytes]) -> Sum:
    """Written, on the disk, and read back the same. NotAsWritten."""
    count, total = 0, hashlib.sha256()
    with path.open("xb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, filename="", mtime=0) as packed:
            for line in lines:
                count += 1
                total.update(line)
                packed.write(line)
        file.flush()
        os.fsync(file.fileno())
    found = Sum(count, total.hexdigest())
    if sum_of(path) != found:
        raise NotAsWritten(file=path)
    return found


def write_text(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sum_of(path: Path) -> Sum:
    count, total = 0, hashlib.sha256()
    for line in read_lines(path):
        count += 1
        total.update(line)
    return Sum(count, total.hexdigest())


def read_lines(path: Path) -> Iterator[bytes]:
    """Damaged where the file is missing or cannot be unpacked."""
    try:
        with gzip.open(path) as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        raise Damaged(folder=path.parent, what=f"{path.name}: {error}") from error


def certify(folder: Path, one: Certificate, signature: str) -> None:
    write_text(folder / CERTIFICATE, json.dumps({"certificate": one.bytes.decode(), "signature": signature}) + "\n")
    sync(folder)


def read(folder: Path) -> Kept:
    """The certificate of an archive; its signature is not looked at. Damaged."""
    try:
        told = json.loads((folder / CERTIFICATE).read_text())
        one = Certificate.of(json.loads(told["certificate"]))
        if one.bytes.decode() != told["certificate"]:
            raise ValueError("not as it was signed")
        return Kept(folder, one, str(told["signature"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(folder=folder, what=f"{CERTIFICATE}: {error}") from error

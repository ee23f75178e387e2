"""What PostgreSQL runs for each piece of its log that is to be kept away sealed: PIECE TARGET PUBLIC-KEY…

Copied beside the server's data with its one library, for a user who may read nothing else of ours; so it imports
nothing of ours. Beside TARGET it leaves the digest of the piece: what comes again is fine when it is the same, since
without a private key nobody here can look. A piece without its digest is one whose keeping was cut off.
"""

import gzip
import hashlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pyrage
from pyrage.x25519 import Recipient

LEVEL = 1
DIGEST = ".sha256"


def keep(piece: Path, target: Path, recipients: list[str]) -> bool:
    """Whether TARGET holds the piece, on the disk; False where another one is there."""
    content = piece.read_bytes()
    digest, told = hashlib.sha256(content).hexdigest(), target.with_name(target.name + DIGEST)
    if told.exists():
        return target.exists() and told.read_text() == digest
    write(target, pyrage.encrypt(gzip.compress(content, LEVEL), [Recipient.from_str(one) for one in recipients]))
    write(told, digest.encode())
    return True


def write(place: Path, content: bytes) -> None:
    draft = place.with_name(f".{place.name}.part")
    with draft.open("wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
    draft.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


if __name__ == "__main__":
    sys.exit(0 if keep(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]) else 1)

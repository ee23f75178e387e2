"""Backups that who keeps them cannot read: sealed to public keys, opened with a private key kept by somebody else.

The format is age (age-encryption.org/v1), by the library pyrage: the program `age` opens what was sealed here. Every
64 kB are authenticated on their own, so that altered, swapped or cut off bytes are found.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pyrage
from pyrage.x25519 import Identity, Recipient

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops.saving.errors import BadKey, Damaged, NeedsKey, NoPrivateKey, WrongKey

SETTING = "MOTCUA_BACKUP_KEYS"
ENDING = ".age"
PRIVATE = "AGE-SECRET-KEY-"
SHOWN = 12
UNMATCHED, OTHERS = "No matching keys", "khóa khác / other keys"


class Reading(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Writing(Protocol):
    def write(self, piece: bytes, /) -> int: ...


class Kept:
    """Where something is written, and why it could not be."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.refused: OSError | None = None

    def write(self, piece: bytes, /) -> int:
        try:
            return self.writing.write(piece)
        except OSError as error:
            self.refused = error
            raise

    def flush(self) -> None:
        """Whoever opened it does that."""


@dataclass(frozen=True)
class Seal:
    """`recipients` are public keys (`age1…`) in order; the private key of any one of them opens what is sealed."""

    recipients: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The same for the same keys."""
        return hashlib.sha256("\n".join(self.recipients).encode()).hexdigest()[:16]

    def seal(self, reading: Reading, writing: Writing) -> None:
        """OSError as `writing` has it, where the library tells only its words."""
        kept = Kept(writing)
        try:
            pyrage.encrypt_io(reading, kept, [Recipient.from_str(one) for one in self.recipients])
        except pyrage.EncryptError as error:
            raise kept.refused or error from error


@dataclass(frozen=True)
class Opening:
    """Private keys, one of which is to open."""

    identities: tuple[Identity, ...] = ()

    def check(self, recipients: Sequence[str], folder: Path) -> None:
        """That one of them opens what was sealed to `recipients`. NeedsKey, WrongKey."""
        if not recipients:
            return
        if not self.identities:
            raise NeedsKey(folder=folder, keys=", ".join(recipients))
        if not {str(one.to_public()) for one in self.identities} & set(recipients):
            raise WrongKey(folder=folder, keys=", ".join(recipients))

    def open(self, piece: Path, writing: Writing) -> None:
        """What was sealed in `piece`. Damaged, also after a part of it was written; WrongKey."""
        try:
            with piece.open("rb") as reading:
                pyrage.decrypt_io(reading, writing, list(self.identities))
        except pyrage.DecryptError as error:
            if UNMATCHED in str(error):
                raise WrongKey(folder=piece, keys=OTHERS) from error
            raise Damaged(folder=piece.parent, what=piece.name) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise Damaged(folder=piece.parent, what=piece.name) from error


KEYLESS = Opening()
"""For backups anybody may read."""


@contextmanager
def opened(piece: Path, opening: Opening, beside: Path) -> Iterator[Path]:
    """A sealed piece as it was, in a file nobody else reads below `beside`, gone afterwards. Damaged, WrongKey."""
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=beside, prefix=".opened-") as writing:
        opening.open(piece, writing)
        writing.flush()
        yield Path(writing.name)


def chosen(told: Sequence[str] = ()) -> Seal | None:
    """The public keys of `told`, else those of `MOTCUA_BACKUP_KEYS`: keys or files of keys. BadKey."""
    named = list(told) or os.environ.get(SETTING, "").split(",")
    found = [key for one in named if one.strip() for key in _keys_of(one.strip())]
    return Seal(tuple(sorted(dict.fromkeys(found)))) if found else None


def opening(files: Iterable[Path]) -> Opening:
    """The private keys in `files`, as `motcua backup-key` and `age-keygen` write them. NoPrivateKey."""
    return Opening(tuple(one for file in files for one in _identities(file)))


def draw(file: Path) -> str:
    """A new private key, for its owner alone, in `file`, which must not be there; its public key. FileExistsError."""
    identity = Identity.generate()
    public = str(identity.to_public())
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as writing:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        writing.write(f"# created: {made}\n# public key: {public}\n{identity}\n")
        writing.flush()
        os.fsync(writing.fileno())
    return public


def readable(home: Home) -> bool:
    """Whether whoever has the backups of `home` reads them: the last one, or the log its server keeps away."""
    last, plain = stamps.told(home, stamps.BACKUP), stamps.told(home, stamps.PLAIN)
    log = bool(os.environ.get("MOTCUA_ARCHIVE")) and not os.environ.get(SETTING)
    return not home.made_up and (log or (plain is not None and plain == last))


def _keys_of(named: str) -> list[str]:
    """`named` itself, or every key in the file of that name."""
    if named.startswith("age1"):
        return [_checked(named)]
    try:
        lines = _lines(Path(named))
    except (OSError, ValueError):
        lines = []
    if named.startswith(PRIVATE) or not lines:
        raise BadKey(key=named[:SHOWN] + "…")
    return [_checked(line) for line in lines]


def _checked(key: str) -> str:
    try:
        return str(Recipient.from_str(key))
    except pyrage.RecipientError as error:
        raise BadKey(key=key[:SHOWN] + "…") from error


def _identities(file: Path) -> list[Identity]:
    try:
        found = [Identity.from_str(line) for line in _lines(file)]
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise NoPrivateKey(file=file) from error
    if not found:
        raise NoPrivateKey(file=file)
    return found


def _lines(file: Path) -> list[str]:
    stripped = (line.strip() for line in file.read_text().splitlines())
    return [line for line in stripped if line and not line.startswith("#")]

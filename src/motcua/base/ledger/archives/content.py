"""What a certificate of an archive says, and the bytes that are signed: pure, so that anybody can redo it.

A certificate stands for one act: a year of a table was taken away, or came back. It holds the hash of what is in the
files, of what was left behind, and of the certificate before it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from motcua.base.ledger.seals.content import GENESIS, canonical

FORMAT = "motcua-archive-1"
TAKEN, BACK = "taken", "back"
NOTHING = hashlib.sha256().hexdigest()


@dataclass(frozen=True, slots=True)
class Certificate:
    """`content` is the SHA-256 over the lines of the rows. `seal` is the number of the last seal at that time.

    Of the ledger alone: `whole` are the first and last numbers of runs of seals of which every entry was taken away,
    `mixed` the seals of which some were; `segments` and `leaves` are the hashes of what stays in the database.
    """

    number: int
    previous: str
    act: str
    city: str
    table: str
    year: int
    at: str
    rows: int
    content: str
    seal: int
    whole: tuple[tuple[int, int], ...] = ()
    mixed: tuple[int, ...] = ()
    segments: str = NOTHING
    leaves: str = NOTHING

    @property
    def told(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self), "whole": [list(run) for run in self.whole], "mixed": list(self.mixed)}

    @property
    def bytes(self) -> bytes:
        """What is signed."""
        return canonical(self.told)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.bytes).hexdigest()

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Certificate":
        """ValueError, KeyError or TypeError for what is no certificate."""
        given = dict(told)
        if given.pop("format") != FORMAT:
            raise ValueError("not a certificate")
        whole, mixed = tuple((first, last) for first, last in given.pop("whole")), tuple(given.pop("mixed"))
        return cls(**given, whole=whole, mixed=mixed)


def runs(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Numbers in their order as first and last of those that follow each other."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def line(values: Iterable[Any]) -> bytes:
    """A segment or a leaf as it is hashed and written down."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def before(last: Certificate | None) -> tuple[int, str]:
    """Number and `previous` of the next certificate."""
    return (last.number + 1, last.hash) if last else (1, GENESIS)

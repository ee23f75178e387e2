"""What a seal says, and the bytes that are signed: pure, so that anybody can redo it."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from motcua.base.ledger.seals import merkle

FORMAT = "motcua-seal-1"
GENESIS = "0" * 64
PRINT = 6

Place = tuple[int, int]
"""(xid, id): where an entry stands in the order of transactions."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as a seal sees it."""

    xid: int
    id: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """`root` stands for the entries after the place `after` up to `upto`, in the order of (xid, id).

    `previous` is the hash of the seal before it. `places` is the hash of the list by which a bad entry is found.
    """

    number: int
    previous: str
    at: str
    after: Place
    upto: Place
    entries: int
    root: str
    places: str

    @property
    def bytes(self) -> bytes:
        """What is signed."""
        return canonical(self.told)

    @property
    def told(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self), "after": list(self.after), "upto": list(self.upto)}

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.bytes).hexdigest()

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Seal":
        """ValueError, KeyError or TypeError for what is no seal."""
        given = dict(told)
        if given.pop("format") != FORMAT:
            raise ValueError("not a seal")
        (after_xid, after_id), (upto_xid, upto_id) = given.pop("after"), given.pop("upto")
        return cls(**given, after=(after_xid, after_id), upto=(upto_xid, upto_id))


@dataclass(frozen=True, slots=True)
class Places:
    """Ids and the beginnings of the hashes, in the order of the seal: not proof, but they name the entry."""

    ids: tuple[int, ...]
    prints: tuple[bytes, ...]

    @classmethod
    def among(cls, entries: Sequence[Sealed]) -> "Places":
        return cls(tuple(one.id for one in entries), tuple(one.hash[:PRINT] for one in entries))

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Places":
        """From a file: each id as the distance from the one before."""
        ids, last = [], 0
        for step in told["ids"]:
            last += step
            ids.append(last)
        joined = base64.b64decode(told["prints"], validate=True)
        return cls(tuple(ids), tuple(joined[at : at + PRINT] for at in range(0, len(joined), PRINT)))

    @property
    def told(self) -> dict[str, Any]:
        steps = [one - before for one, before in zip(self.ids, (0, *self.ids), strict=False)]
        return {"ids": steps, "prints": base64.b64encode(b"".join(self.prints)).decode()}

    @property
    def hash(self) -> str:
        return hashlib.sha256(canonical(self.told)).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, without spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal_of(entries: Sequence[Sealed], last: Seal | None, at: str) -> Seal:
    """The next seal after `last` over `entries`, which stand in the order of (xid, id)."""
    after = last.upto if last else (0, 0)
    return Seal(
        number=last.number + 1 if last else 1,
        previous=last.hash if last else GENESIS,
        at=at,
        after=after,
        upto=(entries[-1].xid, entries[-1].id) if entries else after,
        entries=len(entries),
        root=merkle.root([one.hash for one in entries]),
        places=Places.among(entries).hash,
    )


def fits(seal: Seal, entries: Sequence[Sealed]) -> bool:
    """Whether exactly these entries were sealed."""
    return (
        seal.entries == len(entries)
        and seal.places == Places.among(entries).hash
        and seal.root == merkle.root([one.hash for one in entries])
    )

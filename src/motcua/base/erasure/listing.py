"""The list of erasures outside the database: a backup brought back later is told by it what has to go again.

One file for each batch, beside the ledger's seals and deposited with them: whole or not there, on the disk before the
transaction that erases ends, never overwritten. Each line is JSON with a mark made by a key of the city, so that a
line somebody else puts there erases nothing. A line whose transaction was cut off tells of what was due all the same.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from motcua.base.ledger.seals import folder
from motcua.kernel.home import Home
from motcua.kernel.ids import new_id

log = logging.getLogger("motcua.erasure")

FILES = "erased-*.jsonl"


@dataclass(frozen=True, slots=True)
class Erased:
    """A tombstone as it is told outside."""

    tombstone: str
    kind: str
    id: str
    scope: str
    rule: str
    ground: str
    at: str


def keep(erased: Iterable[Erased]) -> Path:
    """One more file; when this returns it survives a power cut."""
    lines = [json.dumps({**asdict(one), "mark": _mark(one)}, ensure_ascii=False) + "\n" for one in erased]
    return folder.keep_beside(f"erased-{new_id()}.jsonl", "".join(lines).encode())


def kept() -> Iterator[Erased]:
    """Everything the list tells, oldest first; what bears no true mark is left out and logged."""
    for path in sorted(folder.place().glob(FILES)):
        for line in path.read_text().splitlines():
            told = _read(line)
            if told is None:
                log.error("a line of %s is none of ours", path.name)
            else:
                yield told


def _read(line: str) -> Erased | None:
    try:
        told = json.loads(line)
        mark = told.pop("mark")
        one = Erased(**told)
        return one if hmac.compare_digest(mark, _mark(one)) else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _mark(one: Erased) -> str:
    key = bytes.fromhex(Home.current().keys.tokens)
    told = json.dumps(asdict(one), sort_keys=True, ensure_ascii=False)
    return hmac.new(key, f"erased:{told}".encode(), hashlib.sha256).hexdigest()

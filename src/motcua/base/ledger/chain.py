"""How entries are hashed and chained: pure, so that an independent verifier needs only SHA-256 and JSON to redo it.

The hash of an entry is SHA-256 over UTF-8 bytes of canonical JSON (keys sorted by code point, no spaces, no
escapes that are not needed, integers only) of `[FORMAT, record]`, where the record carries the hash of the
entry before it. The first entry of a subject carries GENESIS. The place in the table (id, xid) is not hashed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

FORMAT = "motcua-ledger-1"
GENESIS = "0" * 64
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Record:
    """What an entry says, as plain values. `at` is ISO 8601 in UTC with microseconds; ids are text or None."""

    subject_kind: str
    subject_id: str
    number: int
    kind: str
    actor_kind: str
    actor_name: str
    account_id: str | None
    person_id: str | None
    position_id: str | None
    authority: str
    at: str
    facts: dict[str, Any]
    previous_hash: str


NAMES = tuple(Record.__dataclass_fields__)
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A record as it stands in the table: where it is kept and the hash kept with it."""

    entry_id: int
    record: Record
    hash: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries `first` to `last` that lie in an archive: what the chain needs to go on behind them."""

    first: int
    last: int
    first_id: int
    last_id: int
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class End:
    """What the head of a subject says about its last entry."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing that does not fit in a chain. `number` is the entry's; for a cut tail, the first missing one."""

    number: int
    entry_id: int | None
    reason: str


def normal(value: Any) -> Any:
    """`value` as JSON that comes back from PostgreSQL exactly as it went in.

    Dates, datetimes (aware), UUIDs, decimals and enumerations become text. TypeError for floats and anything else,
    ValueError for naive datetimes, numbers beyond 64 bits, and text that cannot be stored.
    """
    match value:
        case None | bool():
            return value
        case Enum():
            return normal(value.value)
        case str():
            return _storable(value)
        case int():
            if abs(value) > LARGEST:
                raise ValueError("number beyond 64 bits")
            return value
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case Mapping():
            return {_key(key): normal(inner) for key, inner in value.items()}
        case list() | tuple():
            return [normal(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} cannot be a fact")


def moment(value: datetime) -> str:
    """An aware datetime as `2025-04-29T08:30:00.000000Z`. ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("naive datetime")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(record: Record) -> bytes:
    return ENCODER.encode([FORMAT, {name: getattr(record, name) for name in NAMES}]).encode()


def hash_of(record: Record) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(canonical(record)).hexdigest()


def first_break(links: Iterable[Link | Segment], end: End | None) -> Break | None:
    """Walk one subject's entries in the order of their numbers; the first that does not fit, or None."""
    expected, previous, last_id = 1, GENESIS, 0
    for link in links:
        found = _misfit(link, expected, previous, last_id)
        if found is not None:
            return found
        expected, last_id = (
            (link.last + 1, link.last_id) if isinstance(link, Segment) else (expected + 1, link.entry_id)
        )
        previous = link.hash
    return _end_break(expected - 1, previous, last_id or None, end)


def _misfit(link: Link | Segment, expected: int, previous: str, last_id: int) -> Break | None:
    """What an archive holds was verified when it was taken away: here only its ends are looked at."""
    if isinstance(link, Segment):
        number, told, entry_id, same = link.first, link.previous_hash, link.first_id, True
    else:
        number, told, entry_id = link.record.number, link.record.previous_hash, link.entry_id
        same = hash_of(link.record) == link.hash
    if number != expected:
        return Break(min(number, expected), entry_id, "number")
    if told != previous:
        return Break(number, entry_id, "previous")
    if not same:
        return Break(number, entry_id, "content")
    return Break(number, entry_id, "order") if entry_id <= last_id else None


def _end_break(number: int, last_hash: str, last_id: int | None, end: End | None) -> Break | None:
    if end is None:
        return Break(number, last_id, "no head")
    if end.number > number:
        return Break(number + 1, None, "tail")
    if end.number < number or end.hash != last_hash:
        return Break(number, last_id, "head")
    return None


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError("names of facts are text")
    return _storable(key)


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text with a zero character")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("text with half a character") from error
    return str(text)

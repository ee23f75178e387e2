"""How often a token asks within a minute of the clock, counted by all processes together and nearly for nothing.

Each process counts in memory and puts every tenth request of a token down in PostgreSQL, where it hears what the
others have put down. So nine requests of ten send no statement; `n` processes may let through up to 9 × `n` more
than the limit, never fewer.
"""

import threading
from dataclasses import dataclass
from uuid import UUID

from motcua.base.access import throttle
from motcua.kernel import clock

EACH = 10
"""So many requests of a process are put down together."""
MINUTE = 60
MANY = 1000
"""Tokens remembered before those of minutes that are over are forgotten."""


@dataclass(slots=True)
class Count:
    """Of one token within one minute: requests of all processes as last heard, and own ones not put down yet."""

    minute: int
    heard: int = 0
    own: int = 0


_counts: dict[UUID, Count] = {}
_lock = threading.Lock()


def spend(token_id: UUID, limit: int) -> throttle.Allowance:
    """Count one request; allowed while the minute holds no more than `limit`. A statement for every tenth.

    Outside of a transaction, as every count. A request that is refused is not counted.
    """
    minute, second = divmod(int(clock.now().timestamp()), MINUTE)
    count, due = _add(token_id, minute, limit)
    if due:
        key = throttle.key_for("api.token", str(token_id), str(minute))
        together = throttle.add(key, due, MINUTE)
        with _lock:
            count.heard = max(count.heard, together)
    return throttle.Allowance(True) if count.heard + count.own <= limit else throttle.Allowance(False, MINUTE - second)


def _add(token_id: UUID, minute: int, limit: int) -> tuple[Count, int]:
    """The count with this request in it, and how many are to be put down now."""
    with _lock:
        count = _counts.get(token_id)
        if count is None or count.minute != minute:
            count = _counts[token_id] = Count(minute)
            _forget_before(minute)
        if count.heard + count.own <= limit:
            count.own += 1
        if count.own < EACH:
            return count, 0
        due, count.own = count.own, 0
        count.heard += due
        return count, due


def _forget_before(minute: int) -> None:
    if len(_counts) > MANY:
        for token_id in [one for one, count in _counts.items() if count.minute < minute]:
            del _counts[token_id]


def forget() -> None:
    """As in a process that has just begun."""
    with _lock:
        _counts.clear()

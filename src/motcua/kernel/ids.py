"""Identifiers and secrets made here: time-ordered UUIDs, speakable filing numbers, unguessable tokens.

In a made-up city a simulation may draw them from a seed, so that it can be repeated; a real city's are never foreseen.
"""

import base64
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from uuid import UUID

from motcua.kernel import clock
from motcua.kernel.database import practising
from motcua.kernel.home import Home

SPEAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FILING_PREFIX = "NOP"
PRACTICE_FILING_PREFIX = "LTN"
"""What is filed in a practice city can be told by its first letters (luyện tập)."""

_source: ContextVar[Random | None] = ContextVar("source", default=None)


class NotMadeUp(RuntimeError):
    """Somebody wanted foreseeable identifiers in a city that is not marked as made up."""


@contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Within the block identifiers follow from `seed` and the clock. NotMadeUp unless the data folder is marked so."""
    if not Home.current().made_up:
        raise NotMadeUp(str(Home.current().path))
    token = _source.set(Random(seed))
    try:
        yield
    finally:
        _source.reset(token)


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    source = _source.get()
    if source is None:
        random, milliseconds = int.from_bytes(os.urandom(10), "big"), time.time_ns() // 1_000_000
    else:
        random, milliseconds = source.getrandbits(80), int(clock.now().timestamp() * 1000)
    value = milliseconds << 80
    value |= 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


def new_filing_number() -> str:
    """A number to quote before acceptance, such as NOP-7K3M-9QXT-4B: 49 random bits, no look-alike letters."""
    source = _source.get()
    choose = secrets.choice if source is None else source.choice
    letters = "".join(choose(SPEAKABLE) for _ in range(10))
    prefix = PRACTICE_FILING_PREFIX if practising() else FILING_PREFIX
    return f"{prefix}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def token_text(secret: bytes) -> str:
    """Bytes as URL-safe text without padding: 16 bytes (128 bits) give 22 characters."""
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()

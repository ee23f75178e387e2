"""Identifiers and secrets made here: time-ordered UUIDs, speakable filing numbers, unguessable tokens."""

import base64
import os
import secrets
import time
from uuid import UUID

from motcua.kernel.database import practising

SPEAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FILING_PREFIX = "NOP"
PRACTICE_FILING_PREFIX = "LTN"
"""What is filed in a practice city can be told by its first letters (luyện tập)."""


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    random = int.from_bytes(os.urandom(10), "big")
    value = (time.time_ns() // 1_000_000) << 80
    value |= 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


def new_filing_number() -> str:
    """A number to quote before acceptance, such as NOP-7K3M-9QXT-4B: 49 random bits, no look-alike letters."""
    letters = "".join(secrets.choice(SPEAKABLE) for _ in range(10))
    prefix = PRACTICE_FILING_PREFIX if practising() else FILING_PREFIX
    return f"{prefix}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def token_text(secret: bytes) -> str:
    """Bytes as URL-safe text without padding: 16 bytes (128 bits) give 22 characters."""
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()

"""Sealing personal data at rest and finding it again: AES-256-GCM for reading back, a keyed digest for search."""

import base64
import hashlib
import hmac
import os
import unicodedata
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
MARK = "$1$"
"""What a text begins with that holds sealed bytes; no telephone, e-mail or postal address begins so."""


class Unreadable(ValueError):
    """The sealed bytes were changed, cut, or sealed with another key."""


def seal(text: str, key: bytes) -> bytes:
    """`text` encrypted with a 32-byte `key`: version byte, nonce, ciphertext with tag."""
    return seal_bytes(text.encode(), key)


def seal_bytes(plain: bytes, key: bytes) -> bytes:
    """As `seal`."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + _cipher(key).encrypt(nonce, plain, VERSION)


def unseal(sealed: bytes, key: bytes) -> str:
    """The text that was sealed. Unreadable when bytes or key do not fit."""
    try:
        return unseal_bytes(sealed, key).decode()
    except UnicodeDecodeError as error:
        raise Unreadable("no text was sealed") from error


def unseal_bytes(sealed: bytes, key: bytes) -> bytes:
    """What was sealed. Unreadable when bytes or key do not fit."""
    if sealed[:1] != VERSION:
        raise Unreadable("unknown version")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher(key).decrypt(nonce, body, VERSION)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("changed, cut, or sealed with another key") from error


def marked(sealed: bytes) -> str:
    """Sealed bytes as a text that shows what it is."""
    return MARK + base64.b64encode(sealed).decode()


def is_marked(kept: str) -> bool:
    return kept.startswith(MARK)


def unmarked(kept: str) -> bytes:
    """The sealed bytes of a marked text. Unreadable where it holds none."""
    try:
        return base64.b64decode(kept.removeprefix(MARK), validate=True)
    except ValueError as error:
        raise Unreadable("no base64") from error


def digest(text: str, key: bytes) -> str:
    """A keyed SHA-256 of the text in upper case without spaces, as 64 hexadecimal digits: equal texts meet."""
    normal = "".join(unicodedata.normalize("NFC", text).upper().split())
    return hmac.new(key, normal.encode(), hashlib.sha256).hexdigest()


def derived_secret(purpose: str, subject: str, key: bytes) -> bytes:
    """128 bits that belong to `subject` for `purpose`; made again at any time, so they need not be stored."""
    return hmac.new(key, f"{purpose}:{subject}".encode(), hashlib.sha256).digest()[:16]


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    """Made once for each key: a list opens a hundred texts."""
    return AESGCM(key)

"""A tree of hashes (RFC 6962, section 2.1): one root for many entries, and a short way from each entry to the root.

Leaves and nodes are hashed apart (a byte 0 or 1 in front), so that no node can be passed off as an entry.
"""

import hashlib
from collections.abc import Sequence
from itertools import zip_longest


def leaf(entry_hash: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry_hash).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> str:
    """64 hexadecimal digits; of no entries, the hash of nothing."""
    level = [leaf(one) for one in hashes]
    if not level:
        return hashlib.sha256().hexdigest()
    while len(level) > 1:
        level = _above(level)
    return level[0].hex()


def path(hashes: Sequence[bytes], index: int) -> list[list[str]]:
    """What to hash with on the way from entry `index` up: `["left" or "right", digits]` each. IndexError beyond."""
    if not 0 <= index < len(hashes):
        raise IndexError(index)
    level, way = [leaf(one) for one in hashes], []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            way.append(["left" if beside < index else "right", level[beside].hex()])
        level, index = _above(level), index // 2
    return way


def _above(level: list[bytes]) -> list[bytes]:
    """Pairs become nodes; who has no partner goes up as it is."""
    pairs = zip_longest(level[::2], level[1::2])
    return [left if right is None else node(left, right) for left, right in pairs]

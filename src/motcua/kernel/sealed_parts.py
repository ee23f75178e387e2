"""A sealed file that is still growing: each part is sealed by itself at the place it has in the whole.

    the head of a sealed file | parts

A part is place and length (12 bytes, authenticated), nonce, the bytes encrypted, tag, and place and length again, so
that the end tells how far the whole has come. A part that came after what is counted is written over.
"""

import io
import os
import struct
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.kernel.sealed_files import HEAD_BYTES, KEY_BYTES, NO_HANDLE, OVER_BYTES, Keys, head, unwrapped
from motcua.kernel.vault import NONCE_BYTES, Unreadable

WHERE = struct.Struct(">QI")
AROUND_BYTES = 2 * WHERE.size + OVER_BYTES


def begin(handle: int, part: bytes, subject: bytes, key: bytes) -> None:
    """The first part of a new, empty file; the caller syncs."""
    own = os.urandom(KEY_BYTES)
    os.pwrite(handle, head(own, subject, key) + _sealed(own, 0, part), 0)


def put(handle: int, at: int, part: bytes, subject: bytes, keys: Keys) -> None:
    """Put the part behind the first `at` plain bytes; what lay there goes. Unreadable where so many are not there."""
    _, own = unwrapped(handle, subject, keys)
    place = _behind(handle, at)
    os.truncate(handle, place)
    os.pwrite(handle, _sealed(own, at, part), place)


class Reader(io.RawIOBase):
    """The plain bytes so far, in one pass; the handle is closed with it once this is made.

    `told` is raised by what was changed, moved or cut.
    """

    def __init__(self, handle: int, subject: bytes, keys: Keys, told: Callable[[], Exception] = Unreadable) -> None:
        self._handle, self._fault = NO_HANDLE, told
        _, own = unwrapped(handle, subject, keys)
        self._cipher, self._next, self._come, self._part = AESGCM(own), HEAD_BYTES, 0, b""
        self._handle = handle

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        while not self._part:
            if not self._bring():
                return 0
        taken, self._part = self._part[: len(buffer)], self._part[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def close(self) -> None:
        handle, self._handle = self._handle, NO_HANDLE
        if handle != NO_HANDLE:
            os.close(handle)
        super().close()

    def _bring(self) -> bool:
        where = os.pread(self._handle, WHERE.size, self._next)
        if not where:
            return False
        try:
            at, length = WHERE.unpack(where)
            sealed = os.pread(self._handle, length + OVER_BYTES, self._next + WHERE.size)
            nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            if at != self._come:
                raise ValueError(at)
            self._part = self._cipher.decrypt(nonce, body, where)
        except (InvalidTag, ValueError, struct.error) as error:
            raise self._fault() from error
        self._come += length
        self._next += length + AROUND_BYTES
        return True


def _sealed(own: bytes, at: int, part: bytes) -> bytes:
    where, nonce = WHERE.pack(at, len(part)), os.urandom(NONCE_BYTES)
    return where + nonce + AESGCM(own).encrypt(nonce, part, where) + where


def _behind(handle: int, at: int) -> int:
    """Where the file goes on behind so many plain bytes: mostly at its end, else from the beginning, part by part."""
    end = os.fstat(handle).st_size
    if _last_ends(handle, end, at):
        return end
    place, come = HEAD_BYTES, 0
    while come < at and place + WHERE.size <= end:
        begins, length = WHERE.unpack(os.pread(handle, WHERE.size, place))
        if begins != come or place + length + AROUND_BYTES > end:
            break
        place, come = place + length + AROUND_BYTES, come + length
    if come != at:
        raise Unreadable("not so far")
    return place


def _last_ends(handle: int, end: int, at: int) -> bool:
    where = os.pread(handle, WHERE.size, end - WHERE.size) if end > HEAD_BYTES + AROUND_BYTES else b""
    if not where:
        return False
    begins, length = WHERE.unpack(where)
    place = end - length - AROUND_BYTES
    return begins + length == at and place >= HEAD_BYTES and os.pread(handle, WHERE.size, place) == where

"""Files sealed at rest and read from any place in them: AES-256-GCM, piece by piece, each file with a key of its own.

    MAGIC (8) | two places for a wrap (68 each) | pieces

A piece is its nonce (12), at most 64 kB encrypted, its tag (16). Its number, and whether it is the last, are part of
what the tag proves: what was changed, cut off, swapped, doubled or joined does not open. A wrap is the file's own key
encrypted with a key of the city, behind the mark that tells which, and belongs to one `subject`, so that a file does
not pass for another. There are two places so that a new wrap is on the disk before the old one is taken away: torn
anywhere, one of them opens. The bytes themselves are sealed once and never again.
"""

import hashlib
import hmac
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.kernel.vault import NONCE_BYTES, Unreadable

Keys = Callable[[bool], Sequence[bytes]]
"""The city's sealing keys, the present one first; True: looked at anew."""

MAGIC = b"motcua\x00\x01"
"""No photo and no PDF begins so."""

PIECE_BYTES = 64 * 1024
TAG_BYTES, KEY_BYTES, MARK_BYTES, PLACES = 16, 32, 8, 2
OVER_BYTES = NONCE_BYTES + TAG_BYTES
WRAP_BYTES = MARK_BYTES + OVER_BYTES + KEY_BYTES
HEAD_BYTES = len(MAGIC) + PLACES * WRAP_BYTES
NO_HANDLE = -1
PURPOSE, WHICH = b"motcua: keys of files", b"motcua: which key wraps"


class Writer:
    """Seals what is written to `target`, a new file; nothing opens it before `finish` wrote its head."""

    def __init__(self, target: BinaryIO) -> None:
        self.target, self.key, self.number = target, os.urandom(KEY_BYTES), 0
        self._cipher, self._waiting = AESGCM(self.key), bytearray()
        target.write(bytes(HEAD_BYTES))

    def write(self, content: bytes, /) -> int:
        self._waiting += content
        while len(self._waiting) > PIECE_BYTES:
            self._piece(PIECE_BYTES, last=False)
        return len(content)

    def flush(self) -> None:
        """What waits may be the last piece, which only `finish` knows."""

    def finish(self, subject: bytes, key: bytes) -> None:
        """The last piece, and the head that wraps the file's key with `key`; whoever opened `target` syncs it."""
        self.end()
        self.target.seek(0)
        self.target.write(head(self.key, subject, key))

    def end(self) -> None:
        """The last piece alone: only who holds `key` reads it."""
        self._piece(len(self._waiting), last=True)

    def _piece(self, size: int, *, last: bool) -> None:
        nonce, told = os.urandom(NONCE_BYTES), _told(self.number, last=last)
        self.target.write(nonce + self._cipher.encrypt(nonce, bytes(self._waiting[:size]), told))
        del self._waiting[:size]
        self.number += 1


class Reader(io.RawIOBase):
    """The plain bytes of a sealed file by its handle, which is closed with it once this is made; one piece in memory.

    `told` is raised by whatever reading finds changed; that something was cut off or joined shows before the first.
    """

    def __init__(self, handle: int, key: bytes, told: Callable[[], Exception] = Unreadable) -> None:
        self._handle, self._cipher, self._fault = NO_HANDLE, AESGCM(key), told
        self._at, self._here, self._piece = 0, -1, b""
        self.size = plain_size(os.fstat(handle).st_size)
        self._last = max(0, -(-self.size // PIECE_BYTES) - 1)
        self._bring(self._last, handle)
        self._handle = handle

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        if self._at >= self.size:
            return 0
        number, inside = divmod(self._at, PIECE_BYTES)
        self._bring(number, self._handle)
        part = self._piece[inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        handle, self._handle = self._handle, NO_HANDLE
        if handle != NO_HANDLE:
            os.close(handle)
        super().close()

    def _bring(self, number: int, handle: int) -> None:
        if number == self._here:
            return
        place = HEAD_BYTES + number * (PIECE_BYTES + OVER_BYTES)
        sealed = os.pread(handle, PIECE_BYTES + OVER_BYTES, place)
        try:
            nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            self._piece = self._cipher.decrypt(nonce, body, _told(number, last=number == self._last))
        except (InvalidTag, ValueError) as error:
            raise self._fault() from error
        self._here = number


def opened(path: Path, subject: bytes, keys: Keys, told: Callable[[], Exception] = Unreadable) -> BinaryIO:
    """The plain bytes of `path` from the start. `told` where no key opens it or it was changed; OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _, key = unwrapped(handle, subject, keys)
        reader = Reader(handle, key, told)
    except BaseException as error:
        os.close(handle)
        if isinstance(error, Unreadable):
            raise told() from error
        raise
    return io.BufferedReader(reader, PIECE_BYTES)


def head(own: bytes, subject: bytes, key: bytes) -> bytes:
    """That of a file whose own key is `own`, with one wrap."""
    return MAGIC + _wrap(own, subject, key) + bytes(WRAP_BYTES * (PLACES - 1))


def unwrapped(handle: int, subject: bytes, keys: Keys) -> tuple[int, bytes]:
    """In which place a wrap opens, and the file's own key; the present key's first. Unreadable.

    Looked for once more with the keys as they are now, in the head as it is now: both may just have been turned.
    """
    for anew in (False, True):
        read, known = os.pread(handle, HEAD_BYTES, 0), keys(anew)
        for place, own in _wraps(read, subject, known):
            return place, own
    raise Unreadable("no key opens it")


def rewrap(path: Path, subject: bytes, keys: Keys) -> bool:
    """Have the present key alone wrap the file's own key; False where it does. Unreadable; killed anywhere, it opens.

    The new wrap is on the disk before what else there is goes. The bytes are not touched, and a file that is removed
    meanwhile stays removed. Its time of change becomes now: whoever removes by age waits the longer.
    """
    if _is_present(path, subject, keys(False)[0]):
        return False
    mode = path.stat().st_mode & 0o7777
    path.chmod(mode | 0o200)
    with path.open("r+b", buffering=0) as file:
        try:
            _turn(file.fileno(), subject, keys)
        finally:
            os.fchmod(file.fileno(), mode)
    return True


def _turn(handle: int, subject: bytes, keys: Keys) -> None:
    present, (place, own) = keys(False)[0], unwrapped(handle, subject, keys)
    if not _marked(os.pread(handle, HEAD_BYTES, 0), place, present):
        place = (place + 1) % PLACES
        os.pwrite(handle, _wrap(own, subject, present), _at(place))
        os.fdatasync(handle)
    for other in set(range(PLACES)) - {place}:
        os.pwrite(handle, bytes(WRAP_BYTES), _at(other))
    os.fdatasync(handle)


def sealed_size(plain: int) -> int:
    return HEAD_BYTES + plain + OVER_BYTES * max(1, -(-plain // PIECE_BYTES))


def plain_size(sealed: int) -> int:
    """Unreadable where no file is so long when sealed."""
    whole, rest = divmod(sealed - HEAD_BYTES, PIECE_BYTES + OVER_BYTES)
    plain = whole * PIECE_BYTES + max(0, rest - OVER_BYTES)
    if sealed_size(plain) != sealed:
        raise Unreadable("cut off")
    return plain


def _is_present(path: Path, subject: bytes, key: bytes) -> bool:
    """Its wrap stands in one place and nothing in the others."""
    with path.open("rb", buffering=0) as file:
        read = file.read(HEAD_BYTES)
    filled = [place for place in range(PLACES) if any(_place(read, place))]
    return len(filled) == 1 and any(_wraps(read, subject, [key]))


def _wraps(read: bytes, subject: bytes, known: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each place whose wrap opens, and the file's own key."""
    if len(read) != HEAD_BYTES or not read.startswith(MAGIC):
        return
    for key, place in product(known, range(PLACES)):
        if _marked(read, place, key):
            sealed = _place(read, place)[MARK_BYTES:]
            with suppress(InvalidTag):
                opens = AESGCM(_derived(key))
                yield place, opens.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], MAGIC + subject)


def _wrap(own: bytes, subject: bytes, key: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return _mark(key) + nonce + AESGCM(_derived(key)).encrypt(nonce, own, MAGIC + subject)


def _marked(read: bytes, place: int, key: bytes) -> bool:
    return _place(read, place)[:MARK_BYTES] == _mark(key)


def _place(read: bytes, place: int) -> bytes:
    return read[_at(place) : _at(place + 1)]


def _at(place: int) -> int:
    return len(MAGIC) + place * WRAP_BYTES


def _mark(key: bytes) -> bytes:
    return hmac.new(_derived(key), WHICH, hashlib.sha256).digest()[:MARK_BYTES]


def _derived(key: bytes) -> bytes:
    """The key of the vault seals texts; files have one that follows from it."""
    return hmac.new(key, PURPOSE, hashlib.sha256).digest()


def _told(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + bytes([last])

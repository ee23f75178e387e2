"""The city's keys as they are now: a rotation reaches every running process.

`keys.json` is looked at again a second after the last look, and at once when a text will not open.
"""

import os
import time
from dataclasses import dataclass

from motcua.kernel import vault
from motcua.kernel.home import Home, Keys

LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Ring:
    """The first of each seals and finds; all of them open, and all are looked for."""

    sealing: tuple[bytes, ...]
    digest: tuple[bytes, ...]


@dataclass
class _Seen:
    place: str = ""
    mark: tuple[int, int] = (0, 0)
    at: float = 0.0
    keys: Keys | None = None
    ring: Ring | None = None


_seen = _Seen()


def keys(*, anew: bool = False) -> Keys:
    """One stat of a file at most once a second, unless asked to look `anew`."""
    home = Home.current()
    now, place = time.monotonic(), str(home.path)
    if _seen.keys and _seen.place == place and not anew and now - _seen.at < LOOK_SECONDS:
        return _seen.keys
    if not (home.path / "keys.json").exists():
        home.keys  # noqa: B018 - drawn at the first use
    told = os.stat(home.path / "keys.json")
    mark = (told.st_mtime_ns, told.st_ino)
    if _seen.keys is None or (_seen.place, _seen.mark) != (place, mark):
        _seen.keys, _seen.ring = home.keys, None
    _seen.place, _seen.mark, _seen.at = place, mark, now
    return _seen.keys


def ring(*, anew: bool = False) -> Ring:
    """Those personal texts are sealed and found with."""
    found = keys(anew=anew)
    known = _seen.ring
    if known is None:
        known = Ring(*(tuple(map(bytes.fromhex, found.all_of(name))) for name in ("sealing", "digest")))
        _seen.ring = known
    return known


def sealing(anew: bool = False) -> tuple[bytes, ...]:
    """Those that wrap the keys of files (`sealed_files.Keys`)."""
    return ring(anew=anew).sealing


def seal(text: str) -> bytes:
    return vault.seal(text, ring().sealing[0])


def seal_bytes(plain: bytes) -> bytes:
    return vault.seal_bytes(plain, ring().sealing[0])


def unseal(sealed: bytes) -> str:
    """Unreadable when no key opens it, also of those that came within the last second."""
    return unseal_bytes(sealed).decode()


def unseal_bytes(sealed: bytes) -> bytes:
    """As `unseal`."""
    try:
        return _opened(sealed, ring().sealing)
    except vault.Unreadable:
        return _opened(sealed, ring(anew=True).sealing)


def digest(text: str) -> str:
    return vault.digest(text, ring().digest[0])


def digests(text: str) -> list[str]:
    """Under every key in use: whoever looks for a text looks for all of them. The present one first."""
    return [vault.digest(text, key) for key in ring().digest]


def _opened(sealed: bytes, known: tuple[bytes, ...]) -> bytes:
    for key in known[:-1]:
        try:
            return vault.unseal_bytes(sealed, key)
        except vault.Unreadable:
            continue
    return vault.unseal_bytes(sealed, known[-1])

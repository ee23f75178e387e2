"""The keys personal texts are sealed and found with, as they are now: a rotation reaches every running process.

`keys.json` is looked at again a second after the last look, and at once when a text will not open.
"""

import os
import time
from dataclasses import dataclass

from motcua.kernel import vault
from motcua.kernel.home import Home

LOOK_SECONDS = 1.0

Keys = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """The first of each seals and finds; all of them open, and all are looked for."""

    sealing: Keys
    digest: Keys


@dataclass
class _Seen:
    place: str = ""
    mark: tuple[int, int] = (0, 0)
    at: float = 0.0
    ring: Ring | None = None


_seen = _Seen()


def ring(*, anew: bool = False) -> Ring:
    """One stat of a file at most once a second, unless asked to look `anew`."""
    home = Home.current()
    now, place = time.monotonic(), str(home.path)
    if _seen.ring and _seen.place == place and not anew and now - _seen.at < LOOK_SECONDS:
        return _seen.ring
    if not (home.path / "keys.json").exists():
        home.keys  # noqa: B018 - drawn at the first use
    told = os.stat(home.path / "keys.json")
    mark = (told.st_mtime_ns, told.st_ino)
    if _seen.ring is None or (_seen.place, _seen.mark) != (place, mark):
        keys = home.keys
        _seen.ring = Ring(*(tuple(map(bytes.fromhex, keys.all_of(name))) for name in ("sealing", "digest")))
    _seen.place, _seen.mark, _seen.at = place, mark, now
    return _seen.ring


def seal(text: str) -> bytes:
    return vault.seal(text, ring().sealing[0])


def unseal(sealed: bytes) -> str:
    """Unreadable when no key opens it, also of those that came within the last second."""
    try:
        return _opened(sealed, ring().sealing)
    except vault.Unreadable:
        return _opened(sealed, ring(anew=True).sealing)


def digest(text: str) -> str:
    return vault.digest(text, ring().digest[0])


def digests(text: str) -> list[str]:
    """Under every key in use: whoever looks for a text looks for all of them. The present one first."""
    return [vault.digest(text, key) for key in ring().digest]


def _opened(sealed: bytes, keys: Keys) -> str:
    for key in keys[:-1]:
        try:
            return vault.unseal(sealed, key)
        except vault.Unreadable:
            continue
    return vault.unseal(sealed, keys[-1])

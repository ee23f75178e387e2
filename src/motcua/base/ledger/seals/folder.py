"""Seals outside the database: one JSON file each, whole or not there, on the disk before its row, never overwritten."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from motcua.base.ledger.seals.content import Places, Seal, canonical
from motcua.kernel.database import city
from motcua.kernel.home import Home

PUBLIC_KEY = "public-key.pem"


@dataclass(frozen=True, slots=True)
class Kept:
    """A seal with its signature; `places` is None for a row of the table, or where the list is not the sealed one."""

    seal: Seal
    signature: str
    places: Places | None = None


def place() -> Path:
    """The folder of this city; `MOTCUA_SEALS` names the one above it."""
    return Home.current().seals / city()


def name_of(number: int) -> str:
    return f"seal-{number:010d}.json"


def keep(kept: Kept, public_pem: bytes) -> None:
    """Write a seal, and the public key beside the first each key signs. FileExistsError where the number is taken."""
    place().mkdir(parents=True, exist_ok=True)
    if public_pem not in [path.read_bytes() for path in place().glob("public-key*.pem")]:
        first = not (place() / PUBLIC_KEY).exists()
        _put(PUBLIC_KEY if first else f"public-key-{kept.seal.number:010d}.pem", public_pem)
    told = {"seal": kept.seal.told, "signature": kept.signature, "places": kept.places.told if kept.places else None}
    _put(name_of(kept.seal.number), canonical(told) + b"\n")


def keep_beside(name: str, content: bytes) -> Path:
    """Another file that belongs outside the database. FileExistsError where the name is taken."""
    place().mkdir(parents=True, exist_ok=True)
    _put(name, content)
    return place() / name


def read(path: Path) -> Kept:
    """ValueError for what is no seal."""
    try:
        told = json.loads(path.read_bytes())
        seal, places = Seal.of(told["seal"]), Places.of(told["places"])
        return Kept(seal, str(told["signature"]), places if places.hash == seal.places else None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(path.name) from error


def files() -> dict[int, list[Path]]:
    """Every seal file by the number in its name; what has another name, by the number inside (0 for unreadable)."""
    found: dict[int, list[Path]] = {}
    for path in sorted(place().glob("*.json")):
        digits = path.stem.removeprefix("seal-")
        named = int(digits) if digits.isascii() and digits.isdigit() and path.name == name_of(int(digits)) else None
        found.setdefault(_number_in(path) if named is None else named, []).append(path)
    return found


def _number_in(path: Path) -> int:
    try:
        return read(path).seal.number
    except ValueError:
        return 0


def _put(name: str, content: bytes) -> None:
    draft = place() / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        with draft.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        os.link(draft, place() / name)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(place(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

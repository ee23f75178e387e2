"""New keys for what is sealed in database and files, while the city works; killed at any point it goes on where it was.

The protocol, in words. Fresh keys are first made known (`coming`): every process can open and find with them before
any uses them. Then they become the present ones, and those before them `former`. Then every row with a text that the
present key does not open is sealed anew, with its digests, in batches, each only if nobody changed it meanwhile.
Each file's own key is wrapped by the present one, on the disk before the former's wrap goes; its bytes are not touched
(`kernel/sealed_files.py`). When a whole pass finds nothing to do, the former keys go. Where it stands is told by
`keys.json` alone, which is replaced whole or not at all; so whoever runs it again continues. What no key opens, or a
digest somebody else has by now, keeps the former keys in place and is told.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import transaction

from motcua.base.files.storage import FolderStorage
from motcua.base.files.turns import rewrap_all
from motcua.base.ledger import Subject, append
from motcua.base.ledger.seals import sealing
from motcua.kernel import keyring
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import Place, owner_of
from motcua.kernel.home import Home
from motcua.ops.cities import marks
from motcua.ops.keys import turning
from motcua.ops.keys.errors import RotationRuns
from motcua.ops.keys.working import working
from motcua.ops.sealed import Row, Table, anew, next_rows, tables, write

ROTATED = ("sealing", "digest")
BATCH = 1000


@dataclass
class Rotated:
    """`unreadable` and `taken` name rows as "table:key" and files as "file:digest"; with one the former keys stay."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    passes: int = 0
    seconds: float = 0.0
    unreadable: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        return not self.unreadable and not self.taken


def rotate(
    home: Home, city: str, place: Place, *, copies: Path | None = None, spread: float = turning.SPREAD_SECONDS
) -> Rotated:
    """Start or continue. `copies` gets the keys before any row depends on the new ones. RotationRuns."""
    with turning.alone(home):
        began = time.monotonic()
        _turn(home, copies, spread)
        done = Rotated()
        with psycopg.connect(_address(place, city), autocommit=True) as connection:
            while True:
                done.passes += 1
                changed = sum(_pass(connection, table, done) for table in tables())
                if not changed + _pass_files(home, done):
                    break
            marks.write(connection, city, "", Home(home.path))
        if done.whole:
            turning.drop_former(home, *ROTATED)
            _tell(city, sum(done.rows.values()))
            if copies:
                turning.copy(home, copies)
        done.seconds = time.monotonic() - began
        return done


def rotate_seals(city: str) -> int:
    """Another key for the seals; the first number it signs. RotationRuns while a seal is being made."""
    with transaction.atomic():
        number = sealing.rotate_key()
        if not number:
            raise RotationRuns()
        append(Subject("keys", city), "keys.seal_rotated", SYSTEM, {"number": number})
    return number


def _tell(city: str, rows: int) -> None:
    with transaction.atomic():
        append(Subject("keys", city), "keys.rotated", SYSTEM, {"rows": rows})


def _turn(home: Home, copies: Path | None, spread: float) -> None:
    """Make fresh keys known, then present; whoever comes after a kill finds one of both done."""
    keys = turning.read(home)
    if set(ROTATED) & keys.former.keys() and not set(ROTATED) & keys.coming.keys():
        time.sleep(spread)
    else:
        turning.turn(home, *ROTATED, copies=copies, spread=spread)


def _pass(connection: psycopg.Connection, table: Table, done: Rotated) -> int:
    """Once over the table; how many rows were sealed anew."""
    changed, last = 0, None
    keyring.ring(anew=True)
    while rows := next_rows(connection, table, last, BATCH):
        last = rows[-1][0]
        fresh = [new for row in rows if (new := _anew(table, row, done))]
        if fresh:
            changed += _write(connection, table, fresh, done)
    done.rows[table.name] = done.rows.get(table.name, 0) + changed
    return changed


def _pass_files(home: Home, done: Rotated) -> int:
    """Once over the folder of files; how many got another wrap."""
    found = rewrap_all(FolderStorage(home.files))
    done.files += found.changed
    done.unreadable |= {f"file:{sha256}" for sha256 in found.unreadable}
    return found.changed


def _anew(table: Table, row: Row, done: Rotated) -> Row | None:
    """None where nothing is to be done or can be."""
    mark = f"{table.name}:{row[0]}"
    return None if mark in done.taken else anew(table, row, lambda: done.unreadable.add(mark))


def _write(connection: psycopg.Connection, table: Table, fresh: list[Row], done: Rotated) -> int:
    try:
        return write(connection, table, fresh)
    except psycopg.errors.UniqueViolation:
        if len(fresh) == 1:
            done.taken.add(f"{table.name}:{fresh[0][0]}")
            return 0
    return sum(_write(connection, table, [one], done) for one in fresh)


def _address(place: Place, city: str) -> str:
    """The owner's: some of these tables the application may only add to."""
    role = owner_of(city)
    return f"postgresql://{role}:{working(place, role)}@{place.host}:{place.port}/{place.name}"

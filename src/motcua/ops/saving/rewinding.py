"""Bringing a city back as it was at a moment: a base backup, and the log kept away since then, played up to it."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from motcua.kernel.home import Home
from motcua.ops import archiving, postgres
from motcua.ops.saving import base
from motcua.ops.saving.copying import shelf_in, shelf_of
from motcua.ops.saving.errors import NotEmpty, NotReached
from motcua.ops.saving.manifest import STORED, look_at
from motcua.ops.saving.restore import SAMPLE, asked, check_place, erase_again, prove_files, verify_ledger
from motcua.ops.saving.sealing import ENDING, KEYLESS, Opening

PATIENCE_SECONDS = 4 * 3600
ENDED_EARLY = "recovery ended before configured recovery target was reached"
BEGAN = re.compile(r"^START WAL LOCATION: .*\(file [0-9A-F]{8}([0-9A-F]{16})\)", re.MULTILINE)
PIECE = re.compile(r"[0-9A-F]{8}([0-9A-F]{16})\.gz")


@dataclass(frozen=True)
class Rewound:
    """`differences` is empty when ledger, cases and files fit each other at that moment."""

    base: Path
    city: str
    files: int
    hashed: int
    cases: int
    differences: tuple[str, ...]
    notes: tuple[str, ...]


def check(folder: Path, home: Home, until: datetime | None, opening: Opening = KEYLESS) -> tuple[Path, base.Base]:
    """What can be known before anything is touched. NoBackup, Damaged, NeedsKey, WrongKey, NoKeys, OtherKeys,
    NotEmpty."""
    place, told = base.nearest(folder, until)
    opening.check(told.sealed_to, place)
    check_place(home, told.keys)
    if postgres.initialised(home):
        raise NotEmpty(what=str(home.cluster))
    return place, told


def start(
    folder: Path, home: Home, until: datetime | None, opening: Opening = KEYLESS
) -> tuple[postgres.Server, Path, base.Base]:
    """The embedded server of the empty `home` as it was at `until`, or as the last kept piece of the log left it.

    NotReached where what was kept ends before that moment, Damaged where a piece is not what it was; the place is empty
    again then.
    """
    place, told = check(folder, home, until, opening)
    if told.made_up:
        home.mark_made_up()
    moment, cluster = until.astimezone(UTC).isoformat(sep=" ") if until else "", postgres.cluster_folder(home)
    try:
        base.unpack(place, told, opening, cluster)
        with log_of(folder.resolve(), cluster, opening) as kept:
            postgres.adopt(home, archiving.recovery(kept, moment))
            return postgres.start(home, patience=PATIENCE_SECONDS), place, told
    except BaseException as error:
        postgres.remove(home)
        if isinstance(error, postgres.NoPostgres) and ENDED_EARLY in str(error):
            raise NotReached(moment=moment) from error
        raise


@contextmanager
def log_of(folder: Path, cluster: Path, opening: Opening) -> Iterator[Path]:
    """The folder whose `wal` the server of `cluster` is to read: `folder` itself, or, where pieces are sealed, one
    beside the cluster with all since its base opened, gone afterwards. Damaged, WrongKey."""
    sealed = [one for one in sorted((folder / archiving.WAL).glob("*" + ENDING)) if since(cluster, one.name)]
    if not sealed:
        yield folder
        return
    owner = postgres.unprivileged_owner()
    beside = Path(tempfile.mkdtemp(dir=cluster.parent, prefix=".opened-"))
    try:
        (beside / archiving.WAL).mkdir()
        for plain in (folder / archiving.WAL).glob("*.gz"):
            (beside / archiving.WAL / plain.name).symlink_to(plain)
        for piece in sealed:
            with (beside / archiving.WAL / piece.stem).open("xb") as writing:
                opening.open(piece, writing)
        if owner:
            for one in (beside, *beside.rglob("*")):
                os.chown(one, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        yield beside
    finally:
        shutil.rmtree(beside)


def since(cluster: Path, name: str) -> bool:
    """Whether a server that begins with the base in `cluster` may ask for this piece: whatever is no plain piece of the
    log, and those from where the base began, on any timeline."""
    began = BEGAN.search((cluster / "backup_label").read_text())
    piece = PIECE.match(name)
    return began is None or piece is None or piece[1] >= began[1]


def prove(
    server: postgres.Server,
    folder: Path,
    place: Path,
    told: base.Base,
    sample: int = SAMPLE,
    opening: Opening = KEYLESS,
) -> Rewound:
    """Files brought, and everything that can be recomputed recomputed."""
    home = server.home
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        look_at(connection, told.city)
        stored = connection.execute(STORED).fetchall()
    hashed, found = prove_files(stored, shelf_in(folder, told.sealed_to, home, opening), shelf_of(home), sample)
    broken, notes = verify_ledger(server.place, home, told.city, "")
    cases, complaint = asked(server.place, home, told.city, "verify", "cases")
    if not cases:
        broken.append(f"cases: {complaint}")
    elif cases["different"]:
        broken.append(f"cases: {cases['different']} are not as the ledger tells them")
    checked = cases.get("checked", 0)
    again, wrong = erase_again(server.place, home, told.city)
    notes, broken = (*notes, *again), [*broken, *wrong]
    return Rewound(place, told.city, len(stored), hashed, checked, tuple(dict.fromkeys(found + broken)), notes)

"""Bringing a city back as it was at a moment: a base backup, and the log kept away since then, played up to it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from motcua.kernel.home import Home
from motcua.ops import archiving, postgres
from motcua.ops.saving import base, tools
from motcua.ops.saving.errors import NotEmpty, NotReached
from motcua.ops.saving.manifest import FILES, STORED, look_at
from motcua.ops.saving.restore import SAMPLE, asked, check_place, erase_again, prove_files, verify_ledger

PATIENCE_SECONDS = 4 * 3600
ENDED_EARLY = "recovery ended before configured recovery target was reached"


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


def check(folder: Path, home: Home, until: datetime | None) -> tuple[Path, base.Base]:
    """What can be known before anything is touched. NoBackup, Damaged, NoKeys, OtherKeys, NotEmpty."""
    place, told = base.nearest(folder, until)
    check_place(home, told.keys)
    if postgres.initialised(home):
        raise NotEmpty(what=str(home.cluster))
    return place, told


def start(folder: Path, home: Home, until: datetime | None) -> tuple[postgres.Server, Path, base.Base]:
    """The embedded server of the empty `home` as it was at `until`, or as the last kept piece of the log left it.

    NotReached where what was kept ends before that moment; the place is empty again then.
    """
    place, told = check(folder, home, until)
    if told.made_up:
        home.mark_made_up()
    tools.run("pg_verifybackup", ["--no-parse-wal", str(place / base.DATA)])
    moment = until.astimezone(UTC).isoformat(sep=" ") if until else ""
    postgres.adopt(home, place / base.DATA, archiving.recovery(folder.resolve(), moment))
    try:
        return postgres.start(home, patience=PATIENCE_SECONDS), place, told
    except postgres.NoPostgres as error:
        postgres.remove(home)
        if ENDED_EARLY in str(error):
            raise NotReached(moment=moment) from error
        raise


def prove(server: postgres.Server, folder: Path, place: Path, told: base.Base, sample: int = SAMPLE) -> Rewound:
    """Files brought, and everything that can be recomputed recomputed."""
    home = server.home
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        look_at(connection, told.city)
        stored = connection.execute(STORED).fetchall()
    hashed, found = prove_files(stored, folder / FILES, home.files, sample)
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

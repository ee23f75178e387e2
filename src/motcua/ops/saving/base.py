"""A base backup: the whole embedded server as it is on disk, from which the log kept away leads to any later moment.

`FOLDER/base/<moment>/` appears only when it is complete and every page was checked; `FOLDER/wal` is what the server
keeps away by itself (`MOTCUA_ARCHIVE=FOLDER`); `FOLDER/files` is shared with other backups.
"""

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops.archiving import WAL
from motcua.ops.saving import tools
from motcua.ops.saving.backup import keep_files
from motcua.ops.saving.copying import sync
from motcua.ops.saving.errors import Damaged, NoBackup, NotArchiving
from motcua.ops.saving.manifest import FILES, key_marks, look_at

ARCHIVING = "SELECT current_setting('archive_mode'), current_setting('archive_command')"
BASE, DATA, TOLD = "base", "data", "base.json"


@dataclass(frozen=True)
class Base:
    """`ended_at` is the first moment one can come back to from it."""

    city: str
    ended_at: str
    keys: dict[str, str]
    made_up: bool

    @property
    def ended(self) -> datetime:
        return datetime.fromisoformat(self.ended_at)


def take(admin_url: str, home: Home, city: str, folder: Path) -> Path:
    """Put the whole server away below `folder`. NotArchiving where its log is not kept there, ToolFailed."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT current_setting('archive_mode'), current_setting('archive_command')"
        ).fetchone()
        if not row or row[0] != "on" or str(folder.resolve() / WAL) not in row[1]:
            raise NotArchiving(folder=folder)
    (folder / BASE).mkdir(parents=True, exist_ok=True)
    draft = folder / BASE / f".draft-{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        tools.run("pg_basebackup", ["-D", str(draft / DATA), "-X", "stream", "-c", "fast"], admin_url)
        tools.run("pg_verifybackup", [str(draft / DATA)])
        ended = datetime.now(UTC)
        told = Base(city, ended.isoformat(), key_marks(home.keys), home.made_up)
        (draft / TOLD).write_text(json.dumps(asdict(told), indent=1))
        sync(draft)
        place = folder / BASE / ended.strftime("%Y%m%dT%H%M%S.%fZ")
        os.replace(draft, place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    sync(folder / BASE)
    stamps.leave(home, stamps.BACKUP, ended)
    return place


def take_files(admin_url: str, home: Home, city: str, folder: Path) -> tuple[int, tuple[str, ...]]:
    """Only what is new among the files rows name: how many, and the digests of those lost."""
    with psycopg.connect(admin_url) as connection:
        look_at(connection, city)
        seen, _, lost = keep_files(connection, home.files, folder / FILES)
    return seen["copied"], lost


def nearest(folder: Path, until: datetime | None) -> tuple[Path, Base]:
    """The newest base backup that ended before `until`. NoBackup, Damaged."""
    for place in sorted((folder / BASE).glob(f"[0-9]*/{TOLD}"), reverse=True):
        try:
            told = Base(**json.loads(place.read_text()))
        except (ValueError, TypeError) as error:
            raise Damaged(folder=place.parent, what=TOLD) from error
        if until is None or told.ended <= until:
            return place.parent, told
    raise NoBackup(folder=folder / BASE)

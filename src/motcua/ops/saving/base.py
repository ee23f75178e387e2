"""A base backup: the whole embedded server as it is on disk, from which the log kept away leads to any later moment.

`FOLDER/base/<moment>/` appears only when it is complete and every page was checked; `FOLDER/wal` is what the server
keeps away by itself (`MOTCUA_ARCHIVE=FOLDER`); `FOLDER/files` is shared with other backups. Where public keys are named
the base is one file, sealed on the way, with the log that makes it whole; the server's log must be sealed to the same.
"""

import json
import os
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from motcua.kernel.home import Home
from motcua.ops.archiving import WAL
from motcua.ops.saving import tools
from motcua.ops.saving.backup import keep_files, note
from motcua.ops.saving.copying import digest_of, shelf_in, shelf_of, sync
from motcua.ops.saving.errors import Damaged, LogNotSealed, NoBackup, NotArchiving
from motcua.ops.saving.manifest import key_marks, look_at
from motcua.ops.saving.sealing import ENDING, Opening, Seal, opened
from motcua.ops.saving.trying import draft_in, noticed

ARCHIVING = "SELECT current_setting('archive_mode'), current_setting('archive_command')"
BASE, DATA, TOLD = "base", "data", "base.json"
SEALED_DATA = "data.tar.gz" + ENDING


@dataclass(frozen=True)
class Base:
    """`ended_at` is the first moment one can come back to from it; `sha256` is of the bytes of a sealed one."""

    city: str
    ended_at: str
    keys: dict[str, str]
    made_up: bool
    sealed_to: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def ended(self) -> datetime:
        return datetime.fromisoformat(self.ended_at)


def take(admin_url: str, home: Home, city: str, folder: Path, seal: Seal | None = None) -> Path:
    """Put the whole server away below `folder`. NotArchiving, LogNotSealed where its log is not kept there, or not so;
    ToolFailed, NoRoom: then nothing appears there."""
    check_log(admin_url, folder, seal)
    with noticed(home, folder), draft_in(folder / BASE) as draft:
        digest = copy_server(admin_url, draft, seal)
        ended = datetime.now(UTC)
        recipients = seal.recipients if seal else ()
        told = Base(city, ended.isoformat(), key_marks(home.keys), home.made_up, recipients, digest)
        (draft / TOLD).write_text(json.dumps(asdict(told), indent=1))
        sync(draft)
        place = folder / BASE / ended.strftime("%Y%m%dT%H%M%S.%fZ")
        os.replace(draft, place)
        sync(folder / BASE)
    note(home, ended, seal)
    return place


def check_log(admin_url: str, folder: Path, seal: Seal | None) -> None:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        row = connection.execute(ARCHIVING).fetchone()
    if not row or row[0] != "on" or str(folder.resolve() / WAL) not in row[1]:
        raise NotArchiving(folder=folder)
    if seal and not row[1].endswith(" ".join(seal.recipients)):
        raise LogNotSealed


def copy_server(admin_url: str, draft: Path, seal: Seal | None) -> str:
    """Every page is checked on the way; the digest of what lies there, where it is one file."""
    if seal is None:
        tools.run("pg_basebackup", ["-D", str(draft / DATA), "-X", "stream", "-c", "fast"], admin_url)
        tools.run("pg_verifybackup", [str(draft / DATA)])
        return ""
    packed = ["-D", "-", "-F", "tar", "-X", "fetch", "-c", "fast", "-Z", "client-gzip:1"]
    with (draft / SEALED_DATA).open("xb") as writing:
        tools.taken_from("pg_basebackup", packed, admin_url, lambda flowing: seal.seal(flowing, writing))
        writing.flush()
        os.fsync(writing.fileno())
    return digest_of(draft / SEALED_DATA)


def unpack(place: Path, told: Base, opening: Opening, cluster: Path) -> None:
    """The base `place` where a server is to start, proven to be what was put away. Damaged, ToolFailed, WrongKey."""
    cluster.parent.mkdir(parents=True, exist_ok=True)
    if not told.sealed_to:
        tools.run("pg_verifybackup", ["--no-parse-wal", str(place / DATA)])
        subprocess.run(["cp", "-a", str(place / DATA), str(cluster)], check=True)
        return
    if digest_of(place / SEALED_DATA) != told.sha256:
        raise Damaged(folder=place, what=SEALED_DATA)
    cluster.mkdir(mode=0o700)
    with opened(place / SEALED_DATA, opening, cluster.parent) as packed:
        subprocess.run(["tar", "-xzf", str(packed), "-C", str(cluster)], check=True)
    tools.run("pg_verifybackup", ["--no-parse-wal", str(cluster)])


def take_files(
    admin_url: str, home: Home, city: str, folder: Path, seal: Seal | None = None
) -> tuple[int, tuple[str, ...]]:
    """Only what is new among the files rows name: how many, and the digests of those lost."""
    with noticed(home, folder), psycopg.connect(admin_url) as connection:
        look_at(connection, city)
        shelf = shelf_in(folder, seal.recipients if seal else (), home)
        seen, _, lost = keep_files(connection, shelf_of(home), shelf)
    return seen["copied"], lost


def nearest(folder: Path, until: datetime | None) -> tuple[Path, Base]:
    """The newest base backup that ended before `until`. NoBackup, Damaged."""
    for place in sorted((folder / BASE).glob(f"[0-9]*/{TOLD}"), reverse=True):
        try:
            read = json.loads(place.read_text())
            told = Base(**read | {"sealed_to": tuple(read.get("sealed_to", ()))})
        except (ValueError, TypeError, AttributeError) as error:
            raise Damaged(folder=place.parent, what=TOLD) from error
        if until is None or told.ended <= until:
            return place.parent, told
    raise NoBackup(folder=folder / BASE)

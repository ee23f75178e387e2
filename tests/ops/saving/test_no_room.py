"""The disk of backups is full at the last moment: said in words, alarmed, and nothing half is left looking whole."""

import gzip
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pyrage.x25519 import Identity

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops import archiving, postgres
from motcua.ops.saving import base
from motcua.ops.saving.backup import backup
from motcua.ops.saving.errors import NoRoom, ToolFailed
from motcua.ops.saving.sealing import Seal
from motcua.ops.watching import readings
from tests.ops.saving.test_rewinding import within
from tests.support import cluster

ROOM, MORE = 8_192, 1_000_000


@contextmanager
def little_room(room: int = ROOM) -> Iterator[None]:
    """No file of this process or of what it starts grows beyond `room` bytes: the system refuses the write itself."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def failed(home: Home, monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setenv("MOTCUA_HOME", str(home.path))
    return next(one for one in readings.backups() if one.name == "motcua_backup_failed").samples[0].value


@pytest.mark.parametrize("sealed", [False, True])
def test_a_full_disk_of_backups_is_said_alarms_until_there_is_room_and_leaves_nothing_half(
    django_db_setup: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealed: bool
) -> None:
    home, away = Home(tmp_path / "home"), tmp_path / "away"
    home.path.mkdir()
    (home.path / "keys.json").write_bytes((Home.current().path / "keys.json").read_bytes())
    seal = Seal((str(Identity.generate().to_public()),)) if sealed else None
    address = cluster.admin_of(cluster.NAME)
    assert failed(home, monkeypatch) == 0
    with little_room(), pytest.raises(NoRoom if sealed else ToolFailed) as told:
        backup(address, home, city(), away, seal)
    assert ("đã đầy" if sealed else "File size limit exceeded") in str(told.value)
    assert list(away.iterdir()) == [] and failed(home, monkeypatch) == 1
    made = backup(address, home, city(), away, seal)
    assert (made.folder / "manifest.json").exists() and failed(home, monkeypatch) == 0


def test_a_disk_that_is_full_in_the_middle_of_a_base_or_of_the_log_is_told_and_leaves_nothing_half_for_whole(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = folder / "full"
    named, limit = archiving._archiving, f"if [ -f {full} ]; then ulimit -f {ROOM // 512}; fi; "
    monkeypatch.setattr(archiving, "_archiving", lambda command: named(limit + command))
    with started(home, folder) as server, psycopg.connect(server.admin_url, autocommit=True) as admin:
        for seal, error in ((None, ToolFailed), (Seal((str(Identity.generate().to_public()),)), NoRoom)):
            monkeypatch.setattr(base, "check_log", lambda *_: None)
            with little_room(MORE), pytest.raises(error):
                base.take(server.admin_url, home, city(), folder, seal)
            assert list((folder / base.BASE).iterdir()) == [] and failed(home, monkeypatch) == 1
        place = base.take(server.admin_url, home, city(), folder)
        assert (place / base.TOLD).exists() and failed(home, monkeypatch) == 0
        full.touch()
        before = set(kept(folder))
        admin.execute("CREATE TABLE h26.told AS SELECT gen_random_uuid() FROM generate_series(1, 1000)")
        admin.execute("SELECT pg_switch_wal()")
        assert within(10, lambda: failing(admin)) and set(kept(folder)) == before
        assert {one.stat().st_size for one in (folder / archiving.WAL).glob(".*.part")} == {ROOM}, "half of it"
        full.unlink()
        assert within(10, lambda: not failing(admin)) and set(kept(folder)) > before
    for piece in kept(folder):
        assert len(gzip.decompress(piece.read_bytes())) == 16 * 1024**2


@contextmanager
def started(home: Home, archive: Path) -> Iterator[postgres.Server]:
    server = postgres.start(home, archive=archive)
    try:
        yield server
    finally:
        server.stop()


def failing(admin: psycopg.Connection) -> bool:
    """As `motcua_archive_failing` tells it."""
    row = admin.execute(readings.ARCHIVE).fetchone()
    return bool(row and row[1])


def kept(folder: Path) -> list[Path]:
    """Pieces that look whole."""
    return sorted((folder / archiving.WAL).glob(f"{'[0-9A-F]' * 24}.gz"))

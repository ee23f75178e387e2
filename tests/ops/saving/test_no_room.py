"""The disk of backups is full at the last moment: said in words, alarmed, and nothing half is left looking whole."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops.saving.backup import backup
from motcua.ops.saving.errors import NoRoom, ToolFailed
from motcua.ops.saving.sealing import Seal
from motcua.ops.watching import readings
from tests.support import cluster

ROOM = 8_192


@contextmanager
def little_room() -> Iterator[None]:
    """No file of this process or of what it starts grows beyond ROOM bytes: the system refuses the write itself."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
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

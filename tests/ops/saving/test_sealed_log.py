"""A server that seals its log is drilled with the key of its keeper; nothing of it lies in the folder for others."""

import hashlib
import os
from pathlib import Path

import psycopg
import pytest

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops import archiving, postgres
from motcua.ops.saving import base, drilling, restore, rewinding, sealing
from motcua.ops.saving.backup import backup
from motcua.ops.saving.errors import Damaged, LogNotSealed, NeedsKey, NoPython, WrongKey
from motcua.ops.saving.sealing import Seal, draw, opening

PLANTED = "nguyễn thị kín đáo"
FACTS = {
    "ledger": {
        "broken": 0, "ledger_hash": hashlib.sha256().hexdigest(), "archived": 0,
        "seals": {"findings": []}, "archives": {"findings": []},
    },
    "verify": {"different": 0, "checked": 0},
    "retention": {"cases": 0, "people": 0, "left": 0},
    "drill": {"journeys": 0, "slowest_ms": 0, "failed": [], "left_out": []},
}  # fmt: skip
"""What the commands say that prove a city, which others test and which take their time."""


@pytest.fixture
def folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a pair of keys beside it."""
    (folder / "away").mkdir()
    monkeypatch.setenv(sealing.SETTING, draw(folder / "keeper"))
    return folder


def test_a_drill_brings_a_sealed_base_its_sealed_log_and_a_sealed_dump_back_and_nobody_else_does(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (restore, rewinding):
        monkeypatch.setattr(module, "asked", lambda place, home, city, *words: (FACTS[words[0]], ""))
    away, seal = folder / "away", sealing.chosen()
    server = postgres.start(home, archive=away)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        with pytest.raises(LogNotSealed):
            base.take(server.admin_url, home, city(), away, Seal((draw(folder / "stranger"),)))
        place = base.take(server.admin_url, home, city(), away, seal)
        admin.execute(f"CREATE TABLE {city()}.planted AS SELECT '{PLANTED}' AS told")
        drilling._keep_away(admin)
        backup(server.admin_url, home, city(), away, seal)
    server.stop()
    assert readable_in(away) == []
    with drilling._beside(home) as there:
        with pytest.raises(NeedsKey):
            rewinding.check(away, there, None)
        with pytest.raises(WrongKey):
            rewinding.start(away, there, None, opening([folder / "stranger"]))
        alter(place / base.SEALED_DATA)
        with pytest.raises(Damaged):
            rewinding.start(away, there, None, opening([folder / "keeper"]))
        alter(place / base.SEALED_DATA)
        last = max((away / archiving.WAL).glob("*.gz.age"))
        alter(last)
        with pytest.raises(Damaged, match=last.name):
            rewinding.start(away, there, None, opening([folder / "keeper"]))
        alter(last)
        assert not postgres.initialised(there)
    report = drilling.drill_backup(away, home, 10, opening([folder / "keeper"]))
    assert (report.wrong, report.facts["tables"]) == ([], report.facts["dump_tables"]), "planted came from the log"
    assert not list(postgres.cluster_folder(home).parent.glob(".opened-*"))


def readable_in(away: Path) -> list[Path]:
    """What lies there for others, but for counts, marks and the digests of pieces."""
    held = [path for path in away.rglob("*") if path.is_file() and path.suffix not in (".json", ".sha256")]
    assert {path.parent.name for path in held} >= {archiving.WAL}
    return [path for path in held if not path.read_bytes().startswith(b"age-encryption.org/v1")]


def alter(path: Path) -> None:
    """One byte, and back when done again."""
    mode = os.stat(path).st_mode
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    path.chmod(mode)


def test_where_the_servers_user_can_run_no_python_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(sealing.SETTING, draw(tmp_path / "key"))
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    monkeypatch.setattr(archiving.sys, "executable", str(hidden / "python3"))
    monkeypatch.setattr(archiving.shutil, "which", lambda *given, **told: None)
    with pytest.raises(NoPython):
        archiving.told(tmp_path, tmp_path / "cluster", by_another=True)
    told = archiving.told(tmp_path, tmp_path / "cluster", by_another=False)["archive_command"]
    assert str(hidden) in told and "gzip" not in told

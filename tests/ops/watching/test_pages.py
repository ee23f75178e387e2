"""Every page of the server is read in turns: when it is time, by one worker, and no longer than that one runs."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.commands import verify
from motcua.ops.saving.errors import NoChecksums, NoReader
from motcua.ops.watching import pages
from motcua.ops.watching.pages import Rounds, turn
from tests.ops.saving.test_rewinding import within
from tests.support import cluster


def wanted() -> bool:
    return True


@pytest.fixture
def home(django_db_setup: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Of a real city whose server lets itself be read."""
    if not postgres.running(Home.current()):
        pytest.skip("a server of one's own may not let itself be read")
    monkeypatch.setenv(pages.ADDRESS, cluster.admin_of(cluster.NAME))
    monkeypatch.setenv(pages.RATE, "1000")
    return Home(tmp_path)


def test_a_round_is_read_when_it_is_time_and_nobody_else_is_at_it(home: Home) -> None:
    began = datetime.now(UTC)
    assert turn(home, wanted) and not turn(home, wanted)
    told = stamps.told(home, stamps.PAGES_READ)
    assert told and told >= began and stamps.told(home, stamps.SPOILT_PAGE) is None
    stamps.leave(home, stamps.PAGES_BEGUN, datetime.now(UTC) - pages.EVERY)
    with psycopg.connect(cluster.admin_of(cluster.NAME), autocommit=True) as other:
        other.execute(pages.ALONE)
        assert not turn(home, wanted)
    assert turn(home, wanted) and stamps.told(home, stamps.PAGES_READ) != told


def test_a_round_in_hand_ends_with_its_worker_and_counts_for_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pages.RATE, "1")
    monkeypatch.setattr(pages, "LOOK_SECONDS", 0.01)
    rounds = Rounds(home)
    rounds.start()
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        reading = "SELECT count(*) FROM pg_stat_progress_basebackup WHERE backup_streamed > 0"
        assert within(10, lambda: admin.execute(reading).fetchone() == (1,))
        rounds.ending.set()
        rounds.join(10)
        assert not rounds.is_alive() and within(10, lambda: admin.execute(reading).fetchone() == (0,))
    assert stamps.told(home, stamps.PAGES_BEGUN) and stamps.told(home, stamps.PAGES_READ) is None


def test_a_made_up_city_and_one_that_says_so_read_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages.due(Home(tmp_path))
    monkeypatch.setenv(pages.RATE, "0")
    assert not pages.due(Home(tmp_path))
    monkeypatch.delenv(pages.RATE)
    Home(tmp_path).mark_made_up()
    assert not pages.due(Home(tmp_path))


def test_a_server_nobody_may_read_or_without_checksums_says_so(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "CHECKED", "SELECT false")
    with pytest.raises(NoChecksums):
        turn(home, wanted)
    monkeypatch.delenv(pages.ADDRESS)
    with pytest.raises(NoReader):
        turn(Home(tmp_path / "elsewhere"), wanted)


def test_files_are_told_by_the_table_or_index_they_are_a_part_of() -> None:
    said = 'WARNING:  checksum verification failed in file "./base/16384/{}", block 1'
    for file in ("20038", "20038.3", "20038_vm", "20038_fsm.1"):
        assert pages.FILE.findall(said.format(file)) == ["base/16384/20038"]


def test_the_command_reads_once_and_says_what_it_found(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(home.path))
    asked = argparse.Namespace(rate=None, json=False)
    assert verify.run_pages(asked) == 0 and "No page is spoilt" in capsys.readouterr().out
    monkeypatch.setattr(pages, "_spoilt", lambda address, mb, wanted: ["global/1262", "base/1/1"])
    assert verify.run_pages(asked) == 1
    assert {"  ✗ pg_database", "  ✗ base/1/1"} <= set(capsys.readouterr().out.splitlines())
    assert stamps.told(home, stamps.SPOILT_PAGE)

"""A server that keeps its log away is brought back to the moment before a bad statement, and to no moment it lacks."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from motcua.kernel import stamps
from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops import archiving, postgres
from motcua.ops.saving import base, drilling, rewinding
from motcua.ops.saving.errors import NoBackup, NotArchiving, NotEmpty, NotReached, ToolFailed
from motcua.ops.watching import pages, readings
from tests.support import cluster


def test_a_city_comes_back_as_it_was_before_a_bad_statement_and_not_at_a_moment_that_was_not_kept(
    home: Home, folder: Path
) -> None:
    server = postgres.start(home, archive=folder)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        place = base.take(server.admin_url, home, city(), folder)
        admin.execute("CREATE TABLE h26.known_act AS SELECT 1 AS done")
        until = drilling._moment(admin)
        admin.execute("DROP TABLE h26.access_account CASCADE")
        drilling._keep_away(admin)
    server.stop()
    with drilling._beside(home) as there:
        with pytest.raises(NoBackup):
            rewinding.check(folder, there, until - timedelta(days=1))
        with pytest.raises(NotReached):
            rewinding.start(folder, there, datetime.now(UTC) + timedelta(days=1))
        again, found, told = rewinding.start(folder, there, until)
        try:
            with psycopg.connect(again.admin_url, autocommit=True) as admin:
                present = "SELECT to_regclass('h26.known_act')::text, to_regclass('h26.access_account')::text"
                assert admin.execute(present).fetchone() == ("h26.known_act", "h26.access_account")
            with pytest.raises(NotEmpty):
                rewinding.check(folder, there, None)
        finally:
            again.stop()
        assert (found, told.city, there.made_up) == (place, city(), True), "the mark comes along"


def test_a_log_that_is_not_kept_away_and_a_page_that_was_spoilt_are_told_at_once(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgres.start(home, archive=folder)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        kept, away = folder / archiving.WAL, folder / "elsewhere"
        kept.rename(away)
        admin.execute("CREATE TABLE h26.spoilt AS SELECT repeat('x', 100) AS told FROM generate_series(1, 1000)")
        admin.execute("SELECT pg_switch_wal()")
        assert within(10, lambda: (admin.execute(readings.ARCHIVE).fetchone() or (None, False))[1] is True)
        away.rename(kept)
        assert admin.execute("SELECT count(*) FROM h26.spoilt").fetchone() == (1000,), "it lies whole in memory"
        admin.execute("CHECKPOINT")
        (place,) = admin.execute("SELECT pg_relation_filepath('h26.spoilt')").fetchone() or ("",)
        (directory,) = admin.execute("SHOW data_directory").fetchone() or ("",)
        with (Path(directory) / place).open("r+b") as file:
            file.seek(4000)
            file.write(b"spoilt by a disk")
        assert spoilt(admin) == 0
        assert pages.read(server.admin_url, home, 1000) == ("h26.spoilt",) and round_spoilt(home, monkeypatch) == 1
        with pytest.raises(ToolFailed, match="checksum"):
            base.take(server.admin_url, home, city(), folder)
        assert stamps.told(home, stamps.FAILED_BACKUP), "motcua metrics tells that it failed"
    server.stop()
    server = postgres.start(home, archive=folder)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        with pytest.raises(psycopg.errors.DataCorrupted):
            admin.execute("SELECT count(*) FROM h26.spoilt")
        assert within(10, lambda: spoilt(admin) == 1), "whoever reads it lets the city hear of it"
        admin.execute("DROP TABLE h26.spoilt")
        admin.execute("CHECKPOINT")
        assert pages.read(server.admin_url, home, 1000) == () and round_spoilt(home, monkeypatch) == 0
    server.stop()
    assert not list((folder / base.BASE).glob(f"[0-9]*/{base.TOLD}")), "what is not sound is no base"


def round_spoilt(home: Home, monkeypatch: pytest.MonkeyPatch) -> float:
    """As `motcua metrics` tells it, without asking the database."""
    monkeypatch.setenv("MOTCUA_HOME", str(home.path))
    return {one.name: one.samples[0].value for one in readings.rounds()}["motcua_round_spoilt"]


def spoilt(admin: psycopg.Connection) -> int:
    """As the number in `motcua metrics`."""
    row = admin.execute(readings.PAGES).fetchone()
    assert row is not None
    return int(row[0])


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_a_server_that_does_not_keep_its_log_there_is_told_so(folder: Path) -> None:
    with pytest.raises(NotArchiving):
        base.take(cluster.admin_of("postgres"), Home.current(), city(), folder)
    assert not (folder / base.BASE).exists()


def test_a_made_up_city_keeps_nothing_away_and_a_strange_folder_name_is_quoted(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_ARCHIVE", str(folder))
    assert archiving.chosen(home) is None and archiving.chosen(Home(folder / "real")) == folder
    told = archiving.settings(Path("/away/it's 100% safe"))["archive_command"]
    assert """'/away/it'"'"'s 100%% safe/wal'/%f.gz""" in told
    assert postgres.quoted("it's") == "'it''s'"

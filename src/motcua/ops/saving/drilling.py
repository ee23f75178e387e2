"""The drill: what was really put away is brought back into an empty place of its own, proven, and timed.

Of a throw-away city, where a statement may do harm: back to the moment before it, row by row what stood there then.
Of a real one: its newest dump against its manifest, and its newest base with everything of the log that was kept.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.kernel.words import Words
from motcua.ops import postgres
from motcua.ops.saving import base, manifest, restore, rewinding
from motcua.ops.saving.backup import backup
from motcua.ops.saving.errors import NoBackup
from motcua.ops.saving.sealing import KEYLESS, Opening, Seal

KEYS = ("keys.json", "seal.key", "seal-former.json")
ARCHIVED = "SELECT coalesce(last_archived_wal, '') >= %s FROM pg_stat_archiver"
PATIENCE_SECONDS = 60
HARM = "cases_applicant"
"""What the bad statement takes away with all that hangs on it."""


@dataclass
class Report:
    """`phases` in seconds, in their order; those of `back` are what a city would wait for. Sound without `wrong`."""

    began: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    phases: dict[str, float] = field(default_factory=dict)
    back: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def waited(self) -> float:
        return round(sum(self.phases[name] for name in self.back), 2)

    @contextmanager
    def phase(self, name: str, *, back: bool = False) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.phases[name] = round(time.monotonic() - began, 2)
        if back:
            self.back.append(name)


WORDS = {
    "dump": Words("sao lưu (dump)", "put away, by dump"),
    "base": Words("sao lưu cả máy chủ", "put away, the whole server"),
    "harm": Words("câu lệnh xấu, lưu nhật ký", "the bad statement, its log kept away"),
    "server": Words("khôi phục và phát lại nhật ký", "server brought back, log played"),
    "proof": Words("kiểm tra tệp, sổ, hồ sơ", "files, ledger and cases proven"),
    "compare": Words("so từng bảng với nguồn", "tables compared with the source"),
    "restore": Words("khôi phục từ dump và kiểm tra", "brought back from the dump and proven"),
    "journeys": Words("thử từng trang như người dùng", "pages asked for as people do"),
}


@dataclass(frozen=True)
class Sealed:
    """To whom pieces are sealed and how they are opened again; neither in a drill of backups anybody may read."""

    seal: Seal | None = None
    opening: Opening = KEYLESS


def drill_here(
    server: postgres.Server, home: Home, folder: Path, act: Any, sample: int, sealed: Sealed = Sealed()
) -> Report:
    """With the city of `server`, which is thrown away afterwards and keeps its log in `folder`; `act` changes it."""
    report, seal, opening = Report(), sealed.seal, sealed.opening
    with report.phase("dump"):
        backup(server.admin_url, home, city(), folder, seal)
    with report.phase("base"):
        base.take(server.admin_url, home, city(), folder, seal)
    act()
    base.take_files(server.admin_url, home, city(), folder, seal)
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        manifest.look_at(connection, city())
        before, heads = manifest.counts(connection, city()), manifest.ledger_hash(connection)
        until = _moment(connection)
        with report.phase("harm"):
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(HARM)))
            _keep_away(connection)
    with _beside(home) as there:
        _rewind(report, folder, there, until, sample, opening, before, heads)
    with _beside(home) as there:
        _restore(report, manifest.newest(folder), there, sample, opening)
    return report


def drill_backup(folder: Path, home: Home, sample: int, opening: Opening = KEYLESS) -> Report:
    """Whatever real backups of the city of `home` there are in `folder`. NoBackup where there is none."""
    report = Report()
    bases, dumps = list((folder / base.BASE).glob(f"[0-9]*/{base.TOLD}")), True
    try:
        newest = manifest.newest(folder)
    except NoBackup:
        if not bases:
            raise
        dumps = False
    if bases:
        with _beside(home) as there:
            _rewind(report, folder, there, None, sample, opening, journeys=not dumps)
    if dumps:
        with _beside(home) as there:
            _restore(report, newest, there, sample, opening, back=not bases)
    return report


def _rewind(
    report: Report,
    folder: Path,
    there: Home,
    until: datetime | None,
    sample: int,
    opening: Opening,
    before: dict[str, int] | None = None,
    heads: str = "",
    journeys: bool = False,
) -> None:
    with report.phase("server", back=True):
        server, place, told = rewinding.start(folder, there, until, opening)
    try:
        with report.phase("proof", back=True):
            done = rewinding.prove(server, folder, place, told, sample, opening)
        with report.phase("compare"), psycopg.connect(server.admin_url, autocommit=True) as connection:
            manifest.look_at(connection, told.city)
            now = manifest.counts(connection, told.city)
            report.wrong += [f"{name}: {now.get(name)} / {count}" for name, count in (before or now).items()
                             if now.get(name) != count]  # fmt: skip
            if heads and manifest.ledger_hash(connection) != heads:
                report.wrong.append("ledger: other heads")
        if journeys:
            _walk(report, server, told.city)
    finally:
        server.stop()
    report.facts |= {"until": until and until.isoformat(), "base": told.ended_at, "tables": len(now)}
    report.facts |= {"rows": sum(now.values()), "cases": done.cases, "files": done.files, "hashed": done.hashed}
    report.wrong += done.differences
    report.notes += done.notes


def _restore(report: Report, place: Path, there: Home, sample: int, opening: Opening, *, back: bool = False) -> None:
    restore.check(place, there, opening)
    server = postgres.start(there)
    try:
        with report.phase("restore", back=back):
            done = restore.restore(place, server.admin_url, there, sample, opening)
        _walk(report, server, done.manifest.city)
    finally:
        server.stop()
    report.facts |= {"dump": done.manifest.made_at, "dump_tables": len(done.manifest.tables)}
    report.facts |= {"dump_rows": sum(done.manifest.tables.values()), "dump_files": done.files}
    report.facts |= {"dump_hashed": done.hashed, "ledger_hash": done.manifest.ledger_hash}
    report.facts |= {"rows_by_table": done.manifest.tables}
    report.wrong += [f"dump: {one}" for one in done.differences]
    report.notes += done.notes


def _walk(report: Report, server: postgres.Server, code: str) -> None:
    """Some thirty journeys over HTTP, by a process that knows this city alone."""
    with report.phase("journeys"):
        facts, complaint = restore.asked(server.place, server.home, code, "drill", "--journeys")
    if not facts:
        report.wrong.append(f"journeys: {complaint}")
        return
    report.facts |= {"journeys": facts["journeys"], "slowest_ms": facts["slowest_ms"]}
    report.wrong += [f"journey {one}" for one in facts["failed"]]
    report.notes += [f"journeys left out: {one}" for one in facts["left_out"]]


def _moment(connection: psycopg.Connection) -> datetime:
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row
    found: datetime = row[0]
    return found


def _keep_away(connection: psycopg.Connection) -> None:
    """The piece of the log with what was just done, without waiting for its minute. TimeoutError."""
    row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        kept = connection.execute(ARCHIVED, row).fetchone()
        if kept and kept[0]:
            return
        time.sleep(0.05)
    raise TimeoutError("archive_command")


@contextmanager
def _beside(home: Home) -> Iterator[Home]:
    """An empty place with the keys of `home`, its seals and its list of erasures, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-drill-"))
    folder.chmod(0o755)
    for name in KEYS:
        if (home.path / name).exists():
            shutil.copy(home.path / name, folder / name)
    if (home.path / "seals").is_dir():
        shutil.copytree(home.path / "seals", folder / "seals")
    there = Home(folder)
    try:
        yield there
    finally:
        postgres.stop(there)
        postgres.remove(there)
        shutil.rmtree(folder, ignore_errors=True)

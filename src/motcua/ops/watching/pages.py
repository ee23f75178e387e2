"""Every page of the database server read from its disk in turns: a spoilt one is told though nobody asks for it.

The server reads itself as for a base backup whose bytes are thrown away: tables, indexes and what is too long for a
row, of every database on it, from its files and not from its memory, each page against its checksum. A round begins
every five minutes, or when the one before is over, and reads `MOTCUA_PAGES_RATE` MB a second; of several workers one
reads. Not seen: a page written since the round began, which the next reads; what the machine still has in its own
memory as it was.
"""

import logging
import os
import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from motcua.kernel import stamps
from motcua.kernel.database import Place
from motcua.kernel.errors import Fault
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.saving import tools
from motcua.ops.saving.errors import NoChecksums, NoReader, ToolFailed

ADDRESS, RATE = "MOTCUA_PAGES", "MOTCUA_PAGES_RATE"
USUAL_RATE = 64
EVERY = timedelta(minutes=5)
LOOK_SECONDS = 10

ALONE = "SELECT pg_try_advisory_lock(hashtext('motcua.pages'))"
CHECKED = "SELECT current_setting('data_checksums') = 'on'"
NAMED = "SELECT oid::regclass::text FROM pg_class WHERE pg_relation_filepath(oid) = %s"
SAID = "checksum error"
FILE = re.compile(r'"\./([^"]+?)(?:_vm|_fsm|_init)?(?:\.\d+)?"')
"""Of a part or a fork of a table or index too: `"./base/16384/20038_vm.1"`."""

log = logging.getLogger(__name__)


class Rounds(threading.Thread):
    """Reads round after round until told to stop, then ends in the middle of one."""

    def __init__(self, home: Home) -> None:
        super().__init__(name="pages", daemon=True)
        self.home, self.ending = home, threading.Event()

    def run(self) -> None:
        while not self.ending.wait(LOOK_SECONDS):
            try:
                turn(self.home, lambda: not self.ending.is_set())
            except (Fault, psycopg.Error, OSError, postgres.NoPostgres):
                if not self.ending.is_set():
                    log.exception("the pages of the server could not be read")
                self.ending.wait(EVERY.total_seconds())


def turn(home: Home, wanted: Callable[[], bool]) -> bool:
    """A round, where it is time for one and nobody else is at it. As `read`, NoReader."""
    if not due(home):
        return False
    address = reader_of(home)
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(ALONE).fetchone()
        if not row or not row[0] or not due(home):
            return False
        stamps.leave(home, stamps.PAGES_BEGUN, datetime.now(UTC))
        if read(address, home, rate(), wanted):
            log.error("a page of the database is spoilt: motcua verify pages")
    return True


def due(home: Home) -> bool:
    """A city that is made up reads none."""
    last = stamps.told(home, stamps.PAGES_BEGUN)
    return bool(rate()) and not home.made_up and (last is None or datetime.now(UTC) - last >= EVERY)


def rate() -> int:
    """MB a second; 0 reads nothing."""
    return int(os.environ.get(RATE, USUAL_RATE))


def reader_of(home: Home) -> str:
    """The address of who may read the server: the one that is named, else the administrator's where he is known.
    NoReader."""
    if told := os.environ.get(ADDRESS) or os.environ.get("DATABASE_URL"):
        return told
    server = postgres.running(home)
    if server is None or server.place != Place.current():
        raise NoReader
    return server.admin_url


def read(address: str, home: Home, mb: int, wanted: Callable[[], bool] = lambda: True) -> tuple[str, ...]:
    """One round at `mb` a second: tables and indexes with a spoilt page, or files of other databases. NoChecksums;
    ToolFailed where it did not come to its end."""
    begun = datetime.now(UTC)
    with psycopg.connect(address, autocommit=True) as connection:
        if connection.execute(CHECKED).fetchone() != (True,):
            raise NoChecksums
        spoilt = tuple(dict.fromkeys(_named(connection, _spoilt(address, mb, wanted))))
    if spoilt:
        stamps.leave(home, stamps.SPOILT_PAGE, datetime.now(UTC))
    else:
        stamps.take_away(home, stamps.SPOILT_PAGE)
    stamps.leave(home, stamps.PAGES_READ, begun)
    return spoilt


def _spoilt(address: str, mb: int, wanted: Callable[[], bool]) -> list[str]:
    """Files, the last of them where there are many."""
    thrown_away = ["--target", "blackhole", "-X", "none", "-c", "fast", "-r", f"{mb}M"]
    try:
        tools.run("pg_basebackup", thrown_away, address, wanted)
    except ToolFailed as failed:
        said = str(failed.facts["said"])
        if SAID not in said:
            raise
        return FILE.findall(said) or ["?"]
    return []


def _named(connection: psycopg.Connection, files: list[str]) -> Iterator[str]:
    for file in files:
        row = connection.execute(NAMED, [file]).fetchone()
        yield str(row[0]) if row else file

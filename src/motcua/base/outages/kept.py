"""The last that was told, kept in one file of the data folder: every page looks there for a banner and asks no
database, and the status page is drawn from it while the database is away.

It is written after each act on an outage, each minute by the worker, and whenever the status page is drawn anew.
"""

import logging
import os
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from psycopg import OperationalError
from pydantic import ValidationError

from motcua.base.outages.queries import read_snapshot
from motcua.base.outages.told import KEPT, Snapshot, Told
from motcua.base.ui.banners import Banner
from motcua.base.ui.errors import freshen
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

log = logging.getLogger("motcua.outages")

PAGE = "/tinh-trang/"
LOOK_SECONDS = 1.0
"""So often a process looks whether the file is another one."""
GOOD_SECONDS = 10.0
"""So long a process tells what it read before."""
REST_SECONDS = 5.0
"""So long nobody asks a database that just did not answer."""
AWAY = (DatabaseError, OperationalError)


@dataclass
class Kept:
    """What one process knows. Nothing depends on processes agreeing."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    looked_at: float = 0.0
    mark: tuple[int, int] | None = None
    filed: Snapshot | None = None
    fresh: Snapshot | None = None
    fresh_at: float = 0.0
    failed_at: float = 0.0

    def last(self) -> Snapshot | None:
        """What the file tells; None where there is none. Asks no database."""
        now = time.monotonic()
        if not self.looked_at or now - self.looked_at >= LOOK_SECONDS:
            self.looked_at = now
            self._look(place())
        return self.filed

    def _look(self, path: Path) -> None:
        try:
            found = path.stat()
            mark = (found.st_mtime_ns, found.st_ino)
            if mark != self.mark:
                self.mark, self.filed = mark, KEPT.validate_json(path.read_bytes())
        except (OSError, ValidationError):
            self.mark, self.filed = None, None


_kept = [Kept()]


def place() -> Path:
    return Path(settings.MOTCUA_STATUS_FILE)


def forget() -> None:
    """As a process that has just begun."""
    _kept[0] = Kept()


def last() -> Snapshot | None:
    """The last that was written down. Asks no database."""
    return _kept[0].last()


def current() -> tuple[Snapshot | None, bool]:
    """What stands now, and whether the database is away: then it is the last that was kept, perhaps nothing.

    One at a time asks the database; meanwhile the others are told what was read before.
    """
    mine, now = _kept[0], time.monotonic()
    if mine.fresh is not None and now - mine.fresh_at < GOOD_SECONDS:
        return mine.fresh, False
    if mine.failed_at and now - mine.failed_at < REST_SECONDS:
        return last(), True
    if not mine.lock.acquire(blocking=False):
        return mine.fresh or last(), mine.fresh is None
    try:
        return renew(), False
    except AWAY:
        mine.failed_at, mine.fresh = time.monotonic(), None
        freshen()
        return last(), True
    finally:
        mine.lock.release()


def renew() -> Snapshot:
    """Read it from the database and write it down. Raises what the database raises; a full disk is only logged."""
    found = read_snapshot()
    mine = _kept[0]
    mine.fresh, mine.fresh_at, mine.failed_at = found, time.monotonic(), 0.0
    path = place()
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(KEPT.dump_json(found))
        os.replace(draft, path)
        mine.looked_at = 0.0
    except OSError:
        draft.unlink(missing_ok=True)
        log.exception("what is told about outages could not be written down")
    return found


def after_an_act() -> None:
    """For `transaction.on_commit`: the act stands, whatever becomes of this; the worker does it again in a minute."""
    try:
        renew()
    except AWAY:
        log.exception("what is told about outages could not be read")


def banners() -> list[Banner]:
    """What every page says now: outages that are going on, then those that begin soon."""
    snapshot, now = last(), clock.now()
    found = [one for one in snapshot.outages if one.shown_at(now)] if snapshot else []
    return [banner_of(one) for one in sorted(found, key=lambda one: (one.stage(now) != "on", one.starts_at))]


def banner_of(one: Told) -> Banner:
    """ "Nâng cấp máy chủ. Từ 22:00 đến 23:30 Thứ Sáu, 27/11/2026." """
    grave = one.stage(clock.now()) == "on"
    words = Words("{title}. {time}.", "{title}. {time}.").fill(title=one.title, time=one.time_words)
    if grave and one.ends_at is not None:
        words = Words("{title}. Dự kiến xong lúc {end}.", "{title}. Expected to be over at {end}.").fill(
            title=one.title, end=weekday_time(one.ends_at)
        )
    return Banner(words, PAGE, Words("Xem tình trạng", "See the status"), grave)

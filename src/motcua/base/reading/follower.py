"""How far the copy has followed: sampled at most once a second in each process, whatever the clocks say.

A sample is how far the database itself had written at a moment. The copy was up to date at the latest sample it has
replayed; how long ago that was bounds how old its rows can be. A copy that stopped receiving, one that was promoted
and one that does not answer all show themselves as old.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from django.db import DatabaseError, connections
from psycopg import OperationalError

PRIMARY, COPY = "default", "replica"
LAG_SECONDS = 5.0
AGAIN_SECONDS, DOWN_SECONDS = 1.0, 10.0
WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
REPLAYED = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint WHERE pg_is_in_recovery()"
FAILURES = (DatabaseError, OperationalError)


class Follower:
    """What this process knows of the copy. `now` counts seconds from anywhere."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.lock = threading.Lock()
        self.samples: deque[tuple[float, int]] = deque(maxlen=int(LAG_SECONDS / AGAIN_SECONDS) * 4)
        self.fresh, self.replayed, self.look_again_at = False, 0, 0.0

    def may_answer(self, seen: int | None) -> bool:
        """Whether the copy is fresh, and has replayed up to `seen`, what this visitor's own acts had written."""
        if self.now() >= self.look_again_at and self.lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self.lock.release()
        if not self.fresh:
            return False
        return seen is None or self.replayed >= seen or self._has_replayed(seen)

    def distrust(self) -> None:
        """It failed on somebody: leave it alone for a while."""
        self.fresh, self.look_again_at = False, self.now() + DOWN_SECONDS
        connections[COPY].close()

    def _look(self) -> None:
        moment = self.now()
        try:
            self.samples.append((moment, position(PRIMARY, WRITTEN)))
            self.replayed = position(COPY, REPLAYED)
        except FAILURES:
            self.distrust()
            return
        reached = [at for at, written in self.samples if written <= self.replayed]
        self.fresh = bool(reached) and moment - reached[-1] <= LAG_SECONDS
        self.look_again_at = moment + AGAIN_SECONDS

    def _has_replayed(self, seen: int) -> bool:
        try:
            self.replayed = position(COPY, REPLAYED)
        except FAILURES:
            self.distrust()
            return False
        return self.replayed >= seen


def position(alias: str, question: str) -> int:
    """A place in the stream of changes. OperationalError from a copy that follows no more."""
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise OperationalError("it follows nobody")
    return int(row[0])


FOLLOWER = Follower()

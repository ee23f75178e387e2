"""Whether it is worth asking the provider now: after repeated failures nobody waits for it for a while."""

import threading
from datetime import datetime, timedelta

from motcua.kernel import clock

FAILURES = 3
REST = timedelta(seconds=20)


class Breaker:
    """Opens after three failures in a row and lets one question through every 20 seconds until one succeeds.

    It belongs to one process and only saves waiting: nothing depends on processes agreeing.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._next_try: datetime | None = None

    @property
    def open(self) -> bool:
        return self._failures >= FAILURES

    def may_ask(self) -> bool:
        with self._lock:
            if not self.open or self._next_try is None:
                return True
            if clock.now() < self._next_try:
                return False
            self._next_try = clock.now() + REST
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._next_try = 0, None

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._next_try = clock.now() + REST

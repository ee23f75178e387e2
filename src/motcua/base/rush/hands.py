"""How many requests of the public one process has in hand at once: the threads left over are the officials'."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Hands:
    """At most `at_once` are worked on, and with those that wait for a hand at most `held` threads are taken."""

    def __init__(self, at_once: int, held: int) -> None:
        self.at_once, self.held = at_once, held
        self._running, self._waiting, self._changed = 0, 0, threading.Condition()

    @property
    def free(self) -> bool:
        return self._running < self.at_once

    @contextmanager
    def taken(self, seconds: float, *, insists: bool = False) -> Iterator[bool]:
        """Whether a hand was free within `seconds`. What `insists` is worked on all the same afterwards: what
        somebody sends is never given back.
        """
        got = self._take(seconds, insists)
        try:
            yield got
        finally:
            if got:
                with self._changed:
                    self._running -= 1
                    self._changed.notify()

    def _take(self, seconds: float, insists: bool) -> bool:
        until = time.monotonic() + seconds
        with self._changed:
            if not self.free and self._running + self._waiting >= self.held and not insists:
                return False
            self._waiting += 1
            try:
                got = self._changed.wait_for(lambda: self.free, timeout=max(0.0, until - time.monotonic()))
            finally:
                self._waiting -= 1
            self._running += got or insists
            return got or insists

"""The line of visitors, in one small file that all web processes share: numbers taken, and how far the door is open.

In normal times nobody waits and its 32 bytes are only looked at: no statement, no lock.
"""

import fcntl
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.base.rush.errors import Crowded

RECORD = struct.Struct("<QddQ")
LONGEST_STEP = 60.0
"""Seconds the door makes up for at once: whoever stands furthest away looks once a minute."""
GONE = 90.0
"""Where nobody has looked for so many seconds, nobody stands there any more: who comes then need not wait for them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`last` number taken, `door`: numbers up to it may come in, `moved_at` in seconds of the clock, people let in."""

    last: int = 0
    door: float = 0.0
    moved_at: float = 0.0
    let_in: int = 0

    @property
    def waiting(self) -> int:
        stand = time.time() - self.moved_at <= GONE
        return max(0, self.last - int(self.door)) if stand else 0


class Line:
    """`path` is made when it is first needed. Taking and asking raise Crowded where it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path, self._lock = path, threading.Lock()
        self._handle = -1

    def standing(self) -> Standing:
        """Where no file can be, nobody waits."""
        try:
            self._open()
        except OSError:
            return Standing()
        told = os.pread(self._handle, RECORD.size, 0)
        return Standing(*RECORD.unpack(told)) if len(told) == RECORD.size else Standing()

    def take(self) -> int:
        """A number behind everybody's."""
        with self._changing() as now:
            moved_at = now.moved_at if now.waiting else time.time()
            door = now.door if now.waiting else float(now.last)
            self._write(Standing(now.last + 1, door, moved_at, now.let_in))
            return now.last + 1

    def ask(self, number: int, pace: float, *, free: bool) -> int:
        """How many stand before `number` and with it, 0 when it may come in. The door goes on by `pace` a second,
        while hands are `free`.
        """
        with self._changing() as now:
            at = time.time()
            passed = min(max(0.0, at - now.moved_at), LONGEST_STEP) if free else 0.0
            door = min(float(now.last), now.door + passed * pace)
            before = max(0, number - int(door))
            self._write(Standing(now.last, door, at, now.let_in + (before == 0)))
            return before

    def knows(self, number: int) -> bool:
        """Whether such a number was taken here: a folder brought back from before knows less."""
        return 0 < number <= self.standing().last

    @contextmanager
    def _changing(self) -> Iterator[Standing]:
        try:
            self._open()
        except OSError as why:
            raise Crowded from why
        with self._lock:
            fcntl.lockf(self._handle, fcntl.LOCK_EX)
            try:
                yield self.standing()
            finally:
                fcntl.lockf(self._handle, fcntl.LOCK_UN)

    def _open(self) -> None:
        if self._handle >= 0:
            return
        with self._lock:
            if self._handle < 0:
                self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _write(self, standing: Standing) -> None:
        told = RECORD.pack(standing.last, standing.door, standing.moved_at, standing.let_in)
        os.pwrite(self._handle, told, 0)

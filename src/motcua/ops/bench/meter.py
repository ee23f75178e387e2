"""Processor time of families of processes, from /proc: what a busy machine does not stretch."""

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one operation took, the mean of a batch: processor milliseconds, the wall of each request, WAL in bytes.

    `first_ms` is the share of the meter's first clock: of PostgreSQL, where that is measured at all.
    """

    cpu_ms: float
    walls_ms: tuple[float, ...]
    first_ms: float
    wal: float = 0


Clock = Callable[[], float]
"""Milliseconds of processor time so far; only differences mean something."""


class Kin:
    """The clock of a process and all its descendants, also of those that ended meanwhile."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.seen: dict[int, int] = {}

    def __call__(self) -> float:
        for pid in family((self.root,)):
            self.seen[pid] = max(self.seen.get(pid, 0), nanoseconds(pid))
        return sum(self.seen.values()) / 1e6


def own() -> float:
    """The clock of this process alone."""
    return time.process_time_ns() / 1e6


class Meter:
    """What the given clocks count together, this process's own the last; `log` tells the bytes of WAL so far."""

    def __init__(self, *clocks: Clock, log: Callable[[], int] = lambda: 0) -> None:
        self.clocks = clocks
        self.log = log

    def batch(self, act: Callable[[int], None], count: int) -> Cost:
        """Do `act` `count` times, one after the other; garbage of this process is left for afterwards."""
        gc.disable()
        try:
            return self.counted(act, count)
        finally:
            gc.enable()

    def counted(self, act: Callable[[int], None], count: int) -> Cost:
        walls = []
        written, before = self.log(), [clock() for clock in self.clocks]
        for number in range(count):
            began = time.perf_counter()
            act(number)
            walls.append((time.perf_counter() - began) * 1000)
        after = [clock() for clock in reversed(self.clocks)]  # this process's own stands last: it counts no reading
        each = [(now - then) / count for now, then in zip(reversed(after), before, strict=True)]
        return Cost(sum(each), tuple(walls), each[0], (self.log() - written) / count)


def family(roots: tuple[int, ...]) -> set[int]:
    """The processes `roots` and everything below them."""
    parents = {int(folder.name): parent_of(folder) for folder in PROC.iterdir() if folder.name.isdigit()}
    found = added = set(roots)
    while added:
        added = {pid for pid, parent in parents.items() if parent in added} - found
        found = found | added
    return found


def parent_of(folder: Path) -> int:
    """0 for a process that is gone already."""
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def nanoseconds(pid: int) -> int:
    """What all threads of a process took; 0 when it is gone."""
    total = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            total += int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()[0])
    except OSError:
        return total
    return total

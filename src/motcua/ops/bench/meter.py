"""Processor time of families of processes, from /proc: what a busy machine does not stretch."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one operation took, the mean of a batch: processor milliseconds, and the wall of each request."""

    cpu_ms: float
    walls_ms: tuple[float, ...]


class Meter:
    """The processor time of some processes and all their descendants, also of those that ended meanwhile."""

    def __init__(self, *roots: int) -> None:
        self.roots = roots
        self.seen: dict[int, int] = {}

    def read_ms(self) -> float:
        """Milliseconds so far; only differences mean something."""
        for pid in family(self.roots):
            self.seen[pid] = max(self.seen.get(pid, 0), nanoseconds(pid))
        return sum(self.seen.values()) / 1e6

    def batch(self, act: Callable[[int], None], count: int) -> Cost:
        """Do `act` `count` times, one after the other."""
        walls = []
        before = self.read_ms()
        for number in range(count):
            began = time.perf_counter()
            act(number)
            walls.append((time.perf_counter() - began) * 1000)
        return Cost((self.read_ms() - before) / count, tuple(walls))


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

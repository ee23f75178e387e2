"""Memory of families of processes; what several share is counted once among them (Pss)."""

import re

from motcua.ops.bench.meter import PROC, family

PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
RSS = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)
FLAT = 1.1
"""So much more at the end than in the middle is still flat."""


def megabytes(*roots: int) -> float:
    """What processes and everything below them hold now."""
    return round(sum(map(held, family(roots))) / 1024, 1)


def held(pid: int) -> int:
    """Kilobytes; all that is resident where the kernel does not tell what is shared, 0 when it is gone."""
    for name, pattern in (("smaps_rollup", PSS), ("status", RSS)):
        try:
            found = pattern.search((PROC / str(pid) / name).read_text())
        except OSError:
            continue
        if found:
            return int(found[1])
    return 0


def flat(moments: dict[str, dict[str, float]]) -> bool:
    """Whether no family grew in the second half of a soak."""
    return all(moments["end"][name] <= FLAT * held for name, held in moments["middle"].items())

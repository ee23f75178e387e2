"""The times stated below a table, and whether its steps add up to them."""

from collections.abc import Sequence
from decimal import Decimal

from motcua.domain.processes.reading.doubts import Doubt, Why
from motcua.domain.processes.reading.hours import durations
from motcua.domain.processes.reading.rows import Row
from motcua.domain.processes.reading.understood import Promise, Step
from motcua.kernel.text import fold

Judged = tuple[list[Promise], list[Doubt]]


def promises_of(row: Row) -> list[Promise]:
    """The first length of time of each point: "Tổng thời gian: 30 ngày làm việc kể từ …"."""
    told = []
    for cell in row.filled:
        for point in cell.points:
            hours = next((one.hours for one in durations(point) if one.hours is not None), None)
            if hours is not None:
                counted = "khong tinh" not in fold(point)
                told.append(Promise(point.lstrip("-–+ "), hours, counted, (cell.first, cell.last)))
    return told


def judged(parts: Sequence[Sequence[Step]], promises: Sequence[Promise]) -> list[Judged]:
    """For each part of a table the times that are its own, and what to say of them.

    The times stand in the order of the parts, so they are cut where the sums agree; where no cut agrees, all parts are
    held against all times together.
    """
    sums = [sum((step.hours for step in steps if step.hours is not None), Decimal()) for steps in parts]
    if not promises:
        return [([], [Doubt(Why.TOTAL_MISSING)]) for _ in parts]
    cut = _cut(sums, list(promises))
    if cut is None:
        return [
            (list(promises), [Doubt(Why.TOTAL_DIFFERS, {"sum": f"{found:f}", "total": f"{_all(promises):f}"})])
            for found in sums
        ]
    return [(mine, _left_out(steps, mine)) for steps, mine in zip(parts, cut, strict=True)]


def _cut(sums: Sequence[Decimal], promises: list[Promise]) -> list[list[Promise]] | None:
    told, rest = [], promises
    for wanted in sums:
        count = next((n for n in range(1, len(rest) + 1) if _all(rest[:n]) == wanted), None)
        if count is None:
            return None
        told.append(rest[:count])
        rest = rest[count:]
    return told if not rest else None


def _all(promises: Sequence[Promise]) -> Decimal:
    return sum((one.hours for one in promises), Decimal())


def _left_out(steps: Sequence[Step], promises: Sequence[Promise]) -> list[Doubt]:
    """Which steps take the time that is not part of the promise: those of the same length, from the end."""
    told = []
    for one in promises:
        if not one.counted:
            last = next((step.number for step in reversed(steps) if step.hours == one.hours), "?")
            told.append(Doubt(Why.NOT_IN_PROMISE, {"hours": f"{one.hours:f}", "step": last}))
    return told

"""When a share of time is to be warned about: half of it used, so many working hours before its end, past it. Pure.

Points are texts of a dated rule: "half", "8h", "2h", "late"; "after:2h" for so long after the beginning. Of several
that have passed only the last counts, so that a sweep that slept does not warn four times at once. A point that the
whole share is shorter than is passed over.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

Worked = Callable[[datetime, datetime], timedelta]

HALF, LATE, AFTER = "half", "late", "after:"
LONGEST_REST = timedelta(days=12)
"""No stretch without a working hour is longer; beyond it and the hours of a point nothing needs to be counted."""


def hours_of(point: str) -> timedelta:
    return timedelta(hours=int(point.removeprefix(AFTER).removesuffix("h")))


def last_passed(points: Sequence[str], began: datetime, due: datetime, now: datetime, worked: Worked) -> str:
    """The point that passed last, in the order of the share's time; "" where none has."""
    if now > due:
        return LATE if LATE in points else ""
    before = sorted((point for point in points if point.endswith("h") and not point.startswith(AFTER)), key=hours_of)
    for point in before:
        hours = hours_of(point)
        if due - now <= hours + LONGEST_REST and worked(now, due) <= hours < worked(began, due):
            return point
    found = HALF if HALF in points and 2 * worked(began, now) >= worked(began, due) else ""
    if found:
        return found
    for point in (point for point in points if point.startswith(AFTER)):
        if worked(began, now) >= hours_of(point):
            return point
    return ""

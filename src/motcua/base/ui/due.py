"""How a due moment is said: one word, one tone, how long it is still or since. Pure; the moment is given."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from motcua.kernel.words import Words

Tone = Literal["ontime", "near", "late", "stopped", "plain"]
NEAR = timedelta(days=2)
DONE_LATE = Words("Xong trễ {span}", "Done {span} late")
LATE = Words("Trễ {span}", "{span} late")
LEFT = Words("Còn {span}", "{span} left")


@dataclass(frozen=True, slots=True)
class DueMark:
    tone: Tone
    words: Words


def span(length: timedelta) -> Words:
    """A length in its two largest units, in whole minutes: "1 ngày 3 giờ", "45 phút". Never below one minute."""
    minutes = max(1, int(length.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, rest = divmod(rest, 60)
    units = [
        (days, "ngày", "day"),
        (hours, "giờ", "hour"),
        (rest, "phút", "minute"),
    ]
    first = next(place for place, unit in enumerate(units) if unit[0])
    said = [unit for unit in units[first : first + 2] if unit[0]]
    return Words(
        " ".join(f"{count} {vi}" for count, vi, _ in said),
        " ".join(f"{count} {en}{'' if count == 1 else 's'}" for count, _, en in said),
    )


def mark(
    due_at: datetime | None,
    *,
    now: datetime,
    stopped: bool = False,
    done_at: datetime | None = None,
    near_from: datetime | None = None,
    length: Words | None = None,
) -> DueMark:
    """On time, near, late or stopped, with words. All moments aware.

    `length` is how long it is until then or since, where the caller knows it in working time; else by the clock.
    `near_from` is the moment from which it counts as near (working time is the caller's to know), else two days before.
    """
    if stopped and done_at is None:
        return DueMark("stopped", Words("Tạm dừng tính hạn", "Clock stopped"))
    if due_at is None:
        return DueMark("plain", Words("Chưa có hạn", "No due date yet"))
    if done_at is not None:
        if done_at <= due_at:
            return DueMark("ontime", Words("Xong đúng hạn", "Done on time"))
        return DueMark("late", filled(DONE_LATE, length or span(done_at - due_at)))
    if now > due_at:
        return DueMark("late", filled(LATE, length or span(now - due_at)))
    near = now >= (near_from if near_from is not None else due_at - NEAR)
    return DueMark("near" if near else "ontime", filled(LEFT, length or span(due_at - now)))


@lru_cache(maxsize=1024)
def filled(words: Words, length: Words) -> Words:
    """Rows of a list that are due together say the same."""
    return words.fill(span=length)

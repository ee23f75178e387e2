"""Readers whose answers are kept while the edition stands."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from motcua.base.reading import settled

P = ParamSpec("P")
R = TypeVar("R")
MOST = 4096
"""Answers of each reader that a process keeps; the least used one goes first."""

_forget: list[Callable[[], None]] = []


def kept(read: Callable[P, R]) -> Callable[P, R]:
    """The reader's answer for the same arguments, the last of which is the mark. It reads from the database itself,
    never from a copy, which may not know this edition yet.
    """
    answer: Callable[..., R] = read
    keep = lru_cache(maxsize=MOST)(lambda *args: settled(lambda: answer(*args)))
    _forget.append(keep.cache_clear)

    @wraps(read)
    def reader(*args: P.args, **kwargs: P.kwargs) -> R:
        return keep(*args)

    return reader


def forget() -> None:
    """As in a process that has just begun."""
    for each in _forget:
        each()

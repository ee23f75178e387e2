"""Who may be answered by the copy, and what becomes of a reading it fails on."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connections

from motcua.base.reading.follower import COPY, FAILURES, FOLLOWER, PRIMARY
from motcua.kernel.errors import NotVisible

Found = TypeVar("Found")
SEEN: ContextVar[int | None] = ContextVar("seen", default=None)
"""Up to where this visitor's own acts had written; None when they did nothing lately."""

_alias: ContextVar[str] = ContextVar("alias", default=PRIMARY)


class CopyRouter:
    """Models are read from the copy inside `relaxed` alone, and always written to the database itself."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == COPY else None


def alias() -> str:
    """Which database answers a reading now."""
    return PRIMARY if connections[PRIMARY].in_atomic_block else _alias.get()


def relaxed(read: Callable[[], Found]) -> Found:
    """What `read` finds, from the copy where that is good enough. `read` gives rows, not querysets yet to be asked.

    What the copy does not have may have come just now, so what is not there is looked for in the database itself.
    """
    if COPY not in connections.settings or connections[PRIMARY].in_atomic_block:
        return read()
    if not FOLLOWER.may_answer(SEEN.get()):
        return read()
    reset = _alias.set(COPY)
    try:
        return read()
    except NotVisible:
        pass
    except FAILURES:
        FOLLOWER.distrust()
    finally:
        _alias.reset(reset)
    return read()


def settled(read: Callable[[], Found]) -> Found:
    """What `read` finds in the database itself, also inside `relaxed`."""
    reset = _alias.set(PRIMARY)
    try:
        return read()
    finally:
        _alias.reset(reset)

"""The present moment, asked in one place, so that a test or a replay can set it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_behind = [timedelta(days=int(os.environ.get("MOTCUA_CLOCK_SHIFT_DAYS", "0")))]


def now() -> datetime:
    """The present moment, aware, in UTC; behind the real one by the days a try-out asked for."""
    return _frozen.get() or datetime.now(UTC) - _behind[0]


def shift(*, days: int) -> None:
    """Let this process live `days` behind, as `MOTCUA_CLOCK_SHIFT_DAYS` does from its start: for try-outs only."""
    _behind[0] = timedelta(days=days)


def today() -> date:
    """The present day in Hanoi, which differs from UTC's until 07:00."""
    return now().astimezone(LOCAL).date()


def local(moment: datetime) -> datetime:
    """The same moment in Hanoi's time. ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime")
    return moment.astimezone(LOCAL)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Within the block, `now()` is `moment` (aware). ValueError for a naive datetime."""
    token = _frozen.set(local(moment).astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)

"""Which part of a piece of work took how long: a tree of spans for each. Costs one look at a variable while nobody
listens.

A span has a name from the code, a few facts that name nobody, and moments; never what somebody typed.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from random import random
from typing import Literal

Kind = Literal["internal", "server", "client", "consumer"]
Fact = str | int
MOST = 300
"""So many parts of one piece of work are told; of a page that asks more often the rest is only counted."""


@dataclass(slots=True)
class Span:
    """Moments in nanoseconds since 1970. `id` and `trace` are lower-case hexadecimal."""

    name: str
    kind: Kind
    trace: str
    parent: str
    began: int
    ended: int = 0
    failed: bool = False
    facts: dict[str, Fact] = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    parts: int = 0


Listener = Callable[[Span], None]


@dataclass
class _Hearing:
    listener: Listener | None = None
    share: float = 1.0


_hearing = _Hearing()
_current: ContextVar[Span | None] = ContextVar("span", default=None)
_whole: ContextVar[Span | None] = ContextVar("whole", default=None)


def listen(listener: Listener | None, share: float = 1.0) -> None:
    """Tell every span that ends to `listener`, of so large a share of all work; None: nobody listens any more."""
    _hearing.listener, _hearing.share = listener, share


def traced() -> bool:
    """Whether the work in hand is told."""
    return _current.get() is not None


@contextmanager
def whole(name: str, kind: Kind) -> Iterator[Span | None]:
    """A piece of work of its own; None where it is not told."""
    if _hearing.listener is None or random() >= _hearing.share:
        yield None
        return
    span = Span(name, kind, secrets.token_hex(16), "", time.time_ns())
    outer = _whole.set(span)
    try:
        with _open(span):
            yield span
    finally:
        _whole.reset(outer)


@contextmanager
def part(name: str, kind: Kind = "internal", **facts: Fact) -> Iterator[Span | None]:
    """A part of the work in hand; None where that is not told, or has enough parts already."""
    above, root = _current.get(), _whole.get()
    if above is None or root is None:
        yield None
        return
    root.parts += 1
    if root.parts > MOST:
        yield None
        return
    span = Span(name, kind, above.trace, above.id, time.time_ns(), facts=dict(facts))
    with _open(span):
        yield span


def done(name: str, kind: Kind, began: float, ended: float, failed: bool, facts: Mapping[str, Fact]) -> None:
    """A piece of work that is over, told by who measured it; seconds since 1970."""
    if _hearing.listener is not None and random() < _hearing.share:
        moments = (int(began * 1e9), int(ended * 1e9))
        _hearing.listener(Span(name, kind, secrets.token_hex(16), "", *moments, failed=failed, facts=dict(facts)))


@contextmanager
def _open(span: Span) -> Iterator[None]:
    mark = _current.set(span)
    try:
        yield
    except BaseException:
        span.failed = True
        raise
    finally:
        _current.reset(mark)
        span.ended = time.time_ns()
        listener = _hearing.listener
        if listener is not None:
            listener(span)

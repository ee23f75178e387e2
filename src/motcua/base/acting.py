"""An act is one transaction: all it writes is there, or nothing.

Inside `whole` acts stand and fall together, so that none needs a savepoint of its own (two statements each): a refused
one ends the whole. Everywhere else an act in a transaction can be refused alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_whole: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def whole() -> Iterator[None]:
    """A transaction for several acts, none of which is refused alone: let its fault through."""
    with transaction.atomic():
        reset = _whole.set(True)
        try:
            yield
        finally:
            _whole.reset(reset)


def act(do: Callable[P, R]) -> Callable[P, R]:
    """What the function does is done in one transaction."""

    @wraps(do)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(savepoint=not _whole.get()):
            return do(*args, **kwargs)

    return done

"""Where the drawing of papers waits: known by name, so that acts need not know who draws."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

QUEUE = "documents"
DRAWING = "documents.render"

_on_demand: ContextVar[bool] = ContextVar("on_demand", default=False)


@contextmanager
def drawn_on_demand() -> Iterator[None]:
    """Within the block papers are issued without ordering their drawing: each is drawn when somebody opens it."""
    token = _on_demand.set(True)
    try:
        yield
    finally:
        _on_demand.reset(token)


def ordered() -> bool:
    """Whether an issued paper is to be drawn by the worker."""
    return not _on_demand.get()

"""Where a reorganisation waits for the worker: known by name, so that ordering one need not know who runs it."""

from uuid import UUID

from procrastinate.contrib.django import app

QUEUE = "bulk"
RUNNING = "reorganisation.run"


def defer(operation_id: UUID) -> None:
    """In the caller's transaction. One at a time."""
    app.configure_task(RUNNING, queue=QUEUE, lock="reorganisation").defer(operation_id=str(operation_id))

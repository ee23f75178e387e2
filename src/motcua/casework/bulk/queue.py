"""Where bulk jobs wait for the worker: known by name, so that ordering one need not know who runs it."""

from uuid import UUID

from procrastinate.contrib.django import app

QUEUE = "bulk"
RUNNING = "bulk.run"


def defer(job_id: UUID, *, in_seconds: float = 0) -> None:
    """In the caller's transaction. One at a time for each job."""
    delay = {"seconds": in_seconds} if in_seconds else None
    app.configure_task(RUNNING, queue=QUEUE, lock=f"bulk:{job_id}", schedule_in=delay).defer(job_id=str(job_id))

"""The worker goes on with a reorganisation a stretch at a time, so that a stopping worker waits for nothing long."""

import time
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.services.running import settle, step

QUEUE, RUNNING = "bulk", "reorganisation.run"
STRETCH_SECONDS = 5.0


def defer(operation_id: UUID) -> None:
    """Go on with it; one stretch at a time."""
    app.configure_task(RUNNING, queue=QUEUE, lock="reorganisation").defer(operation_id=str(operation_id))


@app.task(name=RUNNING, queue=QUEUE, retry=RetryStrategy(max_attempts=8, exponential_wait=2))
def run(operation_id: str) -> None:
    """Some batches; the rest is queued again. Running it twice changes nothing."""
    key, until = UUID(operation_id), time.monotonic() + STRETCH_SECONDS
    while time.monotonic() < until:
        if not go_on(key):
            return
    defer(key)


def go_on(key: UUID) -> bool:
    """One batch; whether there is more to do now."""
    if Operation.objects.filter(pk=key, stage=Stage.WAITING).exists():
        return settle(key)
    stage = step(key)
    return stage is not Stage.DONE


@app.periodic(cron="*/5 * * * *")
@app.task(name="reorganisation.sweep", queue="maintenance", queueing_lock="reorganisation.sweep")
def sweep(timestamp: int) -> None:
    """What stands still after a crash goes on."""
    for key in Operation.objects.exclude(stage__in=[Stage.DONE, Stage.WAITING]).values_list("pk", flat=True):
        defer(key)

"""The worker goes on with a reorganisation a stretch at a time, so that a stopping worker waits for nothing long."""

import time
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.casework.reorganisation.looking import look
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.services.running import settle, step

QUEUE, RUNNING, LOOKING = "bulk", "reorganisation.run", "reorganisation.look"
STRETCH_SECONDS = 5.0


def defer(operation_id: UUID) -> None:
    """Go on with it; one stretch at a time."""
    app.configure_task(RUNNING, queue=QUEUE, lock="reorganisation").defer(operation_id=str(operation_id))


def defer_look(operation_id: UUID) -> None:
    """Try a draft dry."""
    app.configure_task(LOOKING, queue=QUEUE, lock=f"{LOOKING}:{operation_id}").defer(operation_id=str(operation_id))


@app.task(name=LOOKING, queue=QUEUE, retry=RetryStrategy(max_attempts=3, exponential_wait=2))
def try_dry(operation_id: str) -> None:
    """What a draft would do, kept with it. Doing it twice changes nothing."""
    look(UUID(operation_id))


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
    found = Operation.objects.filter(pk=key).values_list("stage", flat=True).first()
    if found == Stage.WAITING:
        return settle(key)
    if found is None or found == Stage.DRAFT:
        return False
    stage = step(key)
    return stage is not Stage.DONE


@app.periodic(cron="*/5 * * * *")
@app.task(name="reorganisation.sweep", queue="maintenance", queueing_lock="reorganisation.sweep")
def sweep(timestamp: int) -> None:
    """What stands still after a crash goes on."""
    for key in Operation.objects.exclude(stage__in=[Stage.DRAFT, Stage.DONE, Stage.WAITING]).values_list(
        "pk", flat=True
    ):
        defer(key)

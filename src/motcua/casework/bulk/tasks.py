"""Work of the queue `bulk`: a stretch of a job at a time, so that a stopping worker waits for nothing long."""

from datetime import timedelta
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.casework.bulk.models import Job, JobState
from motcua.casework.bulk.queue import QUEUE, RUNNING
from motcua.casework.bulk.services.running import run_stretch
from motcua.kernel import clock

DRAFT_DAYS = 1


@app.task(name=RUNNING, queue=QUEUE, retry=RetryStrategy(max_attempts=8, exponential_wait=2))
def run(job_id: str) -> None:
    """Go on with a job; running it again does each row at most once."""
    run_stretch(UUID(job_id))


@app.periodic(cron="41 * * * *")
@app.task(name="bulk.sweep", queue="maintenance", queueing_lock="bulk.sweep")
def sweep(timestamp: int) -> None:
    """Previews nobody confirmed are forgotten after a day."""
    Job.objects.filter(state=JobState.DRAFT, created_at__lt=clock.now() - timedelta(days=DRAFT_DAYS)).delete()

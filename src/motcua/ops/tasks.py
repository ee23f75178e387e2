"""Periodic housekeeping by the worker: jobs whose worker vanished are taken up again, old throttle windows go, seals
are deposited, parts of coming years are made.
"""

from procrastinate.contrib.django import app

from motcua.base import years
from motcua.base.access import throttle, visits
from motcua.base.edition import mark
from motcua.base.outages import kept
from motcua.base.outages.services import measuring
from motcua.ops import depositing, sealing
from motcua.ops.watching import alarming

SILENT_SECONDS = 60


@app.periodic(cron="* * * * *")
@app.task(name="ops.retry_stalled", queue="maintenance", queueing_lock="ops.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Give back to the queue what a killed worker held: every task here may safely run twice."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await app.job_manager.retry_job(job)


@app.periodic(cron="*/10 * * * *")
@app.task(name="ops.deposit_seals", queue="maintenance", queueing_lock="ops.deposit_seals")
def deposit_seals(timestamp: int) -> dict[str, str]:
    """The ledger's seals to the other places they are kept in; what failed is tried again in ten minutes."""
    return depositing.deposit()


@app.periodic(cron="17 * * * *")
@app.task(name="ops.sweep_throttle", queue="maintenance", queueing_lock="ops.sweep_throttle")
def sweep_throttle(timestamp: int) -> None:
    """Forget windows and sessions that are over."""
    throttle.sweep()
    visits.sweep()


@app.periodic(cron="* * * * *")
@app.task(name="ops.renew_status", queue="maintenance", queueing_lock="ops.renew_status")
def renew_status(timestamp: int) -> None:
    """What is told about outages, written down for every page to look at."""
    kept.renew()


@app.periodic(cron="* * * * *")
@app.task(name="ops.notice_alarms", queue="maintenance", queueing_lock="ops.notice_alarms")
def notice_alarms(timestamp: int) -> list[str]:
    """What fails in silence, told to who runs the house; again, it tells nothing twice."""
    return alarming.notice()


@app.periodic(cron="23 2 * * *")
@app.task(name="ops.sweep_probes", queue="maintenance", queueing_lock="ops.sweep_probes")
def sweep_probes(timestamp: int) -> None:
    """Rounds of probes are forgotten after two weeks, days after a year."""
    measuring.sweep()


@app.periodic(cron="*/10 * * * *")
@app.task(name="ops.sweep_editions", queue="maintenance", queueing_lock="ops.sweep_editions")
def sweep_editions(timestamp: int) -> int:
    """After an import the edition's mark is put together from few rows again."""
    return mark.sweep()


@app.periodic(cron="*/2 * * * *")
@app.task(name="ops.seal_plain", queue="maintenance", queueing_lock="ops.seal_plain")
def seal_plain(timestamp: int) -> dict[str, int]:
    """Telephones and addresses written before they were sealed; nothing once all are."""
    return dict(sealing.seal_plain()) if sealing.settled() else {}


@app.periodic(cron="41 * * * *")
@app.task(name="ops.make_years_ahead", queue="maintenance", queueing_lock="ops.make_years_ahead")
def make_years_ahead(timestamp: int) -> list[str]:
    """The parts of next year for tables kept by year; within the hour where a lock was in the way."""
    return list(years.make_ahead())

"""What the files need by night, once an hour, and until all are sealed."""

from procrastinate.contrib.django import app

from motcua.base.files.services import uploads
from motcua.base.files.services.store import storage
from motcua.base.files.turns import seal_some
from motcua.kernel import clock


@app.periodic(cron="17 2 * * *")
@app.task(name="files.sweep", queue="maintenance", queueing_lock="files.sweep")
def sweep(timestamp: int) -> int:
    """Remove arrivals that a killed process left behind; how many there were."""
    return storage().sweep()


@app.periodic(cron="47 * * * *")
@app.task(name="files.sweep_uploads", queue="maintenance", queueing_lock="files.sweep_uploads")
def sweep_uploads(timestamp: int) -> int:
    """Forget files left half sent for a week, and verdicts a day old; how many there were."""
    return uploads.sweep(clock.now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="files.seal", queue="maintenance", queueing_lock="files.seal")
def seal(timestamp: int) -> int:
    """Seal some of what was kept before files were sealed; how many. None is left: nearly nothing is done."""
    return seal_some(storage())

"""What the files need by night, and once an hour."""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from motcua.base.files.services import uploads
from motcua.base.files.storage import FolderStorage
from motcua.kernel import clock


@app.periodic(cron="17 2 * * *")
@app.task(name="files.sweep", queue="maintenance", queueing_lock="files.sweep")
def sweep(timestamp: int) -> int:
    """Remove arrivals that a killed process left behind; how many there were."""
    return FolderStorage(Path(settings.FILES_ROOT)).sweep()


@app.periodic(cron="47 * * * *")
@app.task(name="files.sweep_uploads", queue="maintenance", queueing_lock="files.sweep_uploads")
def sweep_uploads(timestamp: int) -> int:
    """Forget files left half sent for a week, and verdicts a day old; how many there were."""
    return uploads.sweep(clock.now())

"""What the files need by night."""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from motcua.base.files.storage import FolderStorage


@app.periodic(cron="17 2 * * *")
@app.task(name="files.sweep", queue="maintenance", queueing_lock="files.sweep")
def sweep(timestamp: int) -> int:
    """Remove arrivals that a killed process left behind; how many there were."""
    return FolderStorage(Path(settings.FILES_ROOT)).sweep()

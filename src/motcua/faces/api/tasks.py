"""What the interface needs by night."""

from datetime import timedelta

from procrastinate.contrib.django import app

from motcua.faces.api.models import IdempotencyKey, Upload
from motcua.faces.api.uploads import KEPT
from motcua.kernel import clock

KEYS_KEPT = timedelta(days=30)


@app.periodic(cron="37 2 * * *")
@app.task(name="api.sweep", queue="maintenance", queueing_lock="api.sweep")
def sweep(timestamp: int) -> int:
    """Forget answers older than 30 days and uploads nobody may use any more; how many of both."""
    now = clock.now()
    keys, _ = IdempotencyKey.objects.filter(created_at__lt=now - KEYS_KEPT).delete()
    uploads, _ = Upload.objects.filter(created_at__lt=now - KEPT).delete()
    return keys + uploads

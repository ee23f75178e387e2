"""What the API needs by night."""

from datetime import timedelta

from procrastinate.contrib.django import app

from motcua.faces.api.models import IdempotencyKey
from motcua.kernel import clock

KEPT = timedelta(days=7)


@app.periodic(cron="37 2 * * *")
@app.task(name="api.forget_keys", queue="maintenance", queueing_lock="api.forget_keys")
def forget_keys(timestamp: int) -> int:
    """Forget answers that nobody asks for again; how many there were."""
    return IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]

"""What retention needs by night."""

from procrastinate.contrib.django import app

from motcua.casework.retention.queue import APPLY, QUEUE
from motcua.casework.retention.services.applying import apply_rules


@app.periodic(cron="7 1 * * *")
@app.task(name=APPLY, queue=QUEUE, queueing_lock=APPLY)
def apply(timestamp: int) -> dict[str, int]:
    """Every rule, batch by batch; again, it erases nothing twice. By rule how many things went."""
    return apply_rules()

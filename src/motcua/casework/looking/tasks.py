"""The sweep of the worker."""

from procrastinate.contrib.django import app

from motcua.casework.looking.services.noticing import notice
from motcua.casework.queue import QUEUE

NOTICE = "looking.notice"


@app.periodic(cron="*/5 * * * *")
@app.task(name=NOTICE, queue=QUEUE, queueing_lock=NOTICE)
def notice_all(timestamp: int) -> int:
    """Who looked at unusually many cases; again, it tells nothing twice."""
    return notice()

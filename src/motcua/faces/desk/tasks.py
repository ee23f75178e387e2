"""What the desk needs by night."""

from procrastinate.contrib.django import app

from motcua.faces.desk import presence


@app.periodic(cron="27 2 * * *")
@app.task(name="desk.sweep_presence", queue="maintenance", queueing_lock="desk.sweep_presence")
def sweep_presence(timestamp: int) -> int:
    """Forget who had a case open and left without saying so; how many."""
    return presence.sweep()

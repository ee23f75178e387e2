"""What the ledger needs once an hour."""

from procrastinate.contrib.django import app

from motcua.base.ledger.seals import sealing


@app.periodic(cron="2 * * * *")
@app.task(name="ledger.seal", queue="maintenance", queueing_lock="ledger.seal")
def seal(timestamp: int) -> int:
    """Seal what is not sealed yet; how many seals were made."""
    return len(sealing.seal_all())

"""Work of casework that waits for the worker."""

from procrastinate.contrib.django import app

from motcua.casework.queue import QUEUE, RECOUNT
from motcua.casework.services.apology_orders import apologise_for_all
from motcua.casework.services.chase_agency import tell_late
from motcua.casework.services.errands import run_errands
from motcua.casework.services.leaving import carry_out_plans
from motcua.casework.services.mail_reminders import mail_reminders
from motcua.casework.services.recount import recount_due
from motcua.casework.services.remind import remind
from motcua.casework.services.timers import fire_timers


@app.task(name=RECOUNT, queue=QUEUE)
def recount() -> int:
    """Due moments follow the calendar; again, it changes nothing."""
    return recount_due()


@app.periodic(cron="* * * * *")
@app.task(name="casework.timers", queue=QUEUE, queueing_lock="casework.timers")
def timers(timestamp: int) -> int:
    """Timers of processes that are over; again, it changes nothing."""
    return fire_timers()


@app.periodic(cron="* * * * *")
@app.task(name="casework.errands", queue=QUEUE, queueing_lock="casework.errands")
def errands(timestamp: int) -> int:
    """What automatic steps owe; again, it does nothing twice."""
    return run_errands()


@app.periodic(cron="*/5 * * * *")
@app.task(name="casework.late_answers", queue=QUEUE, queueing_lock="casework.late_answers")
def late_answers(timestamp: int) -> int:
    """Answers of other agencies that are late; again, it changes nothing."""
    return tell_late()


@app.periodic(cron="10 0 * * *")
@app.task(name="casework.recount_nightly", queue=QUEUE, queueing_lock="casework.recount_nightly")
def recount_nightly(timestamp: int) -> int:
    """The same each night, so that a new national calendar reaches every open case."""
    return recount_due()


@app.periodic(cron="30 0 * * *")
@app.task(name="casework.leaving_nightly", queue=QUEUE, queueing_lock="casework.leaving_nightly")
def leaving_nightly(timestamp: int) -> int:
    """What posts that have ended held goes to who was chosen. Again, it changes nothing."""
    return carry_out_plans()


@app.periodic(cron="20 * * * *")
@app.task(name="casework.apologise_hourly", queue=QUEUE, queueing_lock="casework.apologise_hourly")
def apologise_hourly(timestamp: int) -> int:
    """Where a leader set so: apologies with a new date for cases that will be late. Again, it changes nothing."""
    return apologise_for_all()


@app.periodic(cron="*/5 * * * *")
@app.task(name="casework.remind", queue=QUEUE, queueing_lock="casework.remind")
def remind_all(timestamp: int) -> int:
    """Reminders of what runs out of time, and letters about them. Again, it tells nothing twice."""
    new = remind()
    mail_reminders()
    return new

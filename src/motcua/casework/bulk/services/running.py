"""Doing a job row by row. Each row is one transaction with its act and its result: both are there, or neither.

The lock protocol, in words. What is scarce is the doing of a row. Its transaction first locks the row, skipping one
that somebody else holds, and goes on only while the row still waits; then it acts as an official would, which locks
the case. A worker killed at any point leaves rows that are done with their acts and rows that wait; whoever takes the
job up again does the waiting ones. Two workers on one job share its rows and never do one twice.

Who ordered it acts with the rights of that moment, read anew for each row; a case that somebody changed since the
preview is not overwritten, its row says who did what.
"""

import logging
import time
from uuid import UUID

from django.db import connection, transaction

from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.base.ledger import append
from motcua.casework.bulk.errors import OrdererGone, RowBroke
from motcua.casework.bulk.models import Job, JobState, Row, RowState
from motcua.casework.bulk.orders import Order, carry_out, order_of
from motcua.casework.bulk.queue import defer
from motcua.casework.bulk.services.ordering import put_failure, subject
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Fault

STRETCH_SECONDS = 5.0

log = logging.getLogger(__name__)


def run_stretch(job_id: UUID, seconds: float = STRETCH_SECONDS) -> bool:
    """Some seconds of a job, then the rest is queued again. True when the job has ended."""
    job = begin(job_id)
    if job is None:
        return True
    if job.state == JobState.WAITING:
        return False
    order, until = order_of(job.action, job.order), time.monotonic() + seconds
    for row_id in list(job.rows.filter(state=RowState.WAITING).values_list("pk", flat=True)):
        do_row(row_id, job, order)
        if time.monotonic() > until:
            break
    return finish(job_id)


def begin(job_id: UUID) -> Job | None:
    """The job to go on with; still waiting when it is too early. None for one that is over or was taken back."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.state not in (JobState.WAITING, JobState.RUNNING):
            return None
        assert job.starts_at
        early = (job.starts_at - clock.now()).total_seconds()
        if job.state == JobState.WAITING and early > 0:
            defer(job.pk, in_seconds=early)
            return job
        if job.state == JobState.WAITING:
            job.state, job.started_at = JobState.RUNNING, clock.now()
            job.save(update_fields=["state", "started_at"])
        return job


def do_row(row_id: int, job: Job, order: Order) -> None:
    """One case. A refusal is the row's result; what breaks is said as such and the others go on."""
    try:
        with transaction.atomic():
            row = Row.objects.select_for_update(skip_locked=True).filter(pk=row_id, state=RowState.WAITING).first()
            if row is None:
                return
            carry_out(orderer(job), row.case_id, row.expected, order)
            row.state, row.done_at = RowState.DONE, clock.now()
            row.save(update_fields=["state", "done_at"])
    except Fault as fault:
        fail(row_id, fault)
    except Exception:
        log.exception("row %s of bulk job %s broke", row_id, job.pk)
        if connection.connection is not None and connection.connection.closed:
            raise
        fail(row_id, RowBroke())


def orderer(job: Job) -> Actor:
    """Who ordered it, with the rights of now. OrdererGone when the account stands for nobody."""
    account = Account.objects.filter(pk=job.account_id).first()
    actor = actor_for(account) if account else None
    if actor is None:
        raise OrdererGone
    return actor


def fail(row_id: int, fault: Fault) -> None:
    with transaction.atomic():
        row = Row.objects.select_for_update().filter(pk=row_id, state=RowState.WAITING).first()
        if row is not None:
            put_failure(row, fault)
            row.save()


def finish(job_id: UUID) -> bool:
    """End the job when no row waits any more, else queue the rest. Whether it has ended."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state != JobState.RUNNING:
            return True
        if job.rows.filter(state=RowState.WAITING).exists():
            defer(job.pk)
            return False
        job.state, job.ended_at = JobState.DONE, clock.now()
        job.save(update_fields=["state", "ended_at"])
        done = job.rows.filter(state=RowState.DONE).count()
        append(subject(job), "bulk.finished", SYSTEM, {"done": done, "failed": job.rows.count() - done})
        return True

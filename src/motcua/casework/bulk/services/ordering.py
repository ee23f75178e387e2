"""Choosing cases, looking at what would happen, confirming, taking back in time, trying again what failed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from motcua.base.ledger import Subject, append
from motcua.casework.bulk.errors import (
    BulkNotFound,
    NotFinished,
    NothingChosen,
    NothingPossible,
    TooLate,
    TooMany,
)
from motcua.casework.bulk.models import Job, JobState, Row, RowState
from motcua.casework.bulk.orders import ACTIONS, MOVING, Order, order_of
from motcua.casework.bulk.queue import defer
from motcua.casework.bulk.verdicts import Verdict, verdicts
from motcua.casework.frame import RELATED
from motcua.casework.queries.worklist import visible_to
from motcua.casework.services.move_to_version import moves_any_case
from motcua.domain.cases.models import Case
from motcua.domain.replies.services.uses import note_use
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Fault, Invalid
from motcua.kernel.words import Words

MOST = 500
UNDO_SECONDS = 10
NO_SUCH_ACT = Words("Bạn chọn việc cần làm cho các hồ sơ đã đánh dấu.", "Please choose what to do with the cases.")


@transaction.atomic
def draft_job(
    *,
    actor: Actor,
    order: Order,
    case_ids: Sequence[UUID],
    expected: Mapping[UUID, int] | None = None,
    retry_of: Job | None = None,
    most: int = MOST,
) -> Job:
    """A job to preview, at the present versions of its cases unless `expected` says others.

    Cases the actor may not see are left out and counted. TooMany above `most`, NothingChosen when none is left.
    """
    if actor.kind != "official" or actor.account_id is None:
        raise Denied
    if order.action not in ACTIONS:
        raise Invalid({"action": NO_SUCH_ACT})
    asked = list(dict.fromkeys(case_ids))
    if len(asked) > most:
        raise TooMany(most=most, count=len(asked))
    versions = dict(within_reach(actor, order).filter(pk__in=asked).values_list("pk", "version"))
    if not versions:
        raise NothingChosen
    job = Job.objects.create(
        action=order.action, order=order.as_json(), account_id=actor.account_id, actor_name=actor.name,
        left_out=len(asked) - len(versions), retry_of=retry_of,
    )  # fmt: skip
    seen = dict(expected or {})
    known = [case_id for case_id in asked if case_id in versions]
    Row.objects.bulk_create(
        Row(job=job, case_id=case_id, position=place, expected=seen.get(case_id, versions[case_id]))
        for place, case_id in enumerate(known, start=1)
    )
    return job


@transaction.atomic
def change_draft(*, actor: Actor, job_id: UUID, order: Order) -> Job:
    """Other words for the same act while it is only a draft; NotFinished afterwards."""
    job = locked(actor, job_id)
    if job.state != JobState.DRAFT:
        raise NotFinished
    job.order = order.as_json()
    job.save(update_fields=["order"])
    return job


@transaction.atomic
def refresh_draft(*, actor: Actor, job_id: UUID) -> Job:
    """Take the cases as they are now, after somebody changed them."""
    job = locked(actor, job_id)
    if job.state == JobState.DRAFT:
        now = dict(Case.objects.filter(pk__in=job.rows.values("case")).values_list("pk", "version"))
        rows = list(job.rows.all())
        for row in rows:
            row.expected = now[row.case_id]
        Row.objects.bulk_update(rows, ["expected"])
    return job


@transaction.atomic
def confirm_job(*, actor: Actor, job_id: UUID, order: Order | None = None) -> Job:
    """Order it: rows that are not possible are marked with their reason, the others run after the undo window.

    Confirming again changes nothing. NothingPossible when no row is left.
    """
    job = locked(actor, job_id)
    if job.state != JobState.DRAFT:
        return job
    chosen = order or order_of(job.action, job.order)
    rows = list(job.rows.all())
    refused = dict(zip((row.pk for row in rows), judged(actor, chosen, rows), strict=True))
    possible = [row for row in rows if refused[row.pk].fault is None]
    if not possible:
        raise NothingPossible
    now = clock.now()
    for row in rows:
        if (fault := refused[row.pk].fault) is not None:
            put_failure(row, fault)
    Row.objects.bulk_update([row for row in rows if row.state == RowState.FAILED],
                            ["state", "code", "reason_vi", "reason_en", "done_at"])  # fmt: skip
    job.order, job.state = chosen.as_json(), JobState.WAITING
    job.confirmed_at, job.starts_at = now, now + timedelta(seconds=UNDO_SECONDS)
    job.save()
    if chosen.template_id is not None:
        note_use(actor=actor, template_id=chosen.template_id, times=len(possible))
    append(subject(job), "bulk.ordered", actor, {"action": ACTIONS[job.action].vi, "cases": len(possible)})
    defer(job.pk, in_seconds=UNDO_SECONDS)
    return job


@transaction.atomic
def cancel_job(*, actor: Actor, job_id: UUID) -> Job:
    """Within the undo window. TooLate once it has begun; cancelling again changes nothing."""
    job = locked(actor, job_id)
    if job.state == JobState.CANCELLED:
        return job
    if job.state not in (JobState.DRAFT, JobState.WAITING):
        raise TooLate
    if job.state == JobState.DRAFT:
        job.starts_at = clock.now()
    job.state, job.ended_at = JobState.CANCELLED, clock.now()
    job.save()
    append(subject(job), "bulk.cancelled", actor, {})
    return job


@transaction.atomic
def retry_job(*, actor: Actor, job_id: UUID) -> Job:
    """A new draft of the rows that failed, on their cases as they are now. NotFinished before the end."""
    job = locked(actor, job_id)
    if job.state != JobState.DONE:
        raise NotFinished
    failed = job.rows.filter(state=RowState.FAILED).values_list("case_id", flat=True)
    order, most = order_of(job.action, job.order), max(MOST, len(failed))
    return draft_job(actor=actor, order=order, case_ids=list(failed), retry_of=job, most=most)


def within_reach(actor: Actor, order: Order) -> QuerySet[Case]:
    """The cases one sees; who keeps the catalogue for the city moves others too, without reading them."""
    if order.action == MOVING and moves_any_case(actor):
        return Case.objects.filter(submitted_at__isnull=False)
    return visible_to(actor)


def judged(actor: Actor, order: Order, rows: Sequence[Row]) -> list[Verdict]:
    """What would happen to each row now, in their order."""
    cases = Case.objects.select_related(*RELATED).in_bulk([row.case_id for row in rows])
    return verdicts(actor, order, [(cases[row.case_id], row.expected) for row in rows])


def put_failure(row: Row, fault: Fault) -> None:
    """The reason a person reads: of wrong fields the first one's sentence."""
    words = next(iter(fault.fields.values()), fault.words) if isinstance(fault, Invalid) else fault.words
    row.state, row.code, row.done_at = RowState.FAILED, fault.code, clock.now()
    row.reason_vi, row.reason_en = str(words.vi), str(words.en)


def locked(actor: Actor, job_id: UUID) -> Job:
    """One's own job under lock. BulkNotFound otherwise."""
    job = Job.objects.select_for_update(of=("self",)).filter(pk=job_id).first()
    if job is None or job.account_id != actor.account_id:
        raise BulkNotFound
    return job


def subject(job: Job) -> Subject:
    return Subject("bulk_job", job.pk)

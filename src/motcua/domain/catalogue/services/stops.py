"""Stopping a procedure for a while, and going on with it. Cases filed before go on under the version they have.

Abolishing is `versions.retire`. Each act locks the procedure's row.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from motcua.base.ledger import append
from motcua.domain.catalogue.enums import StopKind, VersionState
from motcua.domain.catalogue.errors import NothingInForce, NotStopped, StopOverlaps, WrongStop
from motcua.domain.catalogue.models import Procedure, Stop
from motcua.domain.catalogue.permissions import check_may_publish
from motcua.domain.catalogue.queries.standing import told
from motcua.domain.catalogue.services.indexing import reindex
from motcua.domain.catalogue.services.subjects import subject
from motcua.domain.directory.validity import ONE_DAY, days
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

NO_REASON = Words("Bạn ghi lý do, người dân sẽ đọc câu này.", "Please give the reason; the public reads it.")
IN_THE_PAST = Words("Ngày này đã qua. Bạn chọn từ hôm nay.", "This day has passed. Choose today or later.")
ENDS_BEFORE = Words("Ngày cuối phải từ ngày đầu trở đi.", "The last day cannot be before the first.")
DECIDED_LATER = Words("Ngày ký không thể sau hôm nay.", "The decision cannot be from a day to come.")


@transaction.atomic
def suspend(
    *,
    actor: Actor,
    procedure_id: UUID,
    since: date,
    until: date | None,
    reason: str,
    decision_number: str = "",
    decided_on: date | None = None,
) -> Stop:
    """Take no new cases from a day on, until a last day or until resumed.

    Denied, WrongStop; NothingInForce without a published version; StopOverlaps when stopped in that time already.
    """
    check_may_publish(actor)
    check_stop(since, until, reason, decided_on)
    procedure = Procedure.objects.select_for_update().get(pk=procedure_id)
    if not procedure.versions.filter(state=VersionState.PUBLISHED).exists():
        raise NothingInForce(code=procedure.code)
    stop = lay_down(procedure, StopKind.SUSPENDED, since, until, reason, decision_number, decided_on)
    facts: dict[str, object] = {"code": procedure.code, "since": since.isoformat(), "reason": stop.reason}
    facts |= {"until": until.isoformat()} if until else {}
    append(subject(procedure.pk), "procedure.suspended", actor, facts | cited(stop))
    return stop


@transaction.atomic
def resume(*, actor: Actor, procedure_id: UUID, on: date, note: str = "") -> None:
    """Receive again from a day on. A suspension that would not have begun by then is lifted. Denied, NotStopped."""
    check_may_publish(actor)
    if on < clock.today():
        raise WrongStop({"on": IN_THE_PAST})
    procedure = Procedure.objects.select_for_update().get(pk=procedure_id)
    stop = procedure.stops.filter(kind=StopKind.SUSPENDED, during__endswith__gt=on).order_by("during").first()
    stop = stop or procedure.stops.filter(kind=StopKind.SUSPENDED, during__endswith=None).first()
    if stop is None:
        raise NotStopped(code=procedure.code)
    end_stop(stop, on)
    facts = {"code": procedure.code, "on": on.isoformat()} | ({"note": note.strip()} if note.strip() else {})
    append(subject(procedure.pk), "procedure.resumed", actor, facts)


def check_stop(since: date, until: date | None, reason: str, decided_on: date | None) -> None:
    """WrongStop names each wrong field."""
    wrong: dict[str, Words] = {}
    if since < clock.today():
        wrong["since"] = IN_THE_PAST
    if until is not None and until < since:
        wrong["until"] = ENDS_BEFORE
    if not reason.strip():
        wrong["reason"] = NO_REASON
    if decided_on is not None and decided_on > clock.today():
        wrong["decided_on"] = DECIDED_LATER
    if wrong:
        raise WrongStop(wrong)


def lay_down(
    procedure: Procedure,
    kind: StopKind,
    since: date,
    until: date | None,
    reason: str,
    decision_number: str,
    decided_on: date | None,
) -> Stop:
    """The stop itself. StopOverlaps when there is one in that time. The caller has the procedure's lock."""
    during = days(since, until)
    other = procedure.stops.filter(during__overlap=during).first()
    if other is not None:
        raise StopOverlaps(code=procedure.code, told=told(other).words)
    return Stop.objects.create(
        procedure=procedure,
        kind=kind.value,
        during=during,
        reason=reason.strip(),
        decision_number=decision_number.strip(),
        decided_on=decided_on,
    )


def end_stop(stop: Stop, on: date) -> None:
    """From `on` it holds no longer; one that would not have begun by then goes, the ledger keeps that it was."""
    if stop.since >= on:
        stop.delete()
        return
    stop.during = days(stop.since, on - ONE_DAY)
    stop.save(update_fields=["during"])


def end_retirement(procedure_id: UUID, on: date) -> None:
    """A version published anew is in force again from its day on."""
    for stop in Stop.objects.filter(procedure=procedure_id, kind=StopKind.RETIRED, during__contains=on):
        end_stop(stop, on)


def abolish(procedure: Procedure, on: date, reason: str, decision_number: str, decided_on: date | None) -> Stop:
    """No new cases from `on` for good; a suspension ends there. The caller has the lock and tells the ledger."""
    for stop in procedure.stops.filter(kind=StopKind.SUSPENDED, during__overlap=days(on, None)):
        end_stop(stop, on)
    stop = lay_down(procedure, StopKind.RETIRED, on, None, reason, decision_number, decided_on)
    reindex([procedure.pk])
    return stop


def cited(stop: Stop) -> dict[str, object]:
    """The decision as facts of an entry, where one was given."""
    facts: dict[str, object] = {"decision": stop.decision_number} if stop.decision_number else {}
    return facts | ({"decided_on": stop.decided_on.isoformat()} if stop.decided_on else {})

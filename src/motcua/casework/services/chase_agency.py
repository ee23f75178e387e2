"""The asking agency chases an answer: a reminder, the agency above, or the request taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework import sub_requests
from motcua.domain.routing.enums import AskState
from motcua.domain.routing.errors import NothingAbove, RemindedToday, TooEarly
from motcua.domain.routing.models import SubRequest
from motcua.domain.routing.permissions import asking_post
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.text import weekday_time

MOST = 500


@transaction.atomic
def remind_agency(*, actor: Actor, request_id: UUID) -> SubRequest:
    """Once a day is enough: RemindedToday."""
    case, request = sub_requests.hold_request(request_id)
    post = asking_post(actor, request)
    sub_requests.check_open(request)
    now = clock.now()
    if request.reminded_at and clock.local(request.reminded_at).date() == clock.local(now).date():
        raise RemindedToday(at=weekday_time(request.reminded_at))
    request.reminders, request.reminded_at = request.reminders + 1, now
    request.save(update_fields=["reminders", "reminded_at"])
    facts = sub_requests.names_of(request)
    sub_requests.tell(case, "case.request_reminded", actor, facts, at=now, authority=post)
    return request


@transaction.atomic
def escalate_request(*, actor: Actor, request_id: UUID) -> SubRequest:
    """Tell the agency above the asked one, which may then answer itself. TooEarly, NothingAbove."""
    case, request = sub_requests.hold_request(request_id)
    post = asking_post(actor, request)
    sub_requests.check_open(request)
    if request.escalated_to_id:
        return request
    now = clock.now()
    if not may_escalate(request, now):
        raise TooEarly(due=weekday_time(request.due_at))
    above = request.agency.parent
    if above is None:
        raise NothingAbove(agency=request.agency.label)
    request.escalated_to, request.escalated_at = above, now
    request.save(update_fields=["escalated_to", "escalated_at"])
    facts = sub_requests.names_of(request) | {"to": above.name, "to_id": above.pk}
    sub_requests.tell(case, "case.request_escalated", actor, facts, at=now, authority=post)
    return request


def may_escalate(request: SubRequest, now: datetime) -> bool:
    """Late, or reminded of once."""
    return request.is_open and not request.escalated_to_id and (request.due_at < now or request.reminders > 0)


@transaction.atomic
def recall_request(*, actor: Actor, request_id: UUID) -> SubRequest:
    """Not needed any more; the asked agency sees that, and nothing of the case."""
    case, request = sub_requests.hold_request(request_id)
    post = asking_post(actor, request)
    sub_requests.check_open(request)
    now = clock.now()
    request.state, request.closed_at, request.closed_by_id = AskState.RECALLED, now, post.position_id
    request.save(update_fields=["state", "closed_at", "closed_by"])
    resumed = sub_requests.run_on(case, now)
    facts = sub_requests.names_of(request) | resumed
    sub_requests.tell(case, "case.request_recalled", actor, facts, at=now, authority=post)
    return request


def tell_late() -> int:
    """Both sides hear once of each answer that is late; how many were told of."""
    late = SubRequest.objects.filter(closed_at=None, late_told_at=None, due_at__lt=clock.now())
    return sum(tell_late_one(request_id) for request_id in late.values_list("pk", flat=True)[:MOST])


@transaction.atomic
def tell_late_one(request_id: UUID) -> bool:
    case, request = sub_requests.hold_request(request_id)
    now = clock.now()
    if not request.is_open or request.late_told_at or request.due_at >= now:
        return False
    request.late_told_at = now
    request.save(update_fields=["late_told_at"])
    sub_requests.tell(case, "case.request_late", SYSTEM, sub_requests.names_of(request), at=now)
    return True

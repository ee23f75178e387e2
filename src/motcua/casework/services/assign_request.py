"""The head of an asked agency says who answers a request; whoever has one may give it back to the unit."""

from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.roles import permissions_of
from motcua.casework import sub_requests
from motcua.casework.services.assign import CHOOSE, NotTaken
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.routing.enums import AskState
from motcua.domain.routing.models import SubRequest
from motcua.domain.routing.permissions import assigning_post, holding_post
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

NOT_FIT = Words(
    "Người này không trả lời yêu cầu phối hợp tại {agency}.", "This person does not answer requests at {agency}."
)


@transaction.atomic
def assign_request(*, actor: Actor, request_id: UUID, position_id: UUID | None) -> SubRequest:
    """Put it on the desk of a named official of the asked agency, from whoever has it. Invalid when they do not fit."""
    case, request = sub_requests.hold_request(request_id)
    post = assigning_post(actor, request)
    sub_requests.check_open(request)
    held = Position.objects.filter(pk=position_id, valid__contains=clock.today()) if position_id else ()
    position = next(iter(held), None)
    if position is None:
        raise Invalid({"position": CHOOSE})
    if position.agency_id != request.agency_id or not may_answer(position):
        raise Invalid({"position": NOT_FIT.fill(agency=request.agency.label)})
    if request.taken_by_id != position.pk:
        give(case, request, position, actor, post)
    return request


@transaction.atomic
def release_request(*, actor: Actor, request_id: UUID) -> SubRequest:
    """Give it back to the asked agency: one's own, or as its head anybody's. NotTaken where nobody has it."""
    case, request = sub_requests.hold_request(request_id)
    post = holding_post(actor, request)
    sub_requests.check_open(request)
    if request.taken_by_id is None:
        raise NotTaken
    give(case, request, None, actor, post)
    return request


def give(
    case: Case, request: SubRequest, position: Position | None, actor: Actor, authority: Post | str | None = None
) -> None:
    """To an official, or (None) back to the agency; told in the case's ledger. The case is locked."""
    request.taken_by, request.taken_at = position, clock.now() if position else None
    request.state = AskState.TAKEN if position else AskState.SENT
    request.save(update_fields=["taken_by", "taken_at", "state"])
    facts = sub_requests.names_of(request)
    kind = "case.request_assigned" if position else "case.request_released"
    if position:
        facts |= {"title": position.title, "position": str(position.pk)}
    sub_requests.tell(case, kind, actor, facts, at=clock.now(), authority=authority or "")


def may_answer(position: Position) -> bool:
    return permissions.CASE_PROCESS in permissions_of(position.roles)

"""POST /requests/{request_id}/moves: the asked agency takes, answers, refuses, assigns; the asking one chases."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Status

from motcua.casework.queries.requests import find_request
from motcua.casework.services.answer_agency import answer_request, refuse_request, take_request
from motcua.casework.services.assign_request import assign_request, release_request
from motcua.casework.services.chase_agency import escalate_request, recall_request, remind_agency
from motcua.domain.routing.models import SubRequest
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.requests import AnswerGiven, AssignGiven, RefuseGiven, RequestBrief, RequestMove
from motcua.faces.api.uploads import taken_up
from motcua.kernel.actor import Actor

PLAIN = {
    "take": take_request,
    "release": release_request,
    "remind": remind_agency,
    "escalate": escalate_request,
    "recall": recall_request,
}


@token_router.post(
    "/requests/{request_id}/moves",
    response={200: RequestBrief},
    summary="Move a request between agencies",
    tags=["requests"],
    openapi_extra=acting(200, 404),
)
@idempotent
def move_request(request: HttpRequest, request_id: UUID, move: RequestMove = Body(...)) -> Status[RequestBrief]:  # noqa: B008
    """`action` says which act; GET /requests/{request_id} lists those that would be let through now."""
    actor = actor_of(request)
    carry_out(actor, request_id, move)
    return Status(200, RequestBrief.of(find_request(actor, request_id)))


def carry_out(actor: Actor, request_id: UUID, move: Any) -> SubRequest:
    if isinstance(move, AnswerGiven):
        find_request(actor, request_id)
        wanted = [(f"files.{place}", upload_id) for place, upload_id in enumerate(move.files)]
        files = taken_up(actor, wanted)
        return answer_request(actor=actor, request_id=request_id, text=move.text, files=list(files.values()))
    if isinstance(move, RefuseGiven):
        return refuse_request(actor=actor, request_id=request_id, reason=move.reason)
    if isinstance(move, AssignGiven):
        return assign_request(actor=actor, request_id=request_id, position_id=move.position)
    return PLAIN[move.action](actor=actor, request_id=request_id)

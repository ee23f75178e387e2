"""GET /requests/{request_id}: one request between agencies."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework.queries.requests import request_page
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.looking import note_look
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.requests import RequestFull


@token_router.get(
    "/requests/{request_id}",
    response=RequestFull,
    summary="Read a request between agencies",
    tags=["requests"],
    openapi_extra=guarded(404, 422),
)
def read_request(request: HttpRequest, request_id: UUID) -> RequestFull:
    """The question, the papers shown, the answer; nothing else of the case."""
    actor = actor_of(request)
    page = request_page(actor, request_id)
    note_look(actor, page.request.case, "Xem yêu cầu phối hợp qua API")
    return RequestFull.of_page(page)

"""POST /cases/{case_id}/moves: every act on a case but its acceptance."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Status

from motcua.faces.api.acts import carry_out
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.preconditions import expected_version
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.cases import CaseBrief, brief
from motcua.faces.api.schemas.moves import Move


@token_router.post(
    "/cases/{case_id}/moves",
    response={200: CaseBrief},
    summary="Move a case",
    tags=["cases"],
    openapi_extra=acting(200, 404, match=True),
)
@idempotent
def move_case(request: HttpRequest, case_id: UUID, move: Move = Body(...)) -> Status[CaseBrief]:  # noqa: B008
    """`action` says which act; GET /cases/{case_id} lists those that would be let through now."""
    expected = expected_version(request, move.expected)
    return Status(200, CaseBrief.model_validate(brief(carry_out(actor_of(request), case_id, expected, move))))

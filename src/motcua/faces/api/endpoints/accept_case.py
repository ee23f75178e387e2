"""POST /cases/{case_id}/accept: the reception takes a case in."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from motcua.casework.services import accept
from motcua.faces.api.acts import promise_of
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.preconditions import expected_version
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.cases import CaseBrief, brief
from motcua.faces.api.schemas.moves import Acceptance


@token_router.post(
    "/cases/{case_id}/accept",
    response={200: CaseBrief},
    summary="Accept a case",
    tags=["cases"],
    openapi_extra=acting(200, 404, match=True),
)
@idempotent
def accept_case(request: HttpRequest, case_id: UUID, acceptance: Acceptance) -> Status[CaseBrief]:
    """The case gets its code, and with the promise its due moment."""
    case = accept.accept_case(
        actor=actor_of(request),
        case_id=case_id,
        expected=expected_version(request, acceptance.expected),
        promise=promise_of(acceptance),
    )
    return Status(200, CaseBrief.model_validate(brief(case)))

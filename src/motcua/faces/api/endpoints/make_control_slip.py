"""POST /cases/{case_id}/control-slip: who had the case when, as slip 06."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from motcua.casework.queries.page import find_case
from motcua.casework.services import control_slip
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.parts import DocumentTold


@token_router.post(
    "/cases/{case_id}/control-slip",
    response={200: DocumentTold},
    summary="Make the control slip",
    tags=["cases"],
    openapi_extra=acting(200, 404),
)
@idempotent
def make_control_slip(request: HttpRequest, case_id: UUID) -> Status[DocumentTold]:
    """For officials who may see the case. While nothing has changed since the last one, that one."""
    actor = actor_of(request)
    document = control_slip.make_control_slip(actor=actor, case_id=case_id)
    return Status(200, DocumentTold.of(find_case(actor, case_id), document))

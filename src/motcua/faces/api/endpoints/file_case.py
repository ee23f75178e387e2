"""POST /cases: file a case."""

from django.http import HttpRequest
from ninja import Status

from motcua.faces.api.auth import actor_of, edition_of
from motcua.faces.api.described import acting
from motcua.faces.api.filing import file_case_for
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.cases import CaseBrief, brief
from motcua.faces.api.schemas.filing import Filing


@token_router.post(
    "/cases", response={201: CaseBrief}, summary="File a case", tags=["filing"], openapi_extra=acting(201, 404)
)
@idempotent
def file_case(request: HttpRequest, filing: Filing) -> Status[CaseBrief]:
    """A citizen's token files online in their own name; an official's files at the counter of their agency."""
    filed = file_case_for(actor_of(request), filing, edition_of(request))
    return Status(201, CaseBrief.model_validate(brief(filed)))

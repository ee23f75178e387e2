"""POST /cases: file a case."""

from django.http import HttpRequest, HttpResponse
from ninja import Status

from motcua.base.access.throttle import address_of
from motcua.casework.filing_rate import check_may_file
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
def file_case(request: HttpRequest, filing: Filing) -> HttpResponse:
    """A citizen's token files online in their own name; an official's files at the counter of their agency."""
    check_may_file(actor=actor_of(request), address=address_of(request))
    return file_once(request, filing)


@idempotent
def file_once(request: HttpRequest, filing: Filing) -> Status[CaseBrief]:
    filed = file_case_for(actor_of(request), filing, edition_of(request))
    return Status(201, CaseBrief.model_validate(brief(filed)))

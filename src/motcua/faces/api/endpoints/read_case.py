"""GET /cases/{case_id}: everything about one case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from motcua.casework.queries.page import case_page
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import ETAG, guarded
from motcua.faces.api.looking import note_look
from motcua.faces.api.preconditions import etag_of
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.cases import CaseFull

DESCRIBED = guarded(404, 422)
DESCRIBED["responses"][200] = {"headers": ETAG}


@token_router.get("/cases/{case_id}", response=CaseFull, summary="Read a case", tags=["cases"], openapi_extra=DESCRIBED)
def read_case(request: HttpRequest, response: HttpResponse, case_id: UUID) -> CaseFull:
    """For its filer and the agencies that received it or decide it. An official's reading is on record."""
    actor = actor_of(request)
    page = case_page(actor, case_id)
    note_look(actor, page.case, "Xem hồ sơ qua API")
    response.headers["ETag"] = etag_of(page.case)
    return CaseFull.of(page)

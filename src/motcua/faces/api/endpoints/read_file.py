"""GET /cases/{case_id}/files/{file_id}: a paper's file, byte for byte."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from motcua.base.files.serving import serve
from motcua.casework.queries.page import find_case
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import PaperFile
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.looking import note_look
from motcua.faces.api.routers import token_router

BINARY = {"schema": {"type": "string", "format": "binary"}}
DESCRIBED = guarded(404, 422)
DESCRIBED["responses"][200] = {
    "content": dict.fromkeys(("application/pdf", "image/heic", "image/jpeg", "image/png"), BINARY)
}


@token_router.get(
    "/cases/{case_id}/files/{file_id}", summary="Read a paper's file", tags=["cases"], openapi_extra=DESCRIBED
)
def read_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The original. An official's reading is on record."""
    actor = actor_of(request)
    case = find_case(actor, case_id)
    found = (
        PaperFile.objects.select_related("paper", "file").filter(pk=file_id, paper__case=case, removed_at=None).first()
    )
    if found is None:
        raise CaseNotFound
    note_look(actor, case, f"Tải tệp của giấy tờ số {found.paper.position} qua API")
    return serve(request, found.file)

"""GET /cases/{case_id}/documents/{document_id}: a slip or the result as PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.serving import serve
from motcua.casework.queries.page import find_case
from motcua.domain.cases.errors import CaseNotFound
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.looking import note_look
from motcua.faces.api.routers import token_router

DESCRIBED = guarded(404, 422)
DESCRIBED["responses"][200] = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}


@token_router.get(
    "/cases/{case_id}/documents/{document_id}",
    summary="Read a slip or the result",
    tags=["cases"],
    openapi_extra=DESCRIBED,
)
def read_document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """PDF/A, drawn now if the worker has not come to it yet. An official's reading is on record.

    What was taken back is read by the office alone.
    """
    actor = actor_of(request)
    case = find_case(actor, case_id)
    document = (
        Document.objects.select_related("file", "withdrawal")
        .filter(pk=document_id, subject_kind="case", subject_id=str(case.pk))
        .first()
    )
    if document is None or (actor.kind == "citizen" and hasattr(document, "withdrawal")):
        raise CaseNotFound
    note_look(actor, case, f"Tải phiếu {document.number} qua API")
    return serve(request, ensure_rendered(document))

"""Papers and slips of a case, handed to officials who may see the case; every opening is on record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.serving import serve, serve_preview
from motcua.casework.frame import subject
from motcua.casework.queries.page import find_case
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case, PaperFile
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor

WIDEST = 1600
SMALL = 160


@requires(permissions.CASE_SEE)
@require_safe
def file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The original, byte for byte."""
    actor = official(request)
    found, case = find_file(actor, file_id)
    record_look(actor=actor, subject=subject(case), purpose=f"Mở tệp của giấy tờ số {found.paper.position}")
    return serve(request, found.file, inline=True)


@requires(permissions.CASE_SEE)
@require_safe
def file_page(request: HttpRequest, file_id: UUID, number: int) -> HttpResponseBase:
    """One page as a picture, `?rong=` pixels wide. The smallest ones belong to the case's page, which is on record."""
    actor = official(request)
    found, case = find_file(actor, file_id)
    width = width_of(request.GET.get("rong", ""))
    if width > SMALL:
        record_look(
            actor=actor, subject=subject(case), purpose=f"Xem trang {number} của giấy tờ số {found.paper.position}"
        )
    return serve_preview(request, found.file, page=number, width=width)


@requires(permissions.CASE_SEE)
@require_safe
def slip(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """A slip as PDF, drawn now if the worker has not come to it yet."""
    actor = official(request)
    document = Document.objects.select_related("file").filter(pk=document_id, subject_kind="case").first()
    if document is None:
        raise CaseNotFound
    case = find_case(actor, UUID(document.subject_id))
    record_look(actor=actor, subject=subject(case), purpose=f"Mở phiếu {document.number}")
    return serve(request, ensure_rendered(document), inline=True)


def find_file(actor: Actor, file_id: UUID) -> tuple[PaperFile, Case]:
    """A present file and its case. CaseNotFound for strangers and for files taken off again."""
    found = PaperFile.objects.select_related("paper", "file").filter(pk=file_id, removed_at=None).first()
    if found is None:
        raise CaseNotFound
    return found, find_case(actor, found.paper.case_id)


def width_of(typed: str) -> int:
    return min(int(typed), WIDEST) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 960

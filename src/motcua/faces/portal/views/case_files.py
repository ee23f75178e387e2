"""Papers, slips and the QR code of one's own case, handed to the browser so that they can only be looked at."""

import io
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.base.access.routes import citizen
from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.serving import SANDBOX, serve, serve_preview
from motcua.casework.tracking import url_of
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import PaperFile
from motcua.faces.portal.own import own_case

SMALL = 160
QUIET_MODULES = 4
MODULE_PIXELS = 6


@citizen
@require_safe
def file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The original, byte for byte."""
    return serve(request, own_file(request, case_id, file_id).file, inline=True)


@citizen
@require_safe
def preview(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The first page as a small picture."""
    return serve_preview(request, own_file(request, case_id, file_id).file, width=SMALL)


@citizen
@require_safe
def slip(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """A slip or result as PDF, drawn now if the worker has not come to it yet."""
    case = own_case(request, case_id)
    document = (
        Document.objects.select_related("file")
        .filter(pk=document_id, subject_kind="case", subject_id=str(case.pk), withdrawal=None)
        .first()
    )
    if document is None:
        raise CaseNotFound
    return serve(request, ensure_rendered(document), inline=True)


@citizen
@require_safe
def qr(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The code that opens the case's tracking page; of a draft its number, with which a counter goes on with it."""
    case = own_case(request, case_id)
    picture = io.BytesIO()
    text = url_of(case) if case.tracking_digest else case.filing_number
    code = segno.make(text, micro=False, error="m", boost_error=False)
    code.save(
        picture, kind="svg", scale=MODULE_PIXELS, border=QUIET_MODULES, light="#fff", svgclass=None, lineclass=None
    )
    headers = {"Content-Security-Policy": SANDBOX, "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml", headers=headers)


def own_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> PaperFile:
    """A present file of one's own case. CaseNotFound for any other, and for one taken off again."""
    case = own_case(request, case_id)
    found = PaperFile.objects.select_related("file").filter(pk=file_id, paper__case=case, removed_at=None).first()
    if found is None:
        raise CaseNotFound
    return found

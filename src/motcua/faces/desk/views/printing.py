"""Printing: one press gives one PDF, whatever it holds; what was printed is on record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.documents.models import Document
from motcua.base.documents.printing import PaperSize
from motcua.base.files.serving import PDF_VIEWER
from motcua.casework.queries.visits import visit_of
from motcua.casework.services.print_slips import print_document, print_hand_over, print_visit
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may_see
from motcua.faces.desk.paper import chosen_size, remember_size, size_named
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor

MOST = 50


@requires(permissions.CASE_SEE)
@require_POST
def print_paper(request: HttpRequest) -> HttpResponse:
    """`document`, `visit` or several `given` cases, on `size`; the size is remembered for this counter."""
    size = size_named(request.POST.get("size", "")) or chosen_size(request)
    response = HttpResponse(_printed(official(request), request, size), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="phieu.pdf"'
    response.headers["Content-Security-Policy"] = PDF_VIEWER
    response.headers["Cache-Control"] = "private, no-store"
    remember_size(request, response, size)
    return response


def _printed(actor: Actor, request: HttpRequest, size: PaperSize) -> bytes:
    if document_id := _uuid(request.POST.get("document", "")):
        document = Document.objects.select_related("file").filter(pk=document_id).first()
        if document is None:
            raise CaseNotFound
        return print_document(actor=actor, document=document, size=size)
    if visit_id := _uuid(request.POST.get("visit", "")):
        visit = visit_of(actor, visit_id)
        if visit is None:
            raise CaseNotFound
        return print_visit(actor=actor, visit=visit, size=size)
    return print_hand_over(actor=actor, cases=_given(actor, request.POST.getlist("given")[:MOST]), size=size)


def _given(actor: Actor, keys: list[str]) -> list[Case]:
    wanted = [key for key in map(_uuid, keys) if key]
    related = ("applicant", "hand_over__signature", "decision", "office", "receiving_agency__parent")
    cases = list(
        Case.objects.filter(pk__in=wanted).select_related(*related, "procedure_version").order_by("code", "id")
    )
    for case in cases:
        check_may_see(actor, case)
    return cases


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

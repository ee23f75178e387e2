"""What a person brings to the counter for a supplement: photographed or scanned, and put on its paper."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.files.services.store import store
from motcua.casework.queries.page import CasePage, case_page
from motcua.casework.services.draft import attach_file
from motcua.domain.cases.errors import CaseNotFound
from motcua.faces.desk import asking, walk
from motcua.faces.desk.views.case import draw
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.words import Words

UNCHOSEN = Words("Bạn chưa chọn tệp.", "Please choose a file.")


class NoFileChosen(Invalid):
    code = "desk.no_file"
    sentence = UNCHOSEN


@requires(permissions.CASE_RECEIVE)
@require_POST
def attach(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Each file is kept before anything else; a refusal says which rule and leaves the others."""
    actor = official(request)
    page = case_page(actor, case_id)
    try:
        take(request, actor, page)
    except CaseNotFound:
        raise
    except Fault as fault:
        return draw(request, page, status=fault.status, attach_error=str(fault), attach_to=request.POST.get("paper"))
    carry = walk.carry(request, asking.listing_of(request, actor))
    return HttpResponseRedirect(f"{reverse('desk:case', args=[case_id])}{carry}#giay-to")


def take(request: HttpRequest, actor: Actor, page: CasePage) -> None:
    """Keep the chosen files and put them on the named paper. CaseNotFound for a paper of another case."""
    named = {str(paper.pk): paper for paper in page.papers}
    paper = named.get(request.POST.get("paper", ""))
    if paper is None:
        raise CaseNotFound
    files = request.FILES.getlist("file")
    if not files:
        raise NoFileChosen({"file": UNCHOSEN})
    for file in files:
        stored = store(cast(BinaryIO, file), name=file.name or "")
        attach_file(actor=actor, case_id=page.case.pk, paper_id=paper.pk, stored=stored)

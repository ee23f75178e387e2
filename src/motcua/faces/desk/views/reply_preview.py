"""How the paper of an act will read, drawn anew while somebody writes in the act's form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.page import case_page
from motcua.domain.replies.enums import acts_of
from motcua.faces.desk.acting import WAYS
from motcua.faces.desk.replying import replies_of
from motcua.faces.desk.who import official
from motcua.kernel.errors import NotVisible


@requires(permissions.CASE_SEE)
@require_POST
def reply_preview(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """Shows, never sends."""
    if name not in WAYS or not acts_of(name):
        raise NotVisible
    page = case_page(official(request), case_id)
    replies = replies_of(request, page, WAYS[name].form(request.POST, page=page), name)
    return render(request, "desk/parts/paper.html", {"paper": replies.paper if replies else None})

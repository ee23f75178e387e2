"""The beat of an open case page: who else has it open, and whether somebody changed it meanwhile."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.access.signin import unattended
from motcua.casework.frame import changed
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may_see
from motcua.faces.desk import presence
from motcua.faces.desk.acting import WAYS
from motcua.faces.desk.shown import present_rows
from motcua.faces.desk.who import official
from motcua.kernel.words import language


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET says "I am here" and tells who else is, 304 while nothing changed; POST says "I am gone".

    No look is noted: the page that beats has noted its own. While nobody moves a hand it keeps no session awake.
    """
    if request.headers.get("X-Moved") != "1":
        unattended(request)
    actor = official(request)
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    check_may_see(actor, case)
    if request.method == "POST":
        presence.leave(actor, case_id)
        return HttpResponse(status=204)
    act = request.GET.get("viec", "")
    presence.note(actor, case_id, act if act in WAYS else "")
    present = presence.others(actor, case_id)
    mark = presence.mark(present, case.version, language())
    if request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    facts: dict[str, Any] = {"present": present_rows(present), "changed": None, "case": case}
    seen = request.GET.get("ban", "")
    if seen.isascii() and seen.isdigit() and seen != str(case.version):
        facts["changed"] = changed(case).words
    answer = render(request, "desk/parts/present.html", facts)
    answer.headers["ETag"] = mark
    return answer

"""It is accepted: the code, the due date, the slip to print, and on to the next person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.page import documents_of, find_case
from motcua.faces.desk.shown import slips_of
from motcua.faces.desk.who import official


@requires(permissions.CASE_RECEIVE)
@require_safe
def received(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """From the database row, never from what was sent."""
    case = find_case(official(request), case_id)
    if case.accepted_at is None:
        return HttpResponseRedirect(reverse("desk:case", args=[case.pk]))
    return render(request, "desk/received.html", {"case": case, "slips": slips_of(documents_of(case))})

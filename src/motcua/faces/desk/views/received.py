"""It is accepted: code, due date, the slip to print, the visit so far; or kept as a draft with its guidance."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.casework.frame import subject
from motcua.casework.queries.page import documents_of, find_case
from motcua.casework.queries.visits import cases_in, visit_of
from motcua.casework.services.bundles import bundle_of
from motcua.domain.cases.states import State
from motcua.faces.desk.paper import chosen_size, sizes
from motcua.faces.desk.shown import slips_of
from motcua.faces.desk.who import official

PURPOSE = "Xem hồ sơ vừa tiếp nhận"


@requires(permissions.CASE_RECEIVE)
@require_safe
def received(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """From the database row, never from what was sent."""
    actor = official(request)
    case = find_case(actor, case_id)
    if case.accepted_at is None:
        return HttpResponseRedirect(reverse("desk:case", args=[case.pk]))
    record_look(actor=actor, subject=subject(case), purpose=PURPOSE)
    visit = visit_of(actor, case.visit_id) if case.visit_id else None
    together = [one for one in cases_in(visit) if one.accepted_at or bundle_of(one)] if visit else []
    documents = documents_of(case)
    facts = {
        "case": case,
        "visit": visit,
        "together": together,
        "receipt": next((document for document in reversed(documents) if document.kind == "receipt"), None),
        "slips": slips_of(documents),
        "sizes": sizes(),
        "nothing": (),
        "size": chosen_size(request),
    }
    return render(request, "desk/received.html", facts)


@requires(permissions.CASE_RECEIVE)
@require_safe
def guided(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What to bring is printed, the rest is kept; the code leads back to it."""
    actor = official(request)
    case = find_case(actor, case_id)
    if case.legal_state is not State.DRAFT:
        return HttpResponseRedirect(reverse("desk:case", args=[case.pk]))
    record_look(actor=actor, subject=subject(case), purpose=PURPOSE)
    guidance = next((one for one in reversed(documents_of(case)) if one.kind == "guidance"), None)
    facts = {"case": case, "guidance": guidance, "nothing": (), "sizes": sizes(), "size": chosen_size(request)}
    return render(request, "desk/guided.html", facts)

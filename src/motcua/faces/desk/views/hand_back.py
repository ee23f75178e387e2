"""Handing results over: find the case by code, number or name, see whose it is, one form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.base.ui.errors import kept_texts
from motcua.casework.frame import subject
from motcua.casework.queries.actions import HAND_OVER
from motcua.casework.queries.page import case_page
from motcua.casework.queries.wanted import READY, Wanted
from motcua.casework.queries.worklist import worklist
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.states import MoveRefused, State
from motcua.faces.desk import searches, shown
from motcua.faces.desk.forms.acts import ActForm, HandOver
from motcua.faces.desk.rows import lines_of
from motcua.faces.desk.views.case import PURPOSE
from motcua.faces.desk.who import official
from motcua.kernel.errors import Fault


@requires(permissions.CASE_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: HttpRequest) -> HttpResponse:
    """Results that wait. A search that finds one ready case opens it at once."""
    if request.method == "POST":
        word = searches.remember(request, request.POST.get("q", ""))
        return HttpResponseRedirect(reverse("desk:hand_back") + (f"?{searches.PARAMETER}={word}" if word else ""))
    search = searches.recalled(request)
    wanted = Wanted(tab=READY.key, search=search)
    page = worklist(official(request), wanted, after=request.GET.get("sau", ""))
    ready = [row for row in page.rows if row.case.legal_state is State.DECIDED]
    others = [row for row in page.rows if row.case.legal_state is not State.DECIDED]
    if search and len(ready) == 1:
        return HttpResponseRedirect(reverse("desk:hand_back_case", args=[ready[0].case.pk]))
    facts = {
        "search": search,
        "lines": lines_of(ready),
        "others": lines_of(others),
        "next_url": f"?sau={page.more}" if page.more and not search else "",
    }
    return render(request, "desk/hand_back.html", facts)


@requires(permissions.CASE_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One result, one form; prefilled with the applicant, whose paper the official looks at."""
    actor = official(request)
    page = case_page(actor, case_id)
    if request.method != "POST":
        record_look(actor=actor, subject=subject(page.case), purpose=PURPOSE)
        if HAND_OVER not in page.actions:
            return _draw(request, case_id, fault=MoveRefused(move=HAND_OVER.words, state=page.facts.words))
        return _draw(request, case_id, form=HandOver(page=page))
    form = HandOver(request.POST, page=page)
    if not form.is_valid():
        return _draw(request, case_id, form=form)
    try:
        case = form.carry_out(actor)
    except CaseNotFound:
        raise
    except Fault as fault:
        return _again(request, case_id, fault)
    messages.success(request, str(HandOver.done.fill(case=case)))
    return HttpResponseRedirect(reverse("desk:hand_back"))


def _again(request: HttpRequest, case_id: UUID, fault: Fault) -> HttpResponse:
    """On the present version, with everything typed; the texts alone where it can no longer be handed over."""
    page = case_page(official(request), case_id)
    if HAND_OVER not in page.actions:
        return _draw(request, case_id, fault=fault)
    typed: Any = request.POST.copy()
    typed["expected"] = str(page.case.version)
    form = HandOver(typed, page=page)
    form.is_valid()
    form.add_fault(fault)
    return _draw(request, case_id, form=form, status=fault.status)


def _draw(
    request: HttpRequest, case_id: UUID, *, form: ActForm | None = None, fault: Fault | None = None, status: int = 0
) -> HttpResponse:
    page = case_page(official(request), case_id)
    code = status or (fault.status if fault else 422 if form is not None and form.errors else 200)
    facts = {
        "case": page.case,
        "facts": page.facts,
        "fact_rows": shown.facts_rows(page.case),
        "slips": shown.slips_of(page.documents),
        "form": form,
        "fault": fault,
        "kept": kept_texts(request) if fault else [],
    }
    return render(request, "desk/hand_back_case.html", facts, status=code)

"""Handing results over: found by what the person has with them, several at once, one screen, one form."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.base.ui.paging import room
from motcua.base.ui.refused import kept_texts, posted
from motcua.casework.frame import subject
from motcua.casework.looking.lists import note_search
from motcua.casework.queries.actions import HAND_OVER
from motcua.casework.queries.at_counter import ready_for, same_person, waiting_for
from motcua.casework.queries.lookup import sought
from motcua.casework.queries.page import find_case
from motcua.casework.queries.scanned import scanned
from motcua.casework.queries.wanted import READY, Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services.finish import hand_over_results
from motcua.domain.cases.enums import ReceiverKind
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.faces.desk import searches
from motcua.faces.desk.forms.hand_back import HandBack, read_off
from motcua.faces.desk.paper import chosen_size, sizes
from motcua.faces.desk.rows import lines_of
from motcua.faces.desk.scanning import taken_scan
from motcua.faces.desk.views.case import PURPOSE
from motcua.faces.desk.who import edition_of, official
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

DONE = Words("Đã trả kết quả hồ sơ {case}.", "The result of case {case} was handed over.")
DONE_ALL = Words("Đã trả {n} kết quả.", "{n} results were handed over.")
GIVEN, KEPT = "desk.given", 50


@requires(permissions.CASE_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: HttpRequest) -> HttpResponse:
    """Results that wait. A search that finds one person is answered with the form for everything that waits of them."""
    actor = official(request)
    if request.method == "POST":
        typed = request.POST.get("scan", "") or request.POST.get("q", "")
        word = searches.remember(request, typed)
        return HttpResponseRedirect(reverse("desk:hand_back") + (f"?{searches.PARAMETER}={word}" if word else ""))
    search = searches.recalled(request)
    found = scanned(search)
    people = waiting_for(actor, found) if search else []
    if len(people) == 1:
        first = next((one for one in people[0].cases if str(one) == found.words), people[0].cases[0])
        return _opened(request, actor, find_case(actor, first.pk), search)
    page = worklist(actor, Wanted(tab=READY.key, search=search), after=request.GET.get("sau", ""), room=room(request))
    ready = [row for row in page.rows if row.case.legal_state is State.DECIDED]
    if search:
        note_search(actor, [*(case.pk for one in people for case in one.cases), *(row.case.pk for row in page.rows)])
    mark = edition_of(request)
    facts = {
        "search": search,
        "cut": sought(search).may_be_cut,
        "people": people,
        "lines": [] if people else lines_of(ready, mark),
        "others": lines_of([row for row in page.rows if row.case.legal_state is not State.DECIDED], mark),
        "next_url": f"?sau={page.more}" if page.more and not search else "",
    }
    return render(request, "desk/hand_back.html", facts)


@requires(permissions.CASE_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All that waits of one person, the case first; prefilled with the applicant, whose paper the official looks at."""
    actor = official(request)
    case = find_case(actor, case_id)
    if request.method != "POST":
        return _opened(request, actor, case)
    return _posted(request, actor, case, together_with(actor, case))


def _opened(request: HttpRequest, actor: Actor, case: Case, search: str = "") -> HttpResponse:
    """Each of the cases is on record as looked at."""
    cases = together_with(actor, case)
    if not cases:
        return draw(request, case, cases, fault=MoveRefused(move=HAND_OVER.words, state=FACTS[case.legal_state].words))
    for one in cases:
        record_look(actor=actor, subject=subject(one), purpose=PURPOSE)
    return draw(request, case, cases, form=HandBack(cases=cases), search=search)


def _posted(request: HttpRequest, actor: Actor, case: Case, cases: Sequence[Case]) -> HttpResponse:
    typed: Any = request.POST.copy()
    if "case" not in typed and "several" not in typed:
        typed["case"], typed[f"expected_{case.pk}"] = str(case.pk), typed.get("expected", "")
    typed.setdefault("receiver_kind", ReceiverKind.OWNER.value)
    scan = taken_scan({name: typed.get(name, "") for name in typed if name != "signature"})
    if scan is not None:
        return _scanned(request, case, cases, typed, scan)
    if not cases:
        return draw(request, case, cases, fault=MoveRefused(move=HAND_OVER.words, state=FACTS[case.legal_state].words))
    form = HandBack(typed, cases=cases)
    if not form.is_valid():
        return draw(request, case, cases, form=form)
    try:
        given = hand_over_results(
            actor=actor, ready=form.ready(typed), receiver=form.cleaned_data["receiver"],
            identity_shown=form.cleaned_data["identity_shown"], proof=form.proof(),
        )  # fmt: skip
    except CaseNotFound:
        raise
    except Fault as fault:
        return _again(request, actor, case.pk, typed, fault)
    request.session[GIVEN] = [str(one.pk) for one in given][:KEPT]
    done = DONE.fill(case=given[0]) if len(given) == 1 else DONE_ALL.fill(n=len(given))
    messages.success(request, str(done))
    return HttpResponseRedirect(reverse("desk:handed"))


def _scanned(request: HttpRequest, case: Case, cases: Sequence[Case], typed: Any, scan: Any) -> HttpResponse:
    """A card names the receiver; the code of another paper seeks its person."""
    if scan.card is None or not cases:
        word = searches.remember(request, str(scan.case) if scan.case else "")
        return HttpResponseRedirect(reverse("desk:hand_back") + (f"?{searches.PARAMETER}={word}" if word else ""))
    form = HandBack(cases=cases, initial=read_off(scan.card, case.applicant) | {"signed": bool(typed.get("signed"))})
    return draw(request, case, cases, form=form, ticked=set(typed.getlist("case")))


def _again(request: HttpRequest, actor: Actor, case_id: UUID, typed: Any, fault: Fault) -> HttpResponse:
    """On the present versions, with everything typed; the texts alone where nothing can be handed over any more."""
    case = find_case(actor, case_id)
    cases = together_with(actor, case)
    if not cases:
        return draw(request, case, cases, fault=fault)
    form = HandBack(typed, cases=cases)
    form.is_valid()
    form.add_fault(fault)
    return draw(request, case, cases, form=form, status=fault.status, ticked=set(typed.getlist("case")))


def together_with(actor: Actor, case: Case) -> list[Case]:
    """The case and whatever else waits of the same person; empty when the case itself does not wait here."""
    ready = ready_for(actor)
    if not ready.filter(pk=case.pk).exists():
        return []
    others = list(ready.filter(same_person(case.applicant)))
    return sorted(others, key=lambda one: one.pk != case.pk)


def draw(
    request: HttpRequest,
    case: Case,
    cases: Sequence[Case],
    *,
    form: HandBack | None = None,
    fault: Fault | None = None,
    status: int = 0,
    ticked: set[str] | None = None,
    search: str = "",
) -> HttpResponse:
    code = status or (fault.status if fault else 422 if form is not None and form.errors else 200)
    asked = ticked if ticked is not None else set(request.POST.getlist("case")) or {str(one.pk) for one in cases}
    facts = {
        "case": case,
        "search": search,
        "rows": [{"case": one, "ticked": str(one.pk) in asked} for one in cases],
        "form": form,
        "fault": fault,
        "kept": kept_texts(posted(request)) if fault else [],
    }
    return render(request, "desk/hand_back_case.html", facts, status=code)


@requires(permissions.CASE_HAND_OVER)
@require_safe
def handed(request: HttpRequest) -> HttpResponse:
    """What was just given, a slip for whoever wants one, and on to the next person; the list where nothing was."""
    actor = official(request)
    given = [find_case(actor, UUID(key)) for key in request.session.get(GIVEN, [])]
    if not given:
        return HttpResponseRedirect(reverse("desk:hand_back"))
    facts = {"given": given, "sizes": sizes(), "size": chosen_size(request)}
    return render(request, "desk/handed.html", facts)

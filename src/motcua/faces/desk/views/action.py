"""The form of one act on a case, and carrying it out. What was typed stays, whatever the answer is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.base.ui.refused import kept_texts, posted
from motcua.casework.frame import changed, subject
from motcua.casework.queries.actions import ALL, Action
from motcua.casework.queries.page import CasePage, case_page
from motcua.casework.queries.worklist import key_of, keyed
from motcua.domain.cases.errors import CaseChanged, CaseNotFound, StepNotReady
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused
from motcua.faces.desk import asking, replying, walk
from motcua.faces.desk.acting import WAYS
from motcua.faces.desk.conflict import Overtaken, since, snapshot
from motcua.faces.desk.forms.acts import ActForm
from motcua.faces.desk.forms.supplement import MORE, counted
from motcua.faces.desk.views.case import PURPOSE, draw, task_asked
from motcua.faces.desk.views.next_case import following, place_of
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, NotVisible
from motcua.kernel.words import Words

BACK = '{} <a href="{}">{}</a>'
OPEN_AGAIN = Words("Mở lại hồ sơ {case}", "Open case {case} again")
ACTIONS = {action.name: action for action in ALL}


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_action(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """The act decides who may; the page only offers what it would let through."""
    if name not in ACTIONS:
        raise NotVisible
    actor = official(request)
    page = case_page(actor, case_id, task_asked(request))
    action, kind = ACTIONS[name], WAYS[name].form
    if request.method != "POST":
        record_look(actor=actor, subject=subject(page.case), purpose=PURPOSE)
        if action not in page.actions:
            return refused(request, page, MoveRefused(move=action.words, state=page.facts.words))
        if name in page.blocked:
            return refused(request, page, StepNotReady(why=page.blocked[name]))
        return draw(request, page, action=action, form=kind(page=page))
    form = kind(request.POST, page=page)
    if "more" in request.POST:
        return draw(request, page, action=action, form=kind(more_lines(request), page=page), adding=True)
    if replying.asks(request):
        return draw(request, page, action=action, form=replying.refilled(request, kind, page), adding=True)
    if not form.is_valid():
        if seen_otherwise(form):
            return again(request, actor, action, form, changed(page.case))
        return draw(request, page, action=action, form=form, status=422)
    listing = asking.listing_of(request, actor)
    here = key_of(keyed(page.case, listing.wanted.sorted_by))
    try:
        case = form.carry_out(actor)
    except CaseNotFound:
        raise
    except Fault as fault:
        return again(request, actor, action, form, fault)
    replying.note(request)
    told = str(kind.done.fill(case=case))
    if WAYS[name].stays or not asking.carried(request):
        messages.success(request, told)
        return HttpResponseRedirect(reverse("desk:case", args=[case.pk]) + walk.carry(request, listing))
    link = format_html(BACK, told, reverse("desk:case", args=[case.pk]), OPEN_AGAIN.fill(case=case))
    messages.success(request, link)
    return HttpResponseRedirect(place_of(request, listing, following(actor, listing, here, besides=case)))


def seen_otherwise(form: ActForm) -> bool:
    """A colleague's act may have taken away what was chosen, even while this page was read: that is told."""
    expected = form.cleaned_data.get("expected")
    return expected is not None and not Case.objects.filter(pk=form.page.case.pk, version=expected).exists()


def more_lines(request: HttpRequest) -> Any:
    """What was typed, with room for more."""
    typed: Any = request.POST.copy()
    typed["lines"] = str(counted(typed.get("lines", "")) + MORE)
    return typed


def again(request: HttpRequest, actor: Actor, action: Action, form: ActForm, fault: Fault) -> HttpResponse:
    """The page as it is now, with the form and everything typed into it; the texts alone where the act is gone."""
    page = case_page(actor, form.page.case.pk, task_asked(request))
    overtaken = since(page, request.POST.get("seen", "")) if isinstance(fault, CaseChanged) else None
    if action not in page.actions:
        return refused(request, page, fault, overtaken=overtaken)
    if isinstance(fault, CaseChanged):
        form = renewed(request, type(form), page)
        return draw(request, page, action=action, form=form, fault=fault, overtaken=overtaken, status=fault.status)
    form.is_valid()
    form.add_fault(fault)
    return draw(request, page, action=action, form=form, status=fault.status)


def renewed(request: HttpRequest, kind: type[ActForm], page: CasePage) -> ActForm:
    """The typed form on the present version, so that it may be sent again after a look at what changed."""
    typed: Any = request.POST.copy()
    typed["expected"], typed["seen"] = str(page.case.version), snapshot(page)
    return kind(typed, page=page)


def refused(request: HttpRequest, page: CasePage, fault: Fault, *, overtaken: Overtaken | None = None) -> HttpResponse:
    return draw(request, page, fault=fault, overtaken=overtaken, kept=typed_texts(request), status=fault.status)


def typed_texts(request: HttpRequest) -> list[str]:
    """What a person typed; the page's own notes on what it showed are no text of theirs."""
    own = request.POST.get("seen", "")
    return [text for text in kept_texts(posted(request)) if text != own]

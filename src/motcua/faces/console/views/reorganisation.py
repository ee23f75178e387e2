"""Reorganisations: bring a plan in, look at what it would do, carry it out, follow it, and read what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.access.routes import requires
from motcua.base.access.signin import unattended
from motcua.base.ui.paging import page_of
from motcua.casework.reorganisation import queries as reading
from motcua.casework.reorganisation import tasks
from motcua.casework.reorganisation.errors import OperationNotFound
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.plan import WrongPlan, from_json
from motcua.casework.reorganisation.services import drafting, running
from motcua.faces.console import reorganising as shown
from motcua.faces.console.forms.reorganisation import NOTHING, BeginForm, PlanForm, text_of, told_by_line
from motcua.faces.console.pages import UNREADABLE, actor_of, typed
from motcua.faces.console.views.agencies import told
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.errors import Conflict
from motcua.kernel.words import Words

MANAGE = permissions.DIRECTORY_MANAGE
LATEST = 50
TITLE = Words("Sắp xếp đơn vị", "Reorganisation")
HEIRS, ASKED = "ke-thua", "cho"


@requires(MANAGE)
@require_http_methods(FORM)
def reorganisations(request: HttpRequest) -> HttpResponse:
    """What was brought in and carried out, latest first, and the form that brings a plan in."""
    check_citywide(actor_of(request), MANAGE)
    sent, status, problems = request.method == "POST", 200, list[Words]()
    form = PlanForm(request.POST, request.FILES) if sent else PlanForm()
    if sent:
        brought = _brought_in(request, form, problems)
        if brought is not None:
            return HttpResponseRedirect(address(brought))
        status = UNREADABLE
    found = Operation.objects.defer("asked")[:LATEST]
    facts = {"form": form, "problems": problems, "rows": [shown.line_of(one) for one in found], "crumbs": crumbs()}
    return render(request, "console/reorganisations.html", facts, status=status)


def _brought_in(request: HttpRequest, form: PlanForm, problems: list[Words]) -> Operation | None:
    """None with the reasons on the form; a file's text goes into the field, so that it can be mended there."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    text = text_of(upload, form) if upload else form.cleaned_data["text"]
    if text is None:
        return None
    if not text.strip():
        form.add_error("file", str(NOTHING))
        return None
    try:
        return drafting.bring_in(actor=actor_of(request), text=text, file_name=upload.name or "" if upload else "")
    except WrongPlan as fault:
        problems += told_by_line(fault, text)
        form.data = {**request.POST.dict(), "text": text}
        return None


@requires(MANAGE)
@require_http_methods(FORM)
def reorganisation(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """One operation: the dry run of a draft, how far it is, or what came of it; `do` is what is done with it."""
    actor = actor_of(request)
    check_citywide(actor, MANAGE)
    operation = operation_of(operation_id)
    form = BeginForm(typed(request) if request.POST.get("do") == "begin" else None)
    fault, status = None, 200
    if request.method == "POST":
        try:
            answer = _done(request, operation, form)
        except (Conflict, WrongPlan) as refused:
            fault, status = refused, refused.status
        else:
            if answer is not None:
                return answer
            status = UNREADABLE
        operation = operation_of(operation_id)
    facts = page_facts(request, operation) | {"form": form, "fault": fault}
    facts["problems"] = fault.problems if isinstance(fault, WrongPlan) else ()
    return render(request, "console/reorganisation.html", facts, status=status)


def _done(request: HttpRequest, operation: Operation, form: BeginForm) -> HttpResponse | None:
    """Where to go on after the act; None where the form says what is missing."""
    actor, do = actor_of(request), request.POST.get("do")
    if do == "look":
        drafting.look_again(actor=actor, operation_id=operation.pk)
    elif do == "take_back":
        drafting.take_back(actor=actor, operation_id=operation.pk)
        messages.success(request, str(Words("Đã bỏ phương án.", "The plan was taken back.")))
        return HttpResponseRedirect(reverse("console:reorganisations"))
    elif do == "resume":
        if operation.stage in shown.WORKING:
            tasks.defer(operation.pk)
        messages.success(request, str(Words("Đang làm tiếp.", "It goes on.")))
    elif not form.is_valid():
        return None
    else:
        with transaction.atomic():
            tasks.defer(running.begin(actor=actor, plan=from_json(operation.plan)).pk)
    return HttpResponseRedirect(address(operation))


@requires(MANAGE)
@require_safe
def reorganisation_progress(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """The piece that is asked for again and again; the whole page is drawn anew when nothing moves any more."""
    unattended(request)
    check_citywide(actor_of(request), MANAGE)
    operation = operation_of(operation_id)
    answer = render(request, "console/parts/reorganisation_progress.html", _moving(operation))
    if not _moving(operation)["moving"]:
        answer.headers["HX-Refresh"] = "true"
    return answer


def page_facts(request: HttpRequest, operation: Operation) -> dict[str, Any]:
    draft, tab = operation.stage == Stage.DRAFT, request.GET.get("xem", "")
    looked = not draft or operation.looked_at is not None
    rows = shown.successors(operation) if looked and tab == HEIRS else []
    some, pages = page_of(request, rows)
    return {
        "operation": operation,
        "draft": draft,
        "looked": looked,
        "early": clock.today() < operation.from_day,
        "facts": shown.fact_rows(operation),
        "figures": shown.figures(operation) if looked else [],
        "kinds": shown.kinds(operation) if looked and tab != HEIRS else [],
        "heirs": some,
        "tab": tab,
        "tabs": tabs(operation, tab) if looked else [],
        "waiting": 0 if draft else reading.waiting_for(operation).count(),
        "history": told(running.subject(operation)),
        "crumbs": crumbs(listed=True),
        **pages,
        **_moving(operation),
    }


def _moving(operation: Operation) -> dict[str, Any]:
    """What the piece of progress shows; `moving`: it is worth asking again."""
    if operation.stage == Stage.DRAFT:
        return {"operation": operation, "draft": True, "moving": operation.looked_at is None}
    found = shown.progress(operation)
    return {**found, "draft": False, "moving": found["working"] and not found["still"]}


def tabs(operation: Operation, tab: str) -> list[dict[str, object]]:
    asked = reverse("console:reorganisation_asked", args=[operation.pk])
    count = len(operation.asked) if operation.stage == Stage.DRAFT else reading.waiting_for(operation).count()
    return [
        {"label": str(Words("Theo loại", "By kind")), "url": address(operation), "current": not tab, "count": None},
        {
            "label": str(Words("Theo cơ quan kế thừa", "By successor")),
            "url": f"{address(operation)}?xem={HEIRS}", "current": tab == HEIRS, "count": None,
        },
        {
            "label": str(Words("Chưa quyết định được", "Undecided")),
            "url": asked, "current": tab == ASKED, "count": count,
        },
    ]  # fmt: skip


def operation_of(operation_id: UUID) -> Operation:
    found = Operation.objects.filter(pk=operation_id).first()
    if found is None:
        raise OperationNotFound
    return found


def address(operation: Operation) -> str:
    return reverse("console:reorganisation", args=[operation.pk])


def crumbs(operation: Operation | None = None, *, listed: bool = False) -> list[dict[str, str]]:
    found = [{"label": str(Words("Cơ quan", "Agencies")), "url": reverse("console:agencies")}]
    if listed or operation:
        found.append({"label": str(TITLE), "url": reverse("console:reorganisations")})
    if operation:
        found.append({"label": operation.title, "url": address(operation)})
    return found

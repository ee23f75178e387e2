"""Open cases of a procedure by version, and moving all of them to what is in force: looked at, ordered, followed."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.access.routes import requires
from motcua.casework.bulk.models import Job, JobState, RowState
from motcua.casework.bulk.orders import MOVING, Order
from motcua.casework.bulk.queries import job_of, progress_of
from motcua.casework.bulk.services.ordering import cancel_job, confirm_job, draft_job, judged
from motcua.casework.version_moving import check_wish, version_for
from motcua.domain.cases import states
from motcua.domain.cases.errors import NoVersionToMoveTo
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, State
from motcua.domain.catalogue.models import Procedure, ProcedureVersion
from motcua.faces.console.forms.version_moves import MoveAllForm
from motcua.faces.console.pages import UNREADABLE, actor_of, typed
from motcua.faces.console.views.procedures import crumbs, procedure_of
from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words

MOST_MOVED, SHOWN = 20_000, 50
FORM = ["GET", "HEAD", "POST"]


@requires(permissions.CATALOGUE_MANAGE)
@require_http_methods(FORM)
def open_cases(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Counted by version and state; the form of a decision leads to a look at what it would do."""
    procedure = procedure_of(procedure_id)
    check_citywide(actor_of(request), permissions.CATALOGUE_MANAGE)
    form = MoveAllForm(typed(request))
    status = 200
    if form.is_bound:
        status = UNREADABLE
        if form.is_valid():
            try:
                job = _drafted(request, procedure, form)
            except (Invalid, Conflict) as fault:
                form.add_fault(fault)
                status = fault.status
            else:
                return HttpResponseRedirect(reverse("console:version_move", args=[procedure.pk, job.pk]))
    facts = {
        "procedure": procedure,
        "crumbs": crumbs(procedure, ""),
        "rows": counted(procedure),
        "current": _in_force(procedure),
        "form": form,
    }
    return render(request, "console/open_cases.html", facts, status=status)


@requires(permissions.CATALOGUE_MANAGE)
@require_http_methods(FORM)
def version_move(request: HttpRequest, procedure_id: UUID, job_id: UUID) -> HttpResponse:
    """A look at one's draft, its order, and how far it is."""
    procedure, actor = procedure_of(procedure_id), actor_of(request)
    check_citywide(actor, permissions.CATALOGUE_MANAGE)
    job = job_of(actor, job_id)
    fault, status = None, 200
    if request.method == "POST":
        try:
            (cancel_job if request.POST.get("do") == "cancel" else confirm_job)(actor=actor, job_id=job.pk)
        except Conflict as refused:
            fault, status = refused, refused.status
        else:
            return HttpResponseRedirect(request.path)
    facts = {"procedure": procedure, "crumbs": crumbs(procedure, ""), "job": job, "order": job.order, "fault": fault}
    facts |= _look(request, job) if job.state == JobState.DRAFT else _followed(job)
    return render(request, "console/version_move.html", facts, status=status)


def counted(procedure: Procedure) -> list[dict[str, Any]]:
    """Open cases by the version they run under and their state, the newest version first."""
    found = Case.objects.filter(procedure_version__procedure=procedure, state__in=sorted(states.OPEN)).order_by()
    rows = found.values_list("procedure_version__number", "state").annotate(count=Count("pk"))
    ordered = sorted(rows, key=lambda row: (-row[0], list(State).index(State(row[1]))))
    return [{"number": number, "state": FACTS[State(state)].words, "count": count} for number, state, count in ordered]


def _in_force(procedure: Procedure) -> ProcedureVersion | None:
    try:
        return version_for(procedure.pk)
    except NoVersionToMoveTo:
        return None


def _drafted(request: HttpRequest, procedure: Procedure, form: MoveAllForm) -> Job:
    order = Order(MOVING, **form.cleaned_data)
    check_wish(order.wish)
    version_for(procedure.pk)
    found = Case.objects.filter(procedure_version__procedure=procedure, state__in=sorted(states.OPEN))
    keys = list(found.order_by("due_at", "id").values_list("pk", flat=True)[:MOST_MOVED])
    return draft_job(actor=actor_of(request), order=order, case_ids=keys, most=MOST_MOVED)


def _look(request: HttpRequest, job: Job) -> dict[str, Any]:
    from_order = Order(MOVING, **{name: job.order[name] for name in ("text", "promise", "ask_new", "otherwise")})
    found = judged(actor_of(request), from_order, list(job.rows.all()))
    barred = [verdict for verdict in found if verdict.fault is not None]
    reasons = Counter(verdict.fault.words for verdict in barred if verdict.fault)
    return {
        "possible": len(found) - len(barred),
        "total": len(found),
        "reasons": [(words, count) for words, count in reasons.most_common()],
        "some": [str(verdict.case) for verdict in found if verdict.fault is None][:SHOWN],
    }


def _followed(job: Job) -> dict[str, Any]:
    failed = job.rows.filter(state=RowState.FAILED)
    reasons = failed.order_by().values_list("reason_vi", "reason_en").annotate(count=Count("pk")).order_by("-count")
    shown = failed.select_related("case").order_by("position")[:SHOWN]
    return {
        "progress": progress_of(job),
        "reasons": [(Words(vi, en), count) for vi, en, count in reasons],
        "some": [str(row.case) for row in shown],
        "waiting": job.state == JobState.WAITING,
    }

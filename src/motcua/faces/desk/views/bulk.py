"""One act on many cases: chosen in the worklist, looked at, confirmed, followed, taken back in time."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.access.signin import unattended
from motcua.casework.bulk import queries
from motcua.casework.bulk.models import Job, JobState
from motcua.casework.bulk.orders import ACTIONS
from motcua.casework.bulk.services import ordering
from motcua.casework.looking.lists import note_cases
from motcua.faces.desk import bulk_choice, bulk_pages
from motcua.faces.desk.forms.bulk import BulkForm, begun
from motcua.faces.desk.forms.supplement import MORE, counted
from motcua.faces.desk.replying import LOOK, PICK
from motcua.faces.desk.who import official
from motcua.kernel import clock
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.words import Words

ALL_OF_LIST = "tat_ca"
CHOSEN, TAKEN = "Xem trong các hồ sơ chọn làm hàng loạt", "Tải bảng kết quả làm hàng loạt"
LEFT_OUT = Words(
    "{n} hồ sơ không thuộc đơn vị bạn hoặc không còn, đã bỏ ra khỏi lượt này.",
    "{n} cases are not of your unit, or gone: left out.",
)
CANCELLED = Words("Đã hủy, chưa hồ sơ nào thay đổi.", "Taken back; no case was changed.")


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """GET: one's latest jobs. POST from a list: `viec` the act, `ho_so` the cases, or `tat_ca` for the whole list."""
    actor = official(request)
    if request.method != "POST":
        jobs = [{"job": job, "words": ACTIONS[job.action], "progress": queries.progress_of(job)}
                for job in queries.latest_jobs(actor)]  # fmt: skip
        return render(request, "desk/bulk_list.html", {"jobs": jobs})
    action = request.POST.get("viec", "")
    ids = (
        bulk_choice.whole_list(request, actor)
        if ALL_OF_LIST in request.POST
        else bulk_pages.typed_ids(request.POST.getlist("ho_so"))
    )
    order = begun(action, bulk_pages.templates_of(actor, action))
    try:
        job = ordering.draft_job(actor=actor, order=order, case_ids=ids)
    except Invalid as fault:
        words = next(iter(fault.fields.values()), fault.words)
        messages.error(request, str(words))
        return HttpResponseRedirect(_back(request))
    return HttpResponseRedirect(reverse("desk:bulk_job", args=[job.pk]))


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """A draft is looked at and confirmed here; afterwards the same address shows how far it is and what came of it."""
    actor = official(request)
    job = queries.job_of(actor, job_id)
    if job.state != JobState.DRAFT:
        return _followed(request, job)
    if request.method != "POST":
        return _draft(request, job, bulk_pages.form_of(actor, job))
    if PICK in request.POST or LOOK in request.POST or "more" in request.POST:
        return _changed(request, job)
    form = bulk_pages.form_of(actor, job, request.POST)
    if not form.is_valid():
        return _draft(request, job, form, status=422)
    try:
        ordering.confirm_job(actor=actor, job_id=job.pk, order=form.chosen)
    except Fault as fault:
        form.add_fault(fault)
        return _draft(request, job, form, status=fault.status)
    return HttpResponseRedirect(reverse("desk:bulk_job", args=[job.pk]))


@requires(permissions.CASE_SEE)
@require_safe
def bulk_progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The piece that is asked for again and again; at the end the whole page is drawn anew."""
    unattended(request)
    job = queries.job_of(official(request), job_id)
    answer = render(request, "desk/parts/bulk_progress.html", _progress(job))
    if job.state in (JobState.DONE, JobState.CANCELLED):
        answer.headers["HX-Refresh"] = "true"
    return answer


@requires(permissions.CASE_SEE)
@require_POST
def bulk_cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    try:
        ordering.cancel_job(actor=official(request), job_id=job_id)
    except Fault as fault:
        if fault.status == 404:
            raise
        messages.error(request, str(fault))
    else:
        messages.success(request, str(CANCELLED))
    return HttpResponseRedirect(reverse("desk:bulk_job", args=[job_id]))


@requires(permissions.CASE_SEE)
@require_POST
def bulk_retry(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """What failed, looked at anew."""
    job = ordering.retry_job(actor=official(request), job_id=job_id)
    return HttpResponseRedirect(reverse("desk:bulk_job", args=[job.pk]))


@requires(permissions.CASE_SEE)
@require_POST
def bulk_refresh(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The chosen cases as they are now."""
    ordering.refresh_draft(actor=official(request), job_id=job_id)
    return HttpResponseRedirect(reverse("desk:bulk_job", args=[job_id]))


@requires(permissions.CASE_SEE)
@require_safe
def bulk_csv(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job = queries.job_of(official(request), job_id)
    note_cases(official(request), queries.cases_of(job), TAKEN)
    name = f"ket-qua-{clock.local(job.created_at):%Y%m%d-%H%M}.csv"
    answer = HttpResponse(queries.as_csv(job), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _changed(request: HttpRequest, job: Job) -> HttpResponse:
    """Other words, a template, or more lines: kept with the draft and looked at again."""
    actor = official(request)
    typed = request.POST.copy()
    if "more" in typed:
        typed["lines"] = str(counted(str(typed.get("lines", ""))) + MORE)
    form = bulk_pages.form_of(actor, job, typed)
    order, picked = bulk_pages.picked_order(request, actor, form.chosen)
    job = ordering.change_draft(actor=actor, job_id=job.pk, order=order)
    return _draft(request, job, bulk_pages.form_of(actor, job) if picked else form, adding=True)


def _draft(request: HttpRequest, job: Job, form: BulkForm, *, adding: bool = False, status: int = 200) -> HttpResponse:
    actor = official(request)
    look = bulk_pages.look(actor, job, form.chosen)
    note_cases(actor, (line.case.pk for line in (*look.barred, *look.possible, *look.more)), CHOSEN)
    facts = {
        "job": job,
        "words": ACTIONS[job.action],
        "form": form,
        "adding": adding,
        "look": look,
        "sure": not form.fields.keys() - {"lines"} or job.action in ("decide", "forward"),
        "replies": bulk_pages.picks(actor, job.action, bulk_pages.picked_of(form)),
        "left_out": LEFT_OUT.fill(n=job.left_out) if job.left_out else None,
    }
    return render(request, "desk/bulk.html", facts, status=status)


def _followed(request: HttpRequest, job: Job) -> HttpResponse:
    ended = job.state in (JobState.DONE, JobState.CANCELLED)
    rows = [
        {"row": row, "url": reverse("desk:case", args=[row.case_id]), "words": queries.result_of(job, row)}
        for row in queries.rows_of(job, failed_first=True)
    ]
    return render(request, "desk/bulk_run.html", {**_progress(job), "rows": rows, "ended": ended})


def _progress(job: Job) -> dict[str, object]:
    left = (job.starts_at - clock.now()).total_seconds() if job.starts_at else 0
    return {
        "job": job,
        "words": ACTIONS[job.action],
        "progress": queries.progress_of(job),
        "seconds": max(0, round(left)),
        "undo": job.state == JobState.WAITING,
    }


def _back(request: HttpRequest) -> str:
    """The list it came from."""
    goal = request.POST.get("ve", "")
    fits = url_has_allowed_host_and_scheme(goal, allowed_hosts=None) and goal.startswith("/can-bo/")
    return goal if fits else reverse("desk:worklist")

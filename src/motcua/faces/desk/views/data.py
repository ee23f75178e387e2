"""Data of cases: what holds them, and who wants theirs erased."""

from collections.abc import Callable
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
from motcua.base.erasure.models import Tombstone
from motcua.base.ledger import Subject
from motcua.base.ui.forms import Form
from motcua.base.ui.paging import page_of
from motcua.casework.frame import subject
from motcua.casework.queries.page import find_case
from motcua.casework.retention.models import DataRequest, Hold
from motcua.casework.retention.queries.asked import to_answer
from motcua.casework.retention.queries.due import gone_on
from motcua.casework.retention.services import asking, holding
from motcua.domain.cases.permissions import may
from motcua.faces.desk.forms.data import AnswerForm, HoldForm, ReleaseForm
from motcua.faces.desk.who import official
from motcua.kernel.errors import Denied, Fault, Invalid, NotVisible
from motcua.kernel.words import Words

METHODS = ["GET", "HEAD", "POST"]
MOST = 500
PURPOSE, ANSWERING = "Xem việc giữ, xóa dữ liệu", "Trả lời yêu cầu xóa dữ liệu"
HELD = Words("Đã giữ nguyên dữ liệu của hồ sơ.", "The data of the case is held.")
RELEASED = Words("Đã thôi giữ.", "The hold has ended.")
ANSWERED = Words("Đã trả lời người dân.", "The citizen was answered.")
CHOOSE = Words("Bạn chọn một cách trả lời.", "Please choose an answer.")
NEEDED = Words(
    "Dữ liệu còn cần để thực hiện nghĩa vụ lưu trữ hồ sơ theo pháp luật (Luật 91/2025/QH15, Luật Lưu trữ 33/2024/QH15),"
    " sẽ được xóa khi hết thời hạn.",
    "The data is still needed to keep the record as law demands (Law 91/2025/QH15, Law on Archives 33/2024/QH15); it is"
    " erased when the time is over.",
)


@requires(permissions.CASE_SEE)
@require_http_methods(METHODS)
def case_data(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET: how long the case is kept, what holds it, what was erased. POST: place a hold, or release that of `giu`.

    Why it is held, such as an inspection of a colleague, is read by who may hold it.
    """
    actor = official(request)
    case = find_case(actor, case_id)
    forms: dict[str, Form] = {"form": HoldForm(), "release": ReleaseForm()}
    status = 200
    if request.method == "POST":
        release = "giu" in request.POST
        form = ReleaseForm(request.POST) if release else HoldForm(request.POST)
        forms["release" if release else "form"] = form

        def act() -> Words:
            if release:
                holding.release_hold(
                    actor=actor, hold_id=_uuid(request.POST["giu"]), reason=form.cleaned_data["release_reason"]
                )
                return RELEASED
            holding.place_hold(actor=actor, case_id=case_id, **form.cleaned_data)
            return HELD

        done, status = _tried(request, form, act)
        if done:
            return HttpResponseRedirect(request.path)
    record_look(actor=actor, subject=subject(case), purpose=PURPOSE)
    facts = {
        "case": case,
        "holds": list(Hold.objects.filter(case=case)),
        "stones": list(Tombstone.objects.filter(subject_kind="case", subject_id=str(case.pk))),
        "gone": gone_on(case),
        "may_hold": may(actor, permissions.DATA_KEEP, case, case.resolving_path),
        "releasing": request.POST.get("giu", ""),
        **forms,
    }
    return render(request, "desk/case_data.html", facts, status=status)


@requires(permissions.DATA_KEEP)
@require_safe
def data_requests(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer, the next due first."""
    rows, pages = page_of(request, list(to_answer(official(request))[:MOST]))
    return render(request, "desk/data_requests.html", {"rows": rows, **pages})


@requires(permissions.DATA_KEEP)
@require_http_methods(METHODS)
def data_request(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """GET: what is asked, and what the law says. POST `viec`: accept (later: longer), approve, refuse."""
    actor = official(request)
    asked = asking.find_request(actor, erasure_id)
    form, status = AnswerForm(initial={"answer": str(NEEDED.vi)}), 200
    if request.method == "POST":
        form = AnswerForm(request.POST)
        act = _answers(request, form, asked)
        done, status = _tried(request, form, act)
        if done:
            return HttpResponseRedirect(reverse("desk:data_requests"))
        asked = asking.find_request(actor, erasure_id)
    about = subject(asked.case) if asked.case else Subject("person", asked.person_id)
    record_look(actor=actor, subject=about, purpose=ANSWERING)
    holds = list(Hold.objects.filter(case=asked.case_id, released_at=None))
    facts = {"asked": asked, "form": form, "holds": holds, "gone": gone_on(asked.case) if asked.case else {}}
    return render(request, "desk/data_request.html", facts, status=status)


def _answers(request: HttpRequest, form: Form, asked: DataRequest) -> Callable[[], Words]:
    actor, verb = official(request), request.POST.get("viec", "")
    common: dict[str, Any] = {"actor": actor, "request_id": asked.pk}

    def act() -> Words:
        why = form.cleaned_data["answer"]
        if verb == "accept":
            asking.accept_request(**common, why=why if asked.answered_at else "")
        elif verb == "approve":
            asking.approve_request(**common)
        elif verb == "refuse":
            asking.refuse_request(**common, why=why)
        else:
            raise Invalid({"answer": CHOOSE})
        return ANSWERED

    return act


def _tried(request: HttpRequest, form: Form, act: Callable[[], Words]) -> tuple[bool, int]:
    """Whether it was done, and the status of the page that says why not."""
    if not form.is_valid():
        return False, 422
    try:
        messages.success(request, str(act()))
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.add_fault(fault)
        return False, fault.status
    return True, 200


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotVisible from None

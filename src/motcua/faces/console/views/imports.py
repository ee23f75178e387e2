"""Decisions that approve internal processes: bring a file in, and see which processes were understood."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.base.files.fields import ScannedFileField
from motcua.base.ui.forms import Form
from motcua.domain.processes.errors import ReasonNeeded
from motcua.domain.processes.models import DecisionImport, ImportedProcess
from motcua.domain.processes.reading.files import MOST_BYTES
from motcua.domain.processes.services.importing import LONGEST_REASON, discard_import, import_decision, subject
from motcua.faces.console.forms.agencies import say
from motcua.faces.console.pages import UNREADABLE, actor_of, typed
from motcua.faces.console.views.agencies import told
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
SHOWN = 50
DISCARDED = Words("Đã bỏ quyết định này.", "The decision is discarded.")


class UploadForm(Form):
    file = ScannedFileField(
        label=say("Tệp quyết định", "File of the decision"),
        help_text=say(".docx, .md hoặc .txt, tối đa 20 MB.", ".docx, .md or .txt, at most 20 MB."),
        allow_empty_file=True,
    )


class DiscardForm(Form):
    reason = forms.CharField(
        label=say("Lý do bỏ", "Why it is discarded"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_REASON,
    )


@requires(MANAGE)
@require_http_methods(FORM)
def import_list(request: HttpRequest) -> HttpResponse:
    """What was brought in, latest first, and the form that brings one more."""
    sent = request.method == "POST"
    form, status = UploadForm(request.POST, request.FILES) if sent else UploadForm(), 200
    if sent:
        kept = _brought_in(request, form)
        if kept is not None:
            return HttpResponseRedirect(reverse("console:import", args=[kept.pk]))
        status = UNREADABLE
    known = DecisionImport.objects.prefetch_related("processes").select_related("discarded").defer("text")
    facts = {
        "form": form,
        "decisions": [_line(one) for one in known.filter(discarded=None)[:SHOWN]],
        "discarded": [_line(one) for one in known.exclude(discarded=None)[:SHOWN]],
        "may": may_citywide(actor_of(request), MANAGE),
        "crumbs": crumbs(),
    }
    return render(request, "console/imports.html", facts, status=status)


def _brought_in(request: HttpRequest, form: UploadForm) -> DecisionImport | None:
    """None with the reason on the form. Denied before anything is read."""
    check_citywide(actor_of(request), MANAGE)
    if not form.is_valid():
        return None
    upload: UploadedFile = form.cleaned_data["file"]
    try:
        content = upload.read(MOST_BYTES + 1)
        return import_decision(actor=actor_of(request), file_name=upload.name or "", content=content)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.add_error("file", str(fault.words))
        return None


@requires(MANAGE)
@require_http_methods(FORM)
def decision_page(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The processes of one decision, each with what was counted and what is left to do; or it is discarded."""
    decision = get_object_or_404(DecisionImport.objects.select_related("discarded"), pk=decision_id)
    form, status = DiscardForm(typed(request)), 200
    if request.method == "POST":
        try:
            discard_import(actor=actor_of(request), decision_id=decision.pk, reason=request.POST.get("reason", ""))
        except ReasonNeeded as fault:
            form.add_fault(fault)
            status = UNREADABLE
        else:
            messages.success(request, str(DISCARDED))
            return HttpResponseRedirect(request.path)
    facts = {
        "form": form,
        "discarded": getattr(decision, "discarded", None),
        "may": may_citywide(actor_of(request), MANAGE),
        "decision": decision,
        "lines": len(decision.lines),
        "processes": [summary(one) for one in decision.processes.select_related("procedure", "published")],
        "history": told(subject(decision.pk)),
        "crumbs": crumbs(listed=True),
    }
    return render(request, "console/import_decision.html", facts, status=status)


def summary(one: ImportedProcess) -> dict[str, Any]:
    read = one.read
    steps = read["steps"]
    asking = sum(any(doubt["asks"] for doubt in step["warnings"]) for step in steps)
    return {
        "process": one,
        "url": reverse("console:import_process", args=[one.decision_id, one.position]),
        "steps": len(steps),
        "numbered": read["numbered_steps"],
        "hours": hours_words(read["hours"]),
        "stated": hours_words(read["hours_stated"]),
        "agree": read["hours_stated"] is not None and read["hours"] == read["hours_stated"],
        "asking": asking + sum(doubt["asks"] for doubt in read["warnings"]),
    }


def hours_words(hours: float | None) -> str:
    return "–" if hours is None else f"{hours:g}".replace(".", ",")


def _line(one: DecisionImport) -> dict[str, Any]:
    processes = list(one.processes.all())
    published = sum(process.published_id is not None for process in processes)
    return {"decision": one, "count": len(processes), "published": published}


def crumbs(decision: DecisionImport | None = None, *, listed: bool = False) -> list[dict[str, str]]:
    told = [{"label": str(Words("Quy trình", "Processes")), "url": reverse("console:processes")}]
    if listed or decision:
        label = Words("Quyết định đã đọc", "Decisions read")
        told.append({"label": str(label), "url": reverse("console:imports")})
    if decision:
        told.append({"label": str(decision), "url": reverse("console:import", args=[decision.pk])})
    return told

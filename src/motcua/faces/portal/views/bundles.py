"""Linked procedures filed together: chosen once, typed once, and followed on one page."""

from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access.routes import citizen
from motcua.base.files.services.store import store
from motcua.casework.services import bundles
from motcua.domain.cases.errors import BundleNotFound
from motcua.domain.cases.models import Bundle, BundleMember, Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.cases.states import FACTS, State
from motcua.domain.catalogue.bundles import bundle_named
from motcua.domain.catalogue.queries import receivable_versions
from motcua.faces.portal import progress
from motcua.faces.portal.views.filing.applicant import ApplicantForm, known
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.faces.portal.views.filing.office import UNCHOSEN, _uuid, offices_for, option
from motcua.faces.portal.views.filing.papers import UNCHOSEN as NO_FILE
from motcua.faces.portal.views.filing.papers import NoFile, file_row
from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

SHOWN = 12
SENT = Words("Đã gửi {n} hồ sơ cùng lúc.", "{n} cases were sent together.")
SAVED = Words("Đã lưu cho tất cả hồ sơ trong nhóm.", "Saved for all of them.")


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Where to file; choosing an office begins a draft for each procedure."""
    kind = bundle_named(key)
    if kind is None:
        raise BundleNotFound
    first = receivable_versions().filter(procedure__code=kind.members[0].code).first()
    if first is None:
        raise BundleNotFound
    if request.method == "POST" and (office_id := _uuid(request.POST.get("office", ""))):
        made = bundles.start_bundle(actor=actor_of(request), key=key, office_id=office_id)
        return redirect("portal:bundle", bundle_id=made.pk)
    asked = request.GET.get("q", "").strip()[:100]
    choices = offices_for(first.pk, asked, clock.today())
    names = dict(receivable_versions().values_list("procedure__code", "name"))
    context = {
        "kind": kind,
        "members": [(names.get(one.code, one.code), one) for one in kind.members],
        "asked": asked,
        "options": [option(choice, only=len(choices) == 1) for choice in choices[:SHOWN]],
        "more": len(choices) > SHOWN,
        "error": str(UNCHOSEN) if request.method == "POST" else "",
    }
    return render(request, "portal/bundle_start.html", context, status=422 if context["error"] else 200)


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """While it is a draft: who asks, the papers, and sending. Afterwards each case with its agency and clock."""
    actor = actor_of(request)
    own = bundles.own_bundle(actor, bundle_id)
    members = bundles.members_of(own)
    if not any(one.case.legal_state is State.DRAFT for one in members):
        return render(request, "portal/bundle.html", {"bundle": own, "lines": lines_of(own, members), "sent": True})
    form = ApplicantForm(None, initial=known(request, members[0].case))
    if request.method == "POST":
        form = ApplicantForm(request.POST if request.POST.get("do") == "who" else None,
                             initial=known(request, members[0].case))  # fmt: skip
        try:
            done = act(request, own, form)
        except Fault as fault:
            if form.is_bound:
                form.is_valid()
                form.add_fault(fault)
            return drawn(request, own, members, form, fault=fault, status=fault.status)
        if done is not None:
            return redirect(reverse("portal:bundle", kwargs={"bundle_id": own.pk}) + done)
        return drawn(request, own, members, form, status=422)
    return drawn(request, own, members, form)


def act(request: HttpRequest, own: Bundle, form: ApplicantForm) -> str | None:
    """The anchor to go back to; None where the form says what is wrong. Faults pass through."""
    actor, do = actor_of(request), request.POST.get("do", "")
    if do == "who":
        if not form.is_valid():
            return None
        given = form.cleaned_data
        names = ApplicantDetails.__dataclass_fields__.keys() & given.keys()
        details = ApplicantDetails(**{name: given[name] for name in names}, person_id=actor.person_id)
        bundles.save_bundle_applicant(actor=actor, bundle_id=own.pk, details=details, summary=given["summary"],
                                      result_wanted=given["result_wanted"])  # fmt: skip
        messages.success(request, str(SAVED))
        return "#giay-to"
    if "remove" in request.POST:
        file_id = _uuid(request.POST["remove"])
        if file_id is None:
            raise BundleNotFound
        bundles.remove_from_bundle(actor=actor, bundle_id=own.pk, file_id=file_id)
        return "#giay-to"
    if "paper" in request.POST:
        files = request.FILES.getlist("file")
        if not files:
            raise NoFile({"file": NO_FILE})
        stored = [store(cast(BinaryIO, file), name=file.name or "") for file in files]
        bundles.attach_to_bundle(actor=actor, bundle_id=own.pk, key=request.POST["paper"], files=stored)
        return "#giay-to"
    bundles.submit_bundle(actor=actor, bundle_id=own.pk)
    messages.success(request, str(SENT.fill(n=own.members.count())))
    return ""


def drawn(
    request: HttpRequest,
    own: Bundle,
    members: list[BundleMember],
    form: ApplicantForm,
    *,
    fault: Fault | None = None,
    status: int = 200,
) -> HttpResponse:
    papers = [
        {
            "paper": one,
            "files": [file_row(paper_case(one, members), file) for file in one.files],
            "count": len(one.papers),
        }
        for one in bundles.shared_papers(own)
    ]
    context = {"bundle": own, "lines": lines_of(own, members), "form": form, "papers": papers, "fault": fault,
               "written": hasattr(members[0].case, "applicant"), "sent": False}  # fmt: skip
    return render(request, "portal/bundle.html", context, status=status)


def paper_case(shared: bundles.SharedPaper, members: list[BundleMember]) -> Case:
    return next(one.case for one in members if one.case_id == shared.papers[0].case_id)


def lines_of(own: Bundle, members: list[BundleMember]) -> list[dict[str, object]]:
    """Each case: what, who decides, how far, until when, and what it waits for."""
    kind = bundle_named(own.key)
    systems = {one.code: one.system for one in kind.members} if kind else {}
    return [
        {
            "case": one.case,
            "words": FACTS[one.case.legal_state].words,
            "tone": progress.tone_of(one.case.legal_state),
            "due": progress.due_of(one.case),
            "system": systems.get(one.case.procedure_version.procedure.code),
            "after": one.after if one.after and not one.after.decided_at and not one.after.ended_at else None,
        }
        for one in members
    ]

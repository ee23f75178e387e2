"""Several linked procedures filed as one: the same pages as for a single one, each filled in once for all of them."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.base.access.routes import citizen
from motcua.base.access.throttle import address_of
from motcua.base.files.models import Upload
from motcua.base.files.services.store import store
from motcua.casework.filing_rate import check_may_file
from motcua.casework.services import bundles, typed
from motcua.casework.services.uploads import drop_upload, half_sent
from motcua.domain.cases.errors import BundleNotFound
from motcua.domain.cases.models import Bundle, Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.catalogue.enums import PaperKind
from motcua.faces.portal.keeping import keeping, sheet_of
from motcua.faces.portal.views.filing import frame
from motcua.faces.portal.views.filing.applicant import ApplicantForm, known
from motcua.faces.portal.views.filing.frame import actor_of, uuid_of
from motcua.faces.portal.views.filing.papers import NoFile, file_row
from motcua.faces.portal.views.filing.review import answers
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

SENT = Words("Đã gửi {n} hồ sơ cùng lúc.", "{n} cases were sent together.")
USED = Words("Dùng cho {n} thủ tục, nộp một lần", "For {n} procedures, handed in once")


def together(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views of `(request, bundle, drafts)`; one that was sent shows its cases instead."""

    @wraps(view)
    def with_bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
        own = bundles.own_bundle(actor_of(request), bundle_id)
        drafts = bundles.drafts_of(own)
        if not drafts:
            return redirect("portal:bundle", bundle_id=own.pk)
        return view(request, own, drafts)

    return with_bundle


def way_of(own: Bundle, drafts: Sequence[Case]) -> frame.Way:
    return frame.way([case.procedure_version.name for case in drafts], "portal:bundle", bundle_id=own.pk)


@citizen
@together
def applicant(request: HttpRequest, own: Bundle, drafts: list[Case]) -> HttpResponse:
    """What is typed is kept with the first of the drafts until it is saved on all."""
    first, form = drafts[0], ApplicantForm(request.POST if request.method == "POST" else None)
    waiting = typed.kept(first, typed.APPLICANT)
    form.initial = known(request, first) | dict(waiting.texts)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(request, own, form.cleaned_data)
            except Fault as fault:
                form.add_fault(fault)
                status, waiting = fault.status, typed.kept(first, typed.APPLICANT)
            else:
                return redirect("portal:bundle-papers", bundle_id=own.pk)
    context = {
        "way": way_of(own, drafts),
        "form": form,
        "where": frame.where(frame.WHO),
        "keeping": keeping(request, first, typed.APPLICANT, waiting),
    }
    return render(request, "portal/filing/applicant.html", context, status=status)


def save(request: HttpRequest, own: Bundle, given: dict[str, str]) -> None:
    actor = actor_of(request)
    names = ApplicantDetails.__dataclass_fields__.keys() & given.keys()
    details = ApplicantDetails(**{name: given[name] for name in names}, person_id=actor.person_id)
    bundles.save_bundle_applicant(
        actor=actor,
        bundle_id=own.pk,
        details=details,
        summary=given["summary"],
        result_wanted=given["result_wanted"],
        page=sheet_of(request, typed.APPLICANT, ApplicantForm.base_fields),
    )


@citizen
@together
def attach(request: HttpRequest, own: Bundle, drafts: list[Case]) -> HttpResponse:
    wrong: dict[str, Fault] = {}
    if request.method == "POST":
        key = request.POST.get("paper", "")
        try:
            take(request, own, key)
        except Fault as fault:
            wrong[key] = fault
        else:
            return redirect(reverse("portal:bundle-papers", kwargs={"bundle_id": own.pk}) + f"#giay-{key}")
    half = halves_of(request, drafts)
    context = {
        "way": way_of(own, drafts),
        "cards": [card(one, wrong, half) for one in sorted(bundles.shared_papers(own), key=by_need)],
        "saved_at": max(case.changed_at for case in drafts),
        "where": frame.where(frame.PAPERS),
        "wrong": [{"href": f"#giay-{key}", "words": str(fault)} for key, fault in wrong.items()],
    }
    status = next((fault.status for fault in wrong.values()), 200)
    return render(request, "portal/filing/papers.html", context, status=status)


def by_need(one: bundles.SharedPaper) -> bool:
    """Papers everybody needs come first."""
    return not one.required


def take(request: HttpRequest, own: Bundle, key: str) -> None:
    """Keep the files of one paper with every draft that asks for it, or take one off again."""
    actor = actor_of(request)
    if "remove" in request.POST:
        bundles.remove_from_bundle(actor=actor, bundle_id=own.pk, file_id=known_id(request.POST["remove"]))
        return
    if "drop" in request.POST:
        drop_upload(actor=actor, upload_id=request.POST["drop"])
        return
    files = request.FILES.getlist("file")
    if not files:
        raise NoFile({"file": NoFile.sentence})
    stored = [store(cast(BinaryIO, file), name=file.name or "") for file in files]
    bundles.attach_to_bundle(actor=actor, bundle_id=own.pk, key=key, files=stored)


def known_id(text: str) -> UUID:
    found = uuid_of(text)
    if found is None:
        raise BundleNotFound
    return found


def halves_of(request: HttpRequest, drafts: Sequence[Case]) -> dict[str, list[Upload]]:
    """Files that are not whole yet, by what they are for."""
    found: dict[str, list[Upload]] = {}
    for case in drafts:
        for upload in half_sent(actor_of(request), case.pk):
            found.setdefault(upload.place.rpartition("/")[2], []).append(upload)
    return found


def card(one: bundles.SharedPaper, wrong: dict[str, Fault], half: dict[str, list[Upload]]) -> dict[str, object]:
    """What one paper's card shows; `used` names the procedures where several of them ask for it."""
    first, target = one.papers[0], f"shared:{one.key}"
    names = [paper.case.procedure_version.name for paper in one.papers]
    return {
        "paper": first,
        "required": one.required,
        "condition": PaperKind(first.requirement.kind).words if first.requirement else "",
        "used": USED.fill(n=len(names)) if len(names) > 1 else "",
        "names": names,
        "error": str(wrong[one.key]) if one.key in wrong else "",
        "files": [file_row(first.case, file) for file in one.files],
        "upload": reverse("portal:uploads", kwargs={"case_id": first.case_id}),
        "target": target,
        "half": half.get(target, []),
    }


@citizen
@together
def review(request: HttpRequest, own: Bundle, drafts: list[Case]) -> HttpResponse:
    """Everything once more; then all of them are sent, or none."""
    fault: Fault | None = None
    if request.method == "POST":
        try:
            check_may_file(actor=actor_of(request), address=address_of(request))
            sent = bundles.submit_bundle(actor=actor_of(request), bundle_id=own.pk)
        except Fault as refused:
            fault = refused
        else:
            messages.success(request, str(SENT.fill(n=sent)))
            return redirect("portal:bundle", bundle_id=own.pk)
    if not hasattr(drafts[0], "applicant"):
        return redirect("portal:bundle-applicant", bundle_id=own.pk)
    way = way_of(own, drafts)
    context = {
        "way": way,
        "offices": [(case.procedure_version.name, case.office.name) for case in drafts],
        "rows": answers(drafts[0], way.applicant),
        "papers": [
            (one.name, one.required, [file_row(one.papers[0].case, file, removable=False) for file in one.files])
            for one in bundles.shared_papers(own)
        ],
        "half": [upload for uploads in halves_of(request, drafts).values() for upload in uploads],
        "where": frame.where(frame.REVIEW),
        "wrong": [{"href": "#giay-to", "words": str(fault)}] if fault else [],
    }
    context["lacking"] = frame.lacking(context["papers"])  # type: ignore[arg-type]
    return frame.reviewed(request, context, fault)

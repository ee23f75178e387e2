"""Linked procedures filed together: begun at one place, followed on one page, thrown away together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access.routes import citizen
from motcua.casework.queries.together import together_of
from motcua.casework.services import bundles
from motcua.domain.cases.errors import BundleNotFound
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.domain.catalogue.queries.linked import linked_named
from motcua.faces.portal import drafts, lists
from motcua.faces.portal.views.filing import frame
from motcua.faces.portal.views.filing.frame import actor_of, uuid_of
from motcua.faces.portal.views.filing.office import UNCHOSEN, offices_for, option
from motcua.faces.portal.views.my_cases import DISCARD
from motcua.kernel import clock
from motcua.kernel.words import Words

SHOWN = 12
DISCARDED = Words("Đã bỏ các bản nháp.", "The drafts were discarded.")


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Where to file; choosing an office begins a draft for each procedure."""
    linked = linked_named(key)
    if linked is None:
        raise BundleNotFound
    office_id = uuid_of(request.POST.get("office", "")) if request.method == "POST" else None
    if office_id is not None:
        made = bundles.start_bundle(actor=actor_of(request), key=key, office_id=office_id)
        return redirect("portal:bundle-applicant", bundle_id=made.pk)
    asked = request.GET.get("q", "").strip()[:100]
    choices = offices_for(linked.versions[0].pk, asked, clock.today())
    context = {
        "linked": linked,
        "asked": asked,
        "options": [option(choice, only=len(choices) == 1) for choice in choices[:SHOWN]],
        "more": len(choices) > SHOWN,
        "error": str(UNCHOSEN) if request.method == "POST" else "",
        "where": frame.where(frame.WHERE),
    }
    return render(request, "portal/bundle_start.html", context, status=422 if context["error"] else 200)


@citizen
@require_safe
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """Each case with its agency, its clock and the one thing to do; unsent ones go on where they were left."""
    own = bundles.own_bundle(actor_of(request), bundle_id)
    if bundles.drafts_of(own):
        return redirect(drafts.standing_together(own).url)
    group = lists.group_row(together_of(actor_of(request), own))
    lists.in_working_time([group])
    return render(request, "portal/bundle.html", {"group": group})


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """Asks once more before the drafts are gone."""
    own = bundles.own_bundle(actor_of(request), bundle_id)
    unsent = bundles.drafts_of(own)
    if not unsent:
        raise MoveRefused(move=DISCARD, state=FACTS[State.SUBMITTED].words)
    if request.method == "POST":
        bundles.discard_bundle(actor=actor_of(request), bundle_id=own.pk)
        messages.success(request, str(DISCARDED))
        return redirect("portal:my-cases")
    context = {"names": [case.procedure_version.name for case in unsent], "url": drafts.standing_together(own).url}
    return render(request, "portal/cases/discard.html", context)

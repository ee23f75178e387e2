"""The citizen's own cases: what waits for them, results, drafts to go on with or throw away, and all others."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access.routes import citizen
from motcua.base.messages.inbox import unread_count
from motcua.casework.queries.mine import mine
from motcua.casework.services.bundles import bundle_of
from motcua.casework.services.draft import discard_draft
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.faces.portal import lists
from motcua.faces.portal.own import continue_url, own_case
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.words import Words

DISCARD = Words("Bỏ bản nháp", "Discard the draft")
DISCARDED = Words("Đã bỏ bản nháp.", "The draft was discarded.")


@citizen
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    asked, after = request.GET.get("q", "").strip()[:100], request.GET.get("sau", "")
    found = mine(actor, search=asked, after=after)
    words = {"q": asked} if asked else {}
    context = lists.shown(found) | {
        "asked": asked,
        "many": bool(asked or after or found.more),
        "next_url": f"?{urlencode(words | {'sau': found.more})}" if found.more else "",
        "first_url": f"?{urlencode(words)}" if after else "",
        "unread": unread_count(actor.account_id) if actor.account_id else 0,
    }
    return render(request, "portal/cases/list.html", context)


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Asks once more before a draft is gone."""
    case = own_case(request, case_id)
    linked = bundle_of(case)
    if linked is not None and case.legal_state is State.DRAFT:
        return redirect("portal:bundle-discard", bundle_id=linked)
    if request.method == "POST":
        discard_draft(actor=actor_of(request), case_id=case.pk)
        messages.success(request, str(DISCARDED))
        return redirect("portal:my-cases")
    if case.legal_state is not State.DRAFT:
        raise MoveRefused(move=DISCARD, state=FACTS[case.legal_state].words)
    context = {"names": [case.procedure_version.name], "office": case.office.name, "url": continue_url(case)}
    return render(request, "portal/cases/discard.html", context)

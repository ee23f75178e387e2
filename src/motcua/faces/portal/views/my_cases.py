"""The citizen's own cases: drafts to go on with or throw away, and what became of those sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access.routes import citizen
from motcua.base.messages.inbox import unread_count
from motcua.casework.queries.worklist import Row, my_cases
from motcua.casework.services.draft import discard_draft
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.faces.portal.drafts import standing_of
from motcua.faces.portal.own import continue_url, own_case
from motcua.faces.portal.progress import WAITING, due_of, tone_of
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.words import Words

DISCARD = Words("Bỏ bản nháp", "Discard the draft")
DISCARDED = Words("Đã bỏ bản nháp.", "The draft was discarded.")


@citizen
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = my_cases(actor)
    sent = [row for row in rows if row.case.legal_state is not State.DRAFT]
    drafts = [row.case for row in rows if row.case.legal_state is State.DRAFT]
    context = {
        "drafts": [{"case": draft, "standing": standing_of(draft)} for draft in drafts],
        "waiting": [shown(row) for row in sent if row.case.legal_state in WAITING],
        "sent": [shown(row) for row in sent if row.case.legal_state not in WAITING],
        "unread": unread_count(actor.account_id) if actor.account_id else 0,
    }
    return render(request, "portal/cases/list.html", context)


def shown(row: Row) -> dict[str, object]:
    """One line of the list."""
    return {
        "case": row.case,
        "facts": row.facts,
        "url": reverse("portal:my-case", kwargs={"case_id": row.case.pk}),
        "tone": tone_of(row.case.legal_state),
        "due": due_of(row.case),
    }


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Asks once more before a draft is gone."""
    case = own_case(request, case_id)
    if request.method == "POST":
        discard_draft(actor=actor_of(request), case_id=case.pk)
        messages.success(request, str(DISCARDED))
        return redirect("portal:my-cases")
    if case.legal_state is not State.DRAFT:
        raise MoveRefused(move=DISCARD, state=FACTS[case.legal_state].words)
    return render(request, "portal/cases/discard.html", {"case": case, "url": continue_url(case)})

"""Following a case without an account: by its code a little, by the receipt's secret more. Never a person's data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access.routes import public
from motcua.base.documents.models import Document
from motcua.base.documents.services import verification_token
from motcua.base.reading import relaxed
from motcua.casework import tracking
from motcua.casework.queries import public as lookup
from motcua.domain.cases.models import Case
from motcua.faces.portal.lookups import look_up, unlisted
from motcua.faces.portal.progress import public_due, public_stops, state_of, tone_of

PAPERS_TO_CHECK = ("receipt", "filing")


@public("whoever has the code may ask how far the case is")
@unlisted
@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Stage and due date. A wrong code and one that never was get the same answer."""
    asked = request.GET.get("ma", "").strip()[: lookup.CODE_LONGEST * 2]
    stage = look_up(request, lambda: relaxed(lambda: lookup.track(asked))) if asked else None
    context: dict[str, object] = {"asked": asked, "stage": stage}
    if stage is not None:
        context |= {"tone": tone_of(state_of(stage.facts)), "due": public_due(stage.facts, stage.due_at)}
    return render(request, "portal/cases/track.html", context, status=404 if asked and stage is None else 200)


@public("the receipt's QR code opens it; its secret is the key")
@unlisted
@require_safe
def track_token(request: HttpRequest, token: str) -> HttpResponse:
    """How the case goes on, for who holds the receipt."""
    progress = look_up(request, lambda: relaxed(lambda: lookup.track_by_token(token)))
    if progress is None:
        return render(request, "portal/cases/no_receipt.html", status=404)
    stage = progress.stage
    context = {
        "progress": progress,
        "stage": stage,
        "tone": tone_of(state_of(stage.facts)),
        "due": public_due(stage.facts, stage.due_at),
        "stops": public_stops(stage.facts, accepted=progress.accepted_at is not None),
        "paper": paper_to_check(token),
        "linked": [linked_row(other, secret) for other, secret in progress.linked],
    }
    return render(request, "portal/cases/track_token.html", context)


def linked_row(stage: lookup.Stage, token: str) -> dict[str, object]:
    tone, due = tone_of(state_of(stage.facts)), public_due(stage.facts, stage.due_at)
    return {"stage": stage, "token": token, "tone": tone, "due": due}


def paper_to_check(token: str) -> str:
    """The secret of the case's latest receipt, whose genuineness may be looked up; "" when there is none."""
    case_id = Case.objects.filter(tracking_digest=tracking.digest(token)).values_list("pk", flat=True).first()
    papers = Document.objects.filter(subject_kind="case", subject_id=str(case_id), kind__in=PAPERS_TO_CHECK)
    latest = papers.order_by("-created_at").first()
    return verification_token(latest) if latest else ""

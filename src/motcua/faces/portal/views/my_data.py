"""What is kept of the signed-in person and until when; one's data as a file; asking for erasure."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access.routes import citizen
from motcua.casework.looking.told import who_found
from motcua.casework.put_away import looks_away_since
from motcua.casework.retention.queries.asked import kept_of, own_data, requests_of
from motcua.casework.retention.queries.due import days_of
from motcua.casework.retention.rules import DRAFT, PERSON
from motcua.casework.retention.services.asking import ask_erasure
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

SENT = Words(
    "Đã gửi yêu cầu. Bạn nhận trả lời trong 2 ngày làm việc.", "Sent. You get an answer within 2 working days."
)


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    actor, fault = actor_of(request), None
    if request.method == "POST":
        try:
            made = ask_erasure(
                actor=actor, case_ids=[_uuid(one) for one in request.POST.getlist("ho-so")],
                account="tai-khoan" in request.POST, note=request.POST.get("ghi-chu", ""),
            )  # fmt: skip
        except (Denied, NotVisible):
            raise
        except Fault as found:
            fault = found
        else:
            messages.success(request, str(SENT))
            gone = all(one.case_id is None for one in made)
            return HttpResponseRedirect(reverse("portal:home" if gone else "portal:my-data"))
    chosen = request.POST.getlist("ho-so")
    facts = {
        "rows": [{"kept": one, "chosen": str(one.case.pk) in chosen} for one in kept_of(actor)],
        "asked": list(requests_of(actor)),
        "fault": fault,
        "note": request.POST.get("ghi-chu", ""),
        "account": "tai-khoan" in request.POST,
        "errors": [{"href": "#chon", "words": fault.words}] if fault else [],
        "person_days": days_of(PERSON),
        "draft_days": days_of(DRAFT),
        "looks": who_found(actor.person_id) if actor.person_id else [],
        "looks_away": looks_away_since(0),
    }
    return render(request, "portal/my_data.html", facts, status=fault.status if fault else 200)


@citizen
@require_safe
def my_data_file(request: HttpRequest) -> HttpResponse:
    """Everything kept of the person, as JSON to be saved."""
    told = json.dumps(own_data(actor_of(request)), ensure_ascii=False, indent=1, default=str)
    response = HttpResponse(told, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    return response


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotVisible from None

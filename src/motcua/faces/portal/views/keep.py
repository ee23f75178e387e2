"""Where a page's script keeps what is typed: answers with the time to show, never with a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from motcua.base.access.routes import citizen
from motcua.casework.services.typed import Sheet, keep, kept
from motcua.domain.cases.errors import NewerTyped
from motcua.faces.portal import keeping
from motcua.faces.portal.own import own_case
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

NEWER = Words(
    "Trang này vừa được lưu ở thẻ hoặc máy khác lúc {at}. Nội dung bạn gõ vẫn ở đây.",
    "This page was saved from another tab or device at {at}. What you typed is still here.",
)


@citizen
@require_POST
def keep_typed(request: HttpRequest, case_id: UUID, place: str) -> HttpResponse:
    """`revision` and `said`; 409 with the newer revision where another tab or device was quicker."""
    posted = request.POST.dict()
    texts = keeping.any_texts({name: str(text) for name, text in posted.items() if name != "anyway"})
    page = Sheet(place, keeping.tab_of(request.POST), keeping.revision_of(request.POST), texts)
    try:
        done = keep(actor=actor_of(request), case_id=case_id, page=page, anyway="anyway" in posted)
    except NewerTyped as fault:
        newest = kept(own_case(request, case_id), place)
        answer = {"revision": newest.revision, "said": str(NEWER.fill(**fault.facts))}
        return JsonResponse(answer, status=fault.status)
    except Fault as fault:
        return JsonResponse({"said": str(fault)}, status=fault.status)
    assert done.saved_at
    return JsonResponse({"revision": done.revision, "said": keeping.said_of(done.saved_at)})


@citizen
@require_safe
def stay(request: HttpRequest) -> HttpResponse:
    """Still here: asking for this extends the session."""
    return JsonResponse({"said": ""})

"""The procedures found at the counter while somebody types: the same piece the whole page shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import RouteDenied, requires
from motcua.faces.desk import counter
from motcua.faces.desk.who import official


@requires(permissions.CASE_RECEIVE)
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """`?seek=` words, `?office=` where; only what is taken there."""
    offices = counter.offices_for(official(request))
    if not offices:
        raise RouteDenied
    office = next((office for office in offices if str(office.pk) == request.GET.get("office")), offices[0])
    text = request.GET.get("seek", "").replace("\x00", "")[:200]
    found = counter.found_procedures(office, text) if text.strip() else None
    return render(request, "desk/parts/found_procedures.html", {"versions": found})

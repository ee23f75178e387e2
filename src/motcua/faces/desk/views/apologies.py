"""Cases that will be late: apologise for one or many of them, or say that the system shall do it by itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ui.paging import page_of
from motcua.casework.lengths import lengths_of
from motcua.casework.queries.foreseen import late_cases, own_orders
from motcua.casework.services.apology_orders import set_order
from motcua.faces.desk.forms.apology import OrderForm
from motcua.faces.desk.who import official
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

KEPT = Words("Đã lưu cho {agency}.", "Kept for {agency}.")
REASON = "Khối lượng hồ sơ tăng, cơ quan cần thêm thời gian để giải quyết đúng quy định."


@requires(permissions.CASE_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def apologies(request: HttpRequest) -> HttpResponse:
    """GET: what will be late, and the standing orders of one's agencies. POST: one agency's order (`co_quan`)."""
    actor = official(request)
    if request.method != "POST":
        return drawn(request)
    try:
        agency_id = UUID(request.POST.get("co_quan", ""))
    except ValueError:
        return drawn(request, status=422)
    form = OrderForm(request.POST, prefix=str(agency_id))
    if not form.is_valid():
        return drawn(request, {agency_id: form}, status=422)
    typed = form.cleaned_data
    try:
        order = set_order(actor=actor, agency_id=agency_id, automatic=typed["automatic"], reason=typed["reason"])
    except Fault as fault:
        form.add_fault(fault)
        return drawn(request, {agency_id: form}, status=fault.status)
    messages.success(request, str(KEPT.fill(agency=order.agency.label)))
    return HttpResponseRedirect(reverse("desk:apologies"))


def drawn(request: HttpRequest, typed: dict[UUID, OrderForm] | None = None, status: int = 200) -> HttpResponse:
    actor, given = official(request), typed or {}
    orders = [
        {
            "agency": agency,
            "order": order,
            "form": given.get(agency.pk)
            or OrderForm(
                prefix=str(agency.pk),
                initial={"automatic": order.automatic if order else False, "reason": order.reason if order else REASON},
            ),
        }
        for agency, order in own_orders(actor)
    ]
    found, pages = page_of(request, late_cases(actor))
    lengths = lengths_of((one.case, one.case.due_at) for one in found)
    rows = [{"case": one.case, "found": one.found, "length": lengths.get(one.case.pk)} for one in found]
    return render(request, "desk/apologies.html", {"rows": rows, "orders": orders, **pages}, status=status)

"""Who is away, and who looks after the desk: entered for oneself, or by the head of a unit for its people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.absences import absences_for, colleagues_of, posts_for
from motcua.casework.services.absence import end_absence, enter_absence
from motcua.faces.desk.forms.absence import AbsenceForm
from motcua.faces.desk.who import official
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

ENTERED = Words("Đã ghi lịch vắng mặt.", "Entered.")
BACK = Words("Đã kết thúc vắng mặt.", "Ended.")


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """The list with its form; what was refused comes back with everything typed."""
    form = form_of(request)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                enter_absence(actor=official(request), **form.values)
            except (Denied, NotVisible):
                raise
            except Fault as fault:
                form.add_fault(fault)
                status = fault.status
            else:
                messages.success(request, str(ENTERED))
                return HttpResponseRedirect(reverse("desk:absences"))
    rows = [
        {
            "one": one,
            "from": short_date(one.valid_from) if one.valid_from else "",
            "until": short_date(one.valid_until) if one.valid_until else "",
            "now": one.valid_from is not None and one.valid_from <= clock.today(),
        }
        for one in absences_for(official(request))
    ]
    return render(request, "desk/absences.html", {"form": form, "rows": rows}, status=status)


@requires(permissions.CASE_SEE)
@require_POST
def absence_end(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    end_absence(actor=official(request), absence_id=absence_id)
    messages.success(request, str(BACK))
    return HttpResponseRedirect(reverse("desk:absences"))


def form_of(request: HttpRequest) -> AbsenceForm:
    actor = official(request)
    posts = posts_for(actor)
    return AbsenceForm(
        request.POST if request.method == "POST" else None,
        posts=[(str(one.pk), f"{one.person.full_name}, {one.title}, {one.agency.label}") for one in posts],
        deputies=[(str(one.pk), f"{one.person.full_name}, {one.title}") for one in colleagues_of(posts)],
        initial={"first_day": short_date(clock.today())},
    )

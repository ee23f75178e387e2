"""What an agency received and decided, month by month, with the bodies it took over from."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ui.forms import Form
from motcua.casework.queries.agency_figures import MONTHS, figures_of
from motcua.faces.console.forms.agencies import day_field, shown
from motcua.faces.console.pages import UNREADABLE, actor_of
from motcua.faces.console.scope import agency_within
from motcua.faces.console.views.agencies import crumbs
from motcua.kernel import clock

A_YEAR = timedelta(days=330)


class PeriodForm(Form):
    tu = day_field("Từ tháng có ngày", "From the month of")
    den = day_field("Đến tháng có ngày", "To the month of")


@requires(permissions.DIRECTORY_MANAGE)
@require_safe
def agency_figures(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """By default the last year; `tu` and `den` are days of the first and last month."""
    actor, today = actor_of(request), clock.today()
    agency = agency_within(actor, agency_id)
    asked = "tu" in request.GET or "den" in request.GET
    form = PeriodForm(request.GET) if asked else PeriodForm(initial={"tu": shown(today - A_YEAR), "den": shown(today)})
    valid = form.is_bound and form.is_valid()
    period = (form.cleaned_data["tu"], form.cleaned_data["den"]) if valid else (today - A_YEAR, today)
    facts = {
        "agency": agency,
        "form": form,
        "figures": figures_of(agency, *period),
        "most": MONTHS,
        "crumbs": [
            *crumbs(actor, agency)[:-1],
            {"label": agency.label, "url": reverse("console:agency", args=[agency.pk])},
        ],
    }
    return render(request, "console/agency_figures.html", facts, status=UNREADABLE if asked and not valid else 200)

"""The first page of the administration."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import may_citywide
from motcua.base.access.routes import requires
from motcua.faces.console import overview
from motcua.faces.console.pages import actor_of
from motcua.faces.console.views.outages import outages_now


@requires(permissions.SETTINGS_MANAGE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Figures, what is missing, last changes."""
    actor = actor_of(request)
    facts = {
        "figures": overview.figures(actor),
        "missing": overview.missing(actor),
        "outages": outages_now(),
        "may_tell": may_citywide(actor, permissions.SETTINGS_MANAGE),
        "history": overview.last_changes(actor),
    }
    return render(request, "console/home.html", facts)

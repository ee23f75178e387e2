"""The component page: every piece of a page, every colour, size and icon, as citizens and as officials see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ui import showcase
from motcua.base.ui.tokens import tokens

FRAMES = {"dan": "ui/base_portal.html", "can-bo": "ui/base_desk.html"}


@requires(permissions.DIRECTORY_MANAGE)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """`?mat=dan` in the citizens' frame, else in the officials'. Holds nobody's data."""
    face = "dan" if request.GET.get("mat") == "dan" else "can-bo"
    facts = {
        "frame": FRAMES[face],
        "face": face,
        "pieces": showcase.shown(),
        "icons": showcase.icons(),
        "colours": list(tokens()["light"]),
        "sizes": tokens()["size"].items(),
    }
    return render(request, "console/showcase.html", facts)

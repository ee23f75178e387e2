"""Where everybody begins: say what you need, or where your case is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.access.routes import public
from motcua.faces.portal.views.procedures import event_tiles


@public("the start of everything, before anybody signs in")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"tiles": event_tiles()})

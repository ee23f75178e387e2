"""Where everybody begins: say what you need, or where your case is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.access.routes import public
from motcua.faces.portal.life_events import LIFE_EVENTS


@public("the start of everything, before anybody signs in")
def home(request: HttpRequest) -> HttpResponse:
    tiles = [{"label": event.words, "icon": event.icon, "url": f"/thu-tuc/?viec={event.slug}"} for event in LIFE_EVENTS]
    return render(request, "portal/home.html", {"tiles": tiles})

"""The officials' door: everybody goes to the first page they have a right to."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from motcua.base.access.routes import RouteDenied, public
from motcua.base.ui import nav


@public("knows nothing itself: it sends everybody to the page they have a right to")
def home(request: HttpRequest) -> HttpResponseBase:
    actor = getattr(request, "actor", None)
    if actor is None:
        return HttpResponseRedirect(f"{reverse('official_sign_in')}?next={reverse('desk:home')}")
    places = nav.shown_to(actor, request.path)
    if not places:
        raise RouteDenied
    return HttpResponseRedirect(places[0].path)

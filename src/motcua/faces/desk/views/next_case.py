"""From one case to its neighbour in the list it was opened from, without going back to the list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.page import find_case
from motcua.casework.queries.worklist import key_of, keyed, neighbour
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.faces.desk import asking
from motcua.faces.desk.asking import Listing
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

NOTHING_LEFT = Words("Bạn đã làm hết việc trong danh sách.", "You have reached the end of your list.")
NOTHING_BEFORE = Words("Đây là hồ sơ đầu danh sách.", "This is the first case of the list.")


@requires(permissions.CASE_SEE)
def next_case(request: HttpRequest) -> HttpResponse:
    """The case behind `?tu=<case>` in the list of the address, else its first; with `?huong=truoc` the one before."""
    actor = official(request)
    listing = asking.listing_of(request, actor)
    here = _here(actor, request.GET.get("tu", ""))
    key = key_of(keyed(here, listing.wanted.sorted_by)) if here else ""
    if request.GET.get("huong") == "truoc":
        found = neighbour(actor, listing.wanted, key, back=True)
        if found is None and here is not None:
            messages.info(request, str(NOTHING_BEFORE))
            return HttpResponseRedirect(listing.url(reverse("desk:case", args=[here.pk])))
    else:
        found = following(actor, listing, key, besides=here)
    return HttpResponseRedirect(place_of(request, listing, found))


def following(actor: Actor, listing: Listing, key: str, *, besides: Case | None) -> Case | None:
    """What comes behind the key, beginning anew at the end; never `besides` itself."""
    found = neighbour(actor, listing.wanted, key)
    if found is None and key:
        found = neighbour(actor, listing.wanted, "")
    return None if besides is not None and found is not None and found.pk == besides.pk else found


def place_of(request: HttpRequest, listing: Listing, found: Case | None) -> str:
    """The address of the found case in its list; the list itself, with a word, when there is none."""
    if found is None:
        messages.success(request, str(NOTHING_LEFT))
        return listing.url(reverse("desk:worklist"))
    return listing.url(reverse("desk:case", args=[found.pk]))


def _here(actor: Actor, text: str) -> Case | None:
    try:
        return find_case(actor, UUID(text))
    except (ValueError, CaseNotFound):
        return None

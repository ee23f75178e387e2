"""Where a case stands in the list it was opened from, and the ways on, back and out."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from motcua.casework.queries.worklist import standing
from motcua.domain.cases.models import Case
from motcua.faces.desk import asking
from motcua.faces.desk.asking import Listing
from motcua.kernel.actor import Actor


def carry(request: HttpRequest, listing: Listing) -> str:
    """What stands behind every address of the case: its list, "" where none is carried."""
    return f"?{listing.query}" if asking.carried(request) else ""


def steps(request: HttpRequest, actor: Actor, listing: Listing, case: Case) -> dict[str, Any]:
    """Values for the page; "3 of 80" only where a list is carried."""
    on = reverse("desk:next_case")
    carried = asking.carried(request)
    return {
        "carry": carry(request, listing),
        "standing": standing(actor, listing.wanted, case) if carried else None,
        "list_name": listing.view.name if listing.view else listing.wanted.shown_tab.words,
        "next_url": listing.url(on, tu=str(case.pk)),
        "previous_url": listing.url(on, tu=str(case.pk), huong="truoc"),
        "list_url": listing.url(reverse("desk:worklist")),
    }

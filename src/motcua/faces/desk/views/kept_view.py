"""Keeping a list under a name: its columns and their order, for oneself or for the unit; changing and deleting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.wanted import ORDERS
from motcua.faces.desk import asking, filters, views_kept
from motcua.faces.desk.asking import VIEW, Listing
from motcua.faces.desk.columns import COLUMNS, known
from motcua.faces.desk.models import SavedView
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Fault, Invalid
from motcua.kernel.words import Words

KEPT = Words("Đã lưu mục “{name}”.", "The view “{name}” is kept.")
DROPPED = Words("Đã xoá mục “{name}”.", "The view “{name}” is deleted.")


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def view_new(request: HttpRequest) -> HttpResponse:
    """The list of the address under a name of its own."""
    actor = official(request)
    listing = asking.listing_of(request, actor)
    return save(request, actor, listing, None) if request.method == "POST" else draw(request, actor, listing, None)


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def view_edit(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Rename, other columns, what the list now asks for, the first of the day, or delete."""
    actor = official(request)
    view = views_kept.find(actor, str(view_id))
    if view is None:
        raise views_kept.ViewNotFound
    listing = asking.listing_of(request, actor, of=view)
    if request.method != "POST":
        return draw(request, actor, listing, view)
    if "drop" in request.POST:
        views_kept.drop(actor=actor, view=view)
        messages.success(request, str(DROPPED.fill(name=view.name)))
        return HttpResponseRedirect(reverse("desk:worklist") + "?muc=mine")
    return save(request, actor, listing, view)


def save(request: HttpRequest, actor: Actor, listing: Listing, view: SavedView | None) -> HttpResponse:
    """Keep what was typed. For a unit's view of somebody else only "open with it" is one's own matter."""
    changeable = view is None or views_kept.may_change(actor, view)
    try:
        if changeable:
            view = views_kept.keep(
                actor=actor,
                view=view,
                agency_id=agency_of(request.POST.get("agency", "")),
                name=request.POST.get("name", "").replace("\x00", "")[:40],
                asked=asking.told(listing.wanted),
                columns=chosen(request),
            )
    except Fault as fault:
        return draw(request, actor, listing, view, fault=fault)
    assert view is not None
    if "first" in request.POST:
        views_kept.open_first(actor=actor, view=view)
    elif views_kept.is_first(actor, view):
        views_kept.open_first(actor=actor, view=None)
    messages.success(request, str(KEPT.fill(name=view.name)))
    return HttpResponseRedirect(f"{reverse('desk:worklist')}?{VIEW}={view.pk}")


def agency_of(text: str) -> UUID | None:
    """The unit to share with; None for oneself. Denied for what is no unit."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Denied from error


def chosen(request: HttpRequest) -> list[str]:
    """The ticked columns by the number typed beside them."""
    ticked = [key for key in COLUMNS if f"column_{key}" in request.POST]
    return [column.key for column in known(sorted(ticked, key=lambda key: place_of(request, key)))]


def place_of(request: HttpRequest, key: str) -> int:
    text = request.POST.get(f"place_{key}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else len(COLUMNS)


def draw(
    request: HttpRequest, actor: Actor, listing: Listing, view: SavedView | None, *, fault: Fault | None = None
) -> HttpResponse:
    typed = request.method == "POST"
    shown = chosen(request) if typed else [column.key for column in listing.columns]
    facts: dict[str, Any] = {
        "listing": listing,
        "view": view,
        "changeable": view is None or views_kept.may_change(actor, view),
        "name": request.POST.get("name", "") if typed else view.name if view else "",
        "agency": request.POST.get("agency", "") if typed else str(view.agency_id or "") if view else "",
        "agencies": views_kept.shares_at(actor),
        "columns": [*((column, place) for place, column in enumerate(known(shown), start=1)),
                    *((column, 0) for key, column in COLUMNS.items() if key not in shown and key != "case")],
        "first": "first" in request.POST if typed else bool(view and views_kept.is_first(actor, view)),
        "tab": listing.wanted.shown_tab.words,
        "order": ORDERS[listing.wanted.sorted_by.key].words,
        "chips": filters.chips(listing),
        "action": listing.url(request.path),
        "back": listing.url(reverse("desk:worklist")),
        "fault": fault,
        "errors": [{"id": "id_name", "text": str(words)} for words in fault.fields.values()]
        if isinstance(fault, Invalid) else [],
    }  # fmt: skip
    return render(request, "desk/view.html", facts, status=fault.status if fault else 200)

"""Where everybody begins: say what you need, or where your case is; whoever is signed in sees their own first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.access.routes import public
from motcua.casework.queries.lines import BEHIND
from motcua.casework.queries.mine import mine
from motcua.faces.portal import lists
from motcua.faces.portal.views.procedures import event_tiles
from motcua.kernel.actor import Actor

FEW = 3


@public("the start of everything, before anybody signs in")
def home(request: HttpRequest) -> HttpResponse:
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    own = few(actor) if actor is not None and actor.kind == "citizen" else {}
    return render(request, "portal/home.html", {"tiles": event_tiles()} | own)


def few(actor: Actor) -> dict[str, object]:
    """The three of a person's cases that matter most: what waits, results, drafts, then those under way."""
    found = mine(actor, page=FEW, most=FEW)
    groups = [one for one in found.together if not one.is_behind][:FEW]
    few = FEW - len(groups)
    sent = [*found.waiting, *found.ready][:few]
    drafts = list(found.drafts)[: few - len(sent)]
    under_way = [line for line in found.others if line.case.legal_state not in BEHIND][: few - len(sent) - len(drafts)]
    grouped = [lists.group_row(one) for one in groups]
    rows = [lists.line_row(line) for line in [*sent, *under_way]]
    lists.in_working_time([*grouped, *rows])
    return {
        "own_groups": grouped,
        "own_rows": rows,
        "own_drafts": [lists.draft_row(draft) for draft in drafts],
    }

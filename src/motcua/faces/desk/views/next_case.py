"""From one case to the next of one's own, without going back to the list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.page import find_case
from motcua.casework.queries.worklist import MINE, key_of, worklist
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.faces.desk.who import official
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

NOTHING_LEFT = Words("Bạn đã làm hết việc trong danh sách.", "You have reached the end of your list.")


@requires(permissions.CASE_SEE)
def next_case(request: HttpRequest) -> HttpResponse:
    """The case behind `?tu=<case>` in one's own list, else the first; the list itself when there is none."""
    actor = official(request)
    here = _here(actor, request.GET.get("tu", ""))
    found = following(actor, here)
    if found is None:
        messages.success(request, str(NOTHING_LEFT))
        return HttpResponseRedirect(reverse("desk:worklist"))
    return HttpResponseRedirect(reverse("desk:case", args=[found.pk]))


def following(actor: Actor, here: Case | None) -> Case | None:
    """What comes behind `here` by due time, beginning anew at the end; never `here` itself."""
    behind = worklist(actor, tab=MINE.key, after=key_of(here)).rows if here else ()
    for row in [*behind, *worklist(actor, tab=MINE.key).rows]:
        if here is None or row.case.pk != here.pk:
            return row.case
    return None


def _here(actor: Actor, text: str) -> Case | None:
    try:
        return find_case(actor, UUID(text))
    except (ValueError, CaseNotFound):
        return None

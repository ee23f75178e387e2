"""GET /cases: an official's worklist, or a citizen's own cases."""

from typing import Annotated, Literal

from django.http import HttpRequest
from pydantic import Field

from motcua.base.access import permissions
from motcua.casework.looking.lists import note_list
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import my_cases, worklist
from motcua.faces.api.auth import actor_of
from motcua.faces.api.cursors import sealed, unsealed
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.cases import CaseLine, CaseList
from motcua.faces.api.schemas.catalogue import Cursor
from motcua.kernel.errors import Denied

Tab = Literal["mine", "unit", "below", "waiting", "ready", "all"]


@token_router.get("/cases", response=CaseList, summary="List cases", tags=["cases"], openapi_extra=guarded(422))
def list_cases(
    request: HttpRequest,
    tab: Tab = "mine",
    search: Annotated[str, Field(max_length=100)] = "",
    after: Cursor = "",
) -> CaseList:
    """Officials: fifty by due time, `search` looks in every tab. Citizens: their latest fifty."""
    actor, key = actor_of(request), unsealed(after)
    if actor.kind == "citizen":
        return CaseList(items=[CaseLine.of(row) for row in my_cases(actor)], next=None)
    if not actor.may(permissions.CASE_SEE):
        raise Denied
    wanted = Wanted(tab=tab, search=search)
    page = worklist(actor, wanted, after=key)
    note_list(actor, wanted, (row.case.pk for row in page.rows))
    return CaseList(items=[CaseLine.of(row) for row in page.rows], next=sealed(page.more))

"""GET /requests: what other agencies ask of one's own, and what one's own has asked."""

from typing import Literal

from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.casework.queries import requests as found
from motcua.faces.api.auth import actor_of
from motcua.faces.api.cursors import sealed, unsealed
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.catalogue import Cursor
from motcua.faces.api.schemas.requests import RequestsTold
from motcua.kernel.errors import Denied

TABS = {"incoming": found.INCOMING, "outgoing": found.OUTGOING, "ended": found.ENDED}


@token_router.get(
    "/requests",
    response=RequestsTold,
    summary="List requests between agencies",
    tags=["requests"],
    openapi_extra=guarded(422),
)
def list_requests(
    request: HttpRequest,
    tab: Literal["incoming", "outgoing", "ended"] = "incoming",
    due: Literal["", "late", "near", "ontime"] = "",
    kind: Literal["", "opinion", "question"] = "",
    holder: Literal["", "mine", "none"] = "",
    after: Cursor = "",
) -> RequestsTold:
    """Fifty by due time."""
    actor, key = actor_of(request), unsealed(after)
    if not actor.may(permissions.CASE_SEE):
        raise Denied
    listed = found.request_list(actor, TABS[tab], due=due, kind=kind, holder=holder, after=key)
    return RequestsTold.of(listed, sealed(listed.more))

"""GET /delegations: the register of one's agencies, and how much of the procedures is delegated."""

from typing import Literal

from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.casework.queries.delegations import delegations_below, register, shares_on, told
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.delegations import DelegationRegister
from motcua.kernel import clock
from motcua.kernel.errors import Denied


@token_router.get(
    "/delegations",
    response=DelegationRegister,
    by_alias=True,
    summary="Read the register of delegations",
    tags=["directory"],
    openapi_extra=guarded(422),
)
def list_delegations(
    request: HttpRequest, state: Literal["", "holding", "coming", "over", "revoked"] = ""
) -> DelegationRegister:
    """For who manages accounts: every delegation given by their agencies and below, by agency."""
    actor = actor_of(request)
    paths = actor.paths(permissions.ACCOUNTS_MANAGE)
    if not paths:
        raise Denied
    rows = register(delegations_below(paths), clock.today())
    kept = [row for row in rows if state in ("", row.state)]
    return DelegationRegister.model_validate(told(kept, shares_on(clock.today())))

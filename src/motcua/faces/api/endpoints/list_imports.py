"""GET /process-imports: decisions that were read, latest first."""

from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.domain.processes.models import DecisionImport
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.processes import ImportList, ImportTold
from motcua.kernel.errors import Denied

SHOWN = 50


@token_router.get(
    "/process-imports",
    response=ImportList,
    summary="List decisions that were read",
    tags=["processes"],
    openapi_extra=guarded(422),
)
def list_imports(request: HttpRequest, discarded: bool = False) -> ImportList:
    """For administrators: the last fifty being worked on, or those discarded."""
    if not actor_of(request).may(permissions.SETTINGS_MANAGE):
        raise Denied
    known = DecisionImport.objects.select_related("discarded").defer("text").filter(discarded__isnull=not discarded)
    return ImportList(items=[ImportTold.of(one) for one in known[:SHOWN]])

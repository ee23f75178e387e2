"""POST /bundles: file linked procedures together."""

from django.http import HttpRequest
from ninja import Status

from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.filing_together import file_together_for
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.bundles import BundleGiven, BundleTold


@token_router.post(
    "/bundles",
    response={201: BundleTold},
    summary="File linked procedures together",
    tags=["filing"],
    openapi_extra=acting(201, 404),
)
@idempotent
def file_bundle(request: HttpRequest, filing: BundleGiven) -> Status[BundleTold]:
    """All of them are filed, or none. A paper sent once goes to every procedure that asks for one of that name.

    A citizen's token files online in their own name; an official's at the counter of their agency, where the first
    case then waits for acceptance; those that need its result wait for that.
    """
    return Status(201, BundleTold.of(file_together_for(actor_of(request), filing)))

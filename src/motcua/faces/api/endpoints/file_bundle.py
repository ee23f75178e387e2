"""POST /bundles: file linked procedures together."""

from django.http import HttpRequest, HttpResponse
from ninja import Status

from motcua.base.access.throttle import address_of
from motcua.casework.filing_rate import check_may_file
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
def file_bundle(request: HttpRequest, filing: BundleGiven) -> HttpResponse:
    """All of them are filed, or none. A paper sent once goes to every procedure that asks for one of that name.

    A citizen's token files online in their own name; an official's at the counter of their agency, where the first
    case then waits for acceptance; those that need its result wait for that.
    """
    check_may_file(actor=actor_of(request), address=address_of(request))
    return file_once(request, filing)


@idempotent
def file_once(request: HttpRequest, filing: BundleGiven) -> Status[BundleTold]:
    return Status(201, BundleTold.of(file_together_for(actor_of(request), filing)))

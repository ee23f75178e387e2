"""GET /bundles/{bundle_id}: linked cases of one filing."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework.queries.together import find_together
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.bundles import BundleTold


@token_router.get(
    "/bundles/{bundle_id}",
    response=BundleTold,
    summary="Read linked cases of one filing",
    tags=["cases"],
    openapi_extra=guarded(404, 422),
)
def read_bundle(request: HttpRequest, bundle_id: UUID) -> BundleTold:
    """Where each case stands and which one it waits for; only those that this reader may see."""
    return BundleTold.of(find_together(actor_of(request), bundle_id))

"""POST /process-imports/{import_id}/discard: nobody works on a decision any more."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from motcua.domain.processes.models import DecisionImport
from motcua.domain.processes.services.importing import discard_import as discard
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.processes import ImportDiscard, ImportTold


@token_router.post(
    "/process-imports/{import_id}/discard",
    response={200: ImportTold},
    summary="Discard a decision that was read",
    tags=["processes"],
    openapi_extra=acting(200, 404),
)
@idempotent
def discard_import(request: HttpRequest, import_id: UUID, body: ImportDiscard) -> Status[ImportTold]:
    """For the city's administrator, with the reason. What was published from it stays; the same file brings it back."""
    discard(actor=actor_of(request), decision_id=import_id, reason=body.reason)
    kept = DecisionImport.objects.select_related("discarded").get(pk=import_id)
    return Status(200, ImportTold.of(kept))

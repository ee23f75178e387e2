"""POST /bulk: one act on up to 500 cases."""

from django.http import HttpRequest
from ninja import Status

from motcua.casework.bulk.services.ordering import confirm_job, draft_job
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.bulk import BulkJob, BulkOrder


@token_router.post(
    "/bulk", response={202: BulkJob}, summary="Order one act on many cases", tags=["bulk"], openapi_extra=acting(202)
)
@idempotent
def order_bulk(request: HttpRequest, order: BulkOrder) -> Status[BulkJob]:
    """Rows that are not possible have failed already, with their reason; the others are done after `starts_at`."""
    actor = actor_of(request)
    ids = [one.case for one in order.cases]
    job = draft_job(actor=actor, order=order.order, case_ids=ids, expected=order.expected)
    return Status(202, BulkJob.of(confirm_job(actor=actor, job_id=job.pk)))

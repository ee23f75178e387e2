"""GET /bulk/{job_id}: how far a job is, and what came of each case."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework.bulk.errors import BulkNotFound
from motcua.casework.bulk.models import JobState
from motcua.casework.bulk.queries import job_of
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.bulk import BulkJob


@token_router.get(
    "/bulk/{job_id}", response=BulkJob, summary="Read a bulk job", tags=["bulk"], openapi_extra=guarded(404, 422)
)
def read_bulk(request: HttpRequest, job_id: UUID) -> BulkJob:
    """One's own jobs only."""
    job = job_of(actor_of(request), job_id)
    if job.state == JobState.DRAFT:
        raise BulkNotFound
    return BulkJob.of(job)

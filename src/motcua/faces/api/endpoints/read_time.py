"""GET /cases/{case_id}/time: the clock of a case, with its owners."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework.clockwork import clock_of
from motcua.casework.queries.page import find_case
from motcua.domain.cases.errors import CaseNotFound
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.looking import note_look
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.time import CaseTime


@token_router.get(
    "/cases/{case_id}/time",
    response=CaseTime,
    summary="Read the time of a case",
    tags=["cases"],
    openapi_extra=guarded(404, 422),
)
def read_time(request: HttpRequest, case_id: UUID) -> CaseTime:
    """Intervals from the filing to now without gap, whom the case waited for, and how long each step took."""
    actor = actor_of(request)
    case = find_case(actor, case_id)
    if case.submitted_at is None:
        raise CaseNotFound
    note_look(actor, case, "Xem thời gian của hồ sơ qua API")
    return CaseTime.of(clock_of(case), persons=actor.kind != "citizen")

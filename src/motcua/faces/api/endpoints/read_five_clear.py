"""GET /cases/{case_id}/five-clear: who does what, how, who answers, with what result."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework import stops
from motcua.casework.queries.five_clear import panel_of
from motcua.casework.queries.page import case_page
from motcua.domain.cases import policies
from motcua.domain.cases.errors import CaseNotFound
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.looking import note_look
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.people import ClearTold, FiveClear


@token_router.get(
    "/cases/{case_id}/five-clear",
    response=FiveClear,
    summary="Read who does what on a case",
    tags=["cases"],
    openapi_extra=guarded(404, 422),
)
def read_five_clear(request: HttpRequest, case_id: UUID) -> FiveClear:
    """Every task there was, in order, then the steps to come with the unit, the likely person and the planned time."""
    actor = actor_of(request)
    page = case_page(actor, case_id)
    if page.case.submitted_at is None:
        raise CaseNotFound
    note_look(actor, page.case, "Xem 5 rõ của hồ sơ qua API")
    coming = {key for key, mark in stops.marks_of(page).items() if mark == "next"}
    lines = panel_of(page.case, page.tasks, coming if policies.is_open(page.case) else (), timed=page.timed)
    persons = actor.kind != "citizen"
    return FiveClear(steps=[ClearTold.of(one, persons=persons) for one in lines])

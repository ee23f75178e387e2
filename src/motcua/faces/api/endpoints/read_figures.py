"""GET /agencies/{identifier}/figures: what an agency received and decided, with the bodies it took over from."""

from datetime import timedelta

from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.casework.queries.agency_figures import figures_json, figures_of
from motcua.domain.directory.models import Agency
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.days import Day
from motcua.faces.api.schemas.figures import AgencyFigures
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible

A_YEAR = timedelta(days=330)
SEEING = (permissions.CASE_SEE, permissions.DIRECTORY_MANAGE)


@token_router.get(
    "/agencies/{identifier}/figures",
    response=AgencyFigures,
    summary="Read what an agency received and decided",
    tags=["directory"],
    openapi_extra=guarded(404, 422),
)
def read_figures(
    request: HttpRequest, identifier: str, first: Day | None = None, last: Day | None = None
) -> AgencyFigures:
    """For who sees its cases or administers it: months from that of `first` to that of `last`, by default a year.

    Bodies that went wholly to the agency count with it; those that were parted stand beside it, with their successors.
    """
    actor = actor_of(request)
    agency = Agency.objects.filter(identifier=identifier).order_by("valid").last()
    if agency is None or not any(actor.may(permission, agency.path) for permission in SEEING):
        raise NotVisible
    until = last or clock.today()
    return AgencyFigures.model_validate(figures_json(figures_of(agency, first or until - A_YEAR, until)))

"""GET /procedures/{code}/impact: what publishing a version would touch."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query

from motcua.casework.version_impact import impact_json, impact_of
from motcua.domain.catalogue.errors import ProcedureNotFound
from motcua.domain.catalogue.permissions import check_may_publish
from motcua.domain.catalogue.queries.texts import compared_with, versions_of
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.days import Day
from motcua.faces.api.schemas.impact import VersionImpact
from motcua.kernel import clock

NumberAsked = Annotated[int | None, Query(ge=1, le=100_000)]


@token_router.get(
    "/procedures/{code}/impact",
    response=VersionImpact,
    summary="Read what a version touches",
    tags=["catalogue"],
    openapi_extra=guarded(404, 422),
)
def read_impact(
    request: HttpRequest,
    code: str,
    version: NumberAsked = None,
    effective_from: Day | None = None,
) -> VersionImpact:
    """For whoever may publish: the report that is read before a version is published.

    `version` is its number, by default the newest, drafts too; `effective_from` the day from which it would be in
    force, by default its own or today.
    """
    check_may_publish(actor_of(request))
    versions = versions_of(code, drafts=True)
    new = next((one for one in versions if version in (None, one.number)), None)
    if new is None:
        raise ProcedureNotFound(code=code)
    since = effective_from or new.effective_from or clock.today()
    return VersionImpact.model_validate(impact_json(impact_of(new, compared_with(versions, new), since)))

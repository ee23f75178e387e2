"""GET /track/{code}: where a case stands."""

from django.http import HttpRequest

from motcua.base.access import throttle
from motcua.base.reading import relaxed
from motcua.casework.queries.public import track_beside
from motcua.domain.cases.errors import CaseNotFound
from motcua.faces.api.described import reading
from motcua.faces.api.limits import TRACKING, check, check_misses, count_miss
from motcua.faces.api.routers import open_router
from motcua.faces.api.schemas.catalogue import Tracked
from motcua.faces.api.schemas.common import bilingual


@open_router.get(
    "/track/{code}",
    response=Tracked,
    summary="Track a case by its code",
    tags=["tracking"],
    openapi_extra=reading(404, 429),
)
def track_case(request: HttpRequest, code: str) -> Tracked:
    """Stage and due moment by case code or filing number. Twenty wrong codes in ten minutes, then wait."""
    address = throttle.address_of(request)
    key = throttle.key_for(TRACKING.purpose, address)
    try:
        stage, misses = relaxed(lambda: track_beside(code, key, TRACKING.tries))
    except CaseNotFound:
        check_misses(TRACKING, address)
        count_miss(TRACKING, address)
        raise
    check(misses)
    return Tracked(code=stage.code, stage=bilingual(stage.facts.words), due_at=stage.due_at,
                   first_due_at=stage.first_due_at)  # fmt: skip

"""GET /track/{code}: where a case stands."""

from django.http import HttpRequest

from motcua.base.access import throttle
from motcua.base.reading import relaxed
from motcua.casework.queries.public import track
from motcua.domain.cases.errors import CaseNotFound
from motcua.faces.api.described import reading
from motcua.faces.api.limits import TRACKING, check_misses, count_miss
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
    check_misses(TRACKING, address)
    try:
        stage = relaxed(lambda: track(code, length=False))
    except CaseNotFound:
        count_miss(TRACKING, address)
        raise
    return Tracked(code=stage.code, stage=bilingual(stage.facts.words), due_at=stage.due_at,
                   first_due_at=stage.first_due_at)  # fmt: skip

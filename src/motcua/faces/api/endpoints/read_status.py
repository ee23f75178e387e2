"""GET /status: what works now."""

from django.http import HttpRequest

from motcua.base.outages import kept
from motcua.faces.api.described import reading
from motcua.faces.api.routers import open_router
from motcua.faces.api.schemas.status import StatusTold
from motcua.kernel import clock


@open_router.get("/status", response=StatusTold, summary="What works now", tags=["status"], openapi_extra=reading())
def read_status(request: HttpRequest) -> StatusTold:
    """Services, outages told, availability measured from outside. Also while the database is away, as told last."""
    snapshot, away = kept.current()
    return StatusTold.of(snapshot, clock.now(), away=away)

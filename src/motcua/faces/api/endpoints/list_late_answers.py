"""GET /late-answers: how online filings were answered in a time, and which were late."""

from datetime import timedelta

from django.http import HttpRequest

from motcua.casework.queries.late_answers import late_answers
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.days import Day
from motcua.faces.api.schemas.late_answers import LateAnswers
from motcua.kernel import clock
from motcua.kernel.errors import Denied


@token_router.get(
    "/late-answers",
    response=LateAnswers,
    summary="Report the answers to online filings",
    tags=["cases"],
    openapi_extra=guarded(422),
)
def list_late_answers(request: HttpRequest, first: Day | None = None, last: Day | None = None) -> LateAnswers:
    """Of what was filed with one's agencies and those below, by day of filing; the last 30 days by default."""
    actor = actor_of(request)
    if actor.kind != "official":
        raise Denied
    until = last or clock.today()
    return LateAnswers.of(late_answers(actor, first or until - timedelta(days=30), until))

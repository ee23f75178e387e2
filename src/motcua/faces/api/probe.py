"""POST /probe-rounds: a probe of this city sends what it found. Not of the published interface: it has its own key."""

import hmac
import json
from typing import Annotated

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from motcua.base.access.routes import bearer_of
from motcua.base.outages.availability import Round
from motcua.base.outages.enums import JOURNEYS
from motcua.base.outages.errors import BadRounds
from motcua.base.outages.keys import probe_token
from motcua.base.outages.services.measuring import receive
from motcua.faces.api.errors import NoToken
from motcua.faces.api.schemas.common import FIRST_YEAR, LAST_YEAR

MOST = 500
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]


class SentRound(BaseModel):
    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime
    every: Annotated[int, Field(ge=1, le=86400)]
    failed: list[str]
    slowest_ms: Annotated[int, Field(ge=0, le=3_600_000)] = 0


class Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    probe: Name
    rounds: Annotated[list[SentRound], Field(max_length=MOST)]

    def read(self) -> list[Round]:
        """BadRounds for a journey nobody plays, or a moment out of all calendars."""
        found = []
        for one in self.rounds:
            if not set(one.failed) <= set(JOURNEYS) or not FIRST_YEAR <= one.at.year <= LAST_YEAR:
                raise BadRounds
            at = one.at.replace(microsecond=0)
            found.append(Round(at, self.probe, one.every, frozenset(one.failed), one.slowest_ms))
        return found


def probe_rounds(request: HttpRequest) -> HttpResponseBase:
    """NoToken without the key of this city's probes, BadRounds for what is no finding."""
    if not hmac.compare_digest(bearer_of(request).encode(), probe_token().encode()):
        raise NoToken
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        rounds = Sent.model_validate(json.loads(request.body.decode())).read()
    except (ValueError, ValidationError, RecursionError):
        raise BadRounds from None
    return JsonResponse({"taken": receive(rounds)})

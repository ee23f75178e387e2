"""Addresses for machines that watch the house: nothing personal, no session, never slowed."""

import hmac

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from motcua.base.access.routes import public
from motcua.kernel.database import city
from motcua.ops.watching import counting
from motcua.ops.watching.keys import metrics_tokens
from motcua.ops.watching.readiness import OK, examine
from motcua.ops.watching.readings import Readings

NOT_KEPT = {"Cache-Control": "no-store"}


@public("a proxy asks whether this process lives before anybody can sign in; it says one word")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else, so that a database that is away does not get every process restarted."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=NOT_KEPT)


@public("a proxy asks whether to send visitors here before anybody can sign in; it tells codes alone")
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when visitors may come, 503 when not; whose process it is and the code of each thing needed either way."""
    found = examine()
    ready = all(code == OK for code in found.values())
    told = {"ready": ready, "jurisdiction": city().upper(), "checks": found}
    return JsonResponse(told, status=200 if ready else 503, headers=NOT_KEPT)


@public("a watching machine has no session; without the token of the city nothing is here")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus, for who sends the token; for everybody else there is no such address."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not any(hmac.compare_digest(sent, token.encode()) for token in metrics_tokens()):
        return HttpResponse(status=404, headers=NOT_KEPT)
    return HttpResponse(counting.text(Readings()), content_type=CONTENT_TYPE_LATEST, headers=NOT_KEPT)

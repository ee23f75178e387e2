"""Every refusal as one shape: RFC 9457 `application/problem+json` with our code and both languages."""

import json
import logging
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from procrastinate.exceptions import ConnectorException

from motcua.base.ui.errors import AWAY, freshen
from motcua.faces.api import errors
from motcua.faces.api.wrongs import wrongs_of
from motcua.kernel.errors import Conflict, Fault, Invalid, NotVisible, Unavailable
from motcua.kernel.words import Words

log = logging.getLogger("motcua.api")

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:motcua:problem:"
WAIT_SECONDS = 60
CHALLENGE = 'Bearer realm="motcua"'

KNOWN: tuple[tuple[type[Exception], type[Fault]], ...] = (
    (Http404, NotVisible),
    (PermissionDenied, errors.Forbidden),
    (RequestDataTooBig, errors.BodyTooLarge),
    (SuspiciousOperation, errors.Unreadable),
    (MultiPartParserError, errors.Unreadable),
    (UnreadablePostError, errors.Unreadable),
    (DataError, Invalid),
    (IntegrityError, Conflict),
    (OperationalError, Unavailable),
    (InterfaceError, Unavailable),
    (ConnectorException, Unavailable),
)
LOGGED = (DataError, IntegrityError, *AWAY)


def problem(fault: Fault) -> HttpResponse:
    """The answer to a fault."""
    response = HttpResponse(
        json.dumps(facts_of(fault), ensure_ascii=False), status=fault.status, content_type=MEDIA_TYPE
    )
    if fault.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = CHALLENGE
    if isinstance(fault, errors.MethodNotAllowed):
        response.headers["Allow"] = str(fault.facts["allowed"])
    if fault.temporary:
        response.headers["Retry-After"] = str(wait_of(fault))
    return response


def facts_of(fault: Fault) -> dict[str, Any]:
    """The members of the problem; `errors` for wrong fields, `facts` where the fault has some."""
    words = fault.words
    told: dict[str, Any] = {
        "type": f"{TYPE}{fault.code}",
        "title": HTTPStatus(fault.status).phrase,
        "status": fault.status,
        "code": fault.code,
        "detail": words.vi,
        "detail_en": words.en,
    }
    if isinstance(fault, Invalid) and fault.fields:
        told["errors"] = {field: [said._asdict()] for field, said in fault.fields.items()}
    if fault.facts:
        told["facts"] = shown(fault.facts)
    return told


def shown(facts: Mapping[str, object]) -> dict[str, Any]:
    """Facts as JSON: words in both languages, moments as ISO texts."""
    return {name: _shown(fact) for name, fact in facts.items()}


def _shown(fact: object) -> Any:
    if isinstance(fact, Words):
        return {"vi": fact.vi, "en": fact.en}
    if isinstance(fact, datetime | date):
        return fact.isoformat()
    if isinstance(fact, bool | int | float | str) or fact is None:
        return fact
    return int(fact) if isinstance(fact, Decimal) and fact == int(fact) else str(fact)


def wait_of(fault: Fault) -> int:
    """Seconds after which trying again may help."""
    if isinstance(fault, errors.KeyInProgress):
        return 1
    seconds = fault.facts.get("seconds", WAIT_SECONDS)
    return seconds if isinstance(seconds, int) else WAIT_SECONDS


def fault_behind(exception: Exception) -> Fault:
    """What a person is told of any exception. What we cannot explain is logged whole and told as a failure."""
    if isinstance(exception, Fault):
        return exception
    if isinstance(exception, ValidationError):
        return errors.WrongInput(wrongs_of(exception.errors))
    if isinstance(exception, HttpError):
        cause = exception.__cause__
        return cause if isinstance(cause, Fault) else errors.Unreadable()
    for kind, fault in KNOWN:
        if isinstance(exception, kind):
            if isinstance(exception, LOGGED):
                log.error("%s became %s: %s", type(exception).__name__, fault.code, exception)
            if isinstance(exception, AWAY):
                freshen()
            return fault()
    log.error("a request failed", exc_info=exception)
    return errors.Failed()


def handle(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(exception, Exception)
    return problem(fault_behind(exception))


def install(api: NinjaAPI) -> None:
    """Every exception of an endpoint becomes a problem."""
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, handle)

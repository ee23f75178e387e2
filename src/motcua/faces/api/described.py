"""What an endpoint says of itself beyond its types: refusals, headers, the idempotency key."""

from http import HTTPStatus
from typing import Any

from motcua.faces.api.problems import MEDIA_TYPE

ALWAYS = (400, 500, 503)
GUARDED = (401, 403, 429)
ACTING = (409, 413, 415, 422)

WHY = {
    400: "The request could not be read, or lacks the idempotency key.",
    401: "No valid token.",
    403: "The token's account may not do this.",
    404: "It does not exist, or belongs to another agency.",
    409: "Something else was first: the case has changed, the move is not possible, or the key was used before.",
    413: "The request is larger than allowed.",
    415: "Not of the media type this address takes.",
    422: "A field is wrong; `errors` names each.",
    429: "Too many requests; Retry-After says how long to wait.",
    500: "A mistake of ours.",
    503: "Busy; Retry-After says how long to wait.",
}
PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
RETRY_AFTER = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}

KEY_PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "Chosen by the client, new for every act; repeat it when repeating a request.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
MATCH_PARAMETER = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag of the case as last read, instead of `expected`.",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,9}"$'},
}
ETAG = {"ETag": {"schema": {"type": "string"}, "description": "The case's version in quotes."}}
REPLAYED = {
    "Idempotent-Replayed": {
        "schema": {"type": "string", "const": "true"},
        "description": "There when this answer was given before and nothing was done now.",
    }
}


def reading(*statuses: int) -> dict[str, Any]:
    """A GET for anybody; `statuses` are its own refusals."""
    return {"responses": refusals(*ALWAYS, *statuses)}


def guarded(*statuses: int) -> dict[str, Any]:
    """A GET behind a token."""
    return reading(*GUARDED, *statuses)


def acting(status: int, *statuses: int, match: bool = False) -> dict[str, Any]:
    """A POST behind a token that changes something and answers with `status`."""
    described = reading(*GUARDED, *ACTING, *statuses)
    described["responses"][status] = {"headers": REPLAYED}
    described["parameters"] = [KEY_PARAMETER, MATCH_PARAMETER] if match else [KEY_PARAMETER]
    return described


def refusals(*statuses: int) -> dict[int, Any]:
    return {status: refusal(status) for status in sorted(set(statuses))}


def refusal(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {"description": WHY[status], "content": PROBLEM}
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        described["headers"] = RETRY_AFTER
    return described

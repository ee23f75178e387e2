"""Every request gets a number, told in its answer, and one line in the log: what was asked for, never by whom."""

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from motcua.kernel import spans
from motcua.kernel.actor import Actor
from motcua.kernel.spans import Span
from motcua.ops.watching import counting
from motcua.ops.watching.lines import error_facts, request_id

log = logging.getLogger("motcua.requests")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEADER = "X-Request-ID"


class RequestLineMiddleware:
    """The outermost. A number sent along is not taken over: it could be anything, also a person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = secrets.token_hex(8)
        mark = request_id.set(number)
        try:
            with spans.whole("request", "server") as span:
                told = settings.MOTCUA_LINES or span is not None
                response = self._told(request, span) if told else self.get_response(request)
        finally:
            request_id.reset(mark)
        response.headers[HEADER] = number
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Called only for what nobody turned into a page of its own."""
        request.__dict__["unforeseen"] = exception

    def _told(self, request: HttpRequest, span: Span | None) -> HttpResponseBase:
        began, statements = time.perf_counter(), Statements()
        with connection.execute_wrapper(statements):
            response = self.get_response(request)
        lasted = time.perf_counter() - began
        if span is not None:
            _name(span, request, response)
            if not settings.MOTCUA_LINES:
                return response
        counting.count(route_of(request), response.status_code, lasted)
        facts: dict[str, Any] = {
            "event": "request",
            "method": method_of(request),
            "route": route_of(request),
            "status": response.status_code,
            "ms": round(lasted * 1000, 1),
            "statements": statements.count,
        } | _agency(request)
        error = request.__dict__.get("unforeseen")
        if error is not None:
            facts["error"] = error_facts(error)
        log.log(logging.ERROR if response.status_code >= 500 else logging.INFO, "request", extra={"facts": facts})
        return response


class Statements:
    """Counts what is sent to the database, tells how long it took where that is traced, and keeps nothing of it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if not spans.traced():
            return execute(sql, params, many, context)
        with spans.part(verb_of(sql), "client", **{"db.system.name": "postgresql"}):
            return execute(sql, params, many, context)


def verb_of(sql: Any) -> str:
    """The first word of a statement, which says what it does and never on whom."""
    words = sql.split(maxsplit=1) if isinstance(sql, str) else []
    return words[0].upper() if words and words[0].isalpha() else "statement"


def _name(span: Span, request: HttpRequest, response: HttpResponseBase) -> None:
    method, route = method_of(request), route_of(request)
    span.name, span.failed = f"{method} {route}", response.status_code >= 500
    span.facts |= {
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": response.status_code,
        "motcua.request": request_id.get(),
    }


def method_of(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "other"


def route_of(request: HttpRequest) -> str:
    """The address as it was declared, with names in place of values; "static", or "-" where there is none."""
    if request.resolver_match is not None:
        return "/" + str(request.resolver_match.route)
    return "static" if request.path.startswith(settings.STATIC_URL or "/static/") else "-"


def _agency(request: HttpRequest) -> dict[str, str]:
    """The agency somebody acted for, if the request had to know; nobody is asked for the line's sake."""
    actor = request.__dict__.get("actor")
    return {"agency": str(actor.posts[0].agency_id)} if isinstance(actor, Actor) and actor.posts else {}

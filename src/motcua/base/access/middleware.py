"""What every request meets: strict headers, the actor behind it, and a door that is closed unless declared open."""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from motcua.base.access.actors import actor_of
from motcua.base.access.routes import access_of
from motcua.kernel.actor import Actor

log = logging.getLogger("motcua.access")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeadersMiddleware:
    """No script, style or frame from elsewhere, nothing inline, nothing kept by caches once somebody is known.

    A view may set a Content-Security-Policy of its own, as one that serves a document shown inside a page must.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": content_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            **({"Strict-Transport-Security": "max-age=31536000"} if getattr(settings, "BEHIND_TLS", False) else {}),
            "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if is_personal(request, response):
            response.headers["Cache-Control"] = "no-store"
        return response


def content_policy() -> str:
    """Forms may also lead to the identity provider: browsers check `form-action` along redirects."""
    issuer = urlsplit(getattr(settings, "MOTCUA_IDENTITY_ISSUER", ""))
    provider = f" {issuer.scheme}://{issuer.netloc}" if issuer.netloc else ""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            f"form-action 'self'{provider}",
            "frame-ancestors 'none'",
        )
    )


def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer may belong to one person: it came with, or opens, a session or a token. Asks no database."""
    if request.path.startswith(settings.STATIC_URL or "/static/"):
        return False
    name = settings.SESSION_COOKIE_NAME
    return name in request.COOKIES or name in response.cookies or "HTTP_AUTHORIZATION" in request.META


class ActorMiddleware:
    """Gives the request its `actor`: read at the first use, None when nobody is signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.__class__ = _with_actor(type(request))
        return self.get_response(request)


class ClosedByDefaultMiddleware:
    """A view that does not declare who may come is refused, and the log says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if access_of(view) is None:
            log.error("undeclared route refused: %s", getattr(request.resolver_match, "route", request.path))
            raise PermissionDenied


class _ActorHere:
    """Mixed into the request's own class, so that reading the actor can wait until somebody asks."""

    user: Any

    @cached_property
    def actor(self) -> Actor | None:
        return actor_of(self.user)


_extended: dict[type[HttpRequest], type[HttpRequest]] = {}


def _with_actor(kind: type[HttpRequest]) -> type[HttpRequest]:
    if kind not in _extended:
        _extended[kind] = type(kind.__name__, (_ActorHere, kind), {})
    return _extended[kind]

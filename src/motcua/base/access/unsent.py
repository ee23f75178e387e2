"""Keeps what was typed while its person signs in again or changes the language: sealed, for that account, for a while.

It stands in the session, never in an address; it is drawn only on the page it was typed on, and only for the account
that typed it. Whoever else signs in here takes it away.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from motcua.kernel import clock, keyring
from motcua.kernel.unsent import Unsent, is_secret, with_unsent

HELD, WAS = "unsent.held", "unsent.was"
KEPT_FOR = timedelta(hours=2)
MOST_PAGES, MOST_CHARACTERS = 4, 100_000

Texts = Mapping[str, list[str]]


def owner_of(request: HttpRequest) -> str:
    """Who is signed in, else whose session has ended in this browser; empty when nobody was."""
    return str(request.session.get(SESSION_KEY) or request.session.get(WAS) or "")


def hold(request: HttpRequest, path: str, texts: Texts, *, files: bool = False) -> None:
    """Keep `texts` for the page at `path`. Nothing is kept of strangers, of secrets, and of more than there is room."""
    owner, told = owner_of(request), {name: values for name, values in texts.items() if not is_secret(name)}
    size = sum(len(name) + sum(map(len, values)) for name, values in told.items())
    if not owner or size > MOST_CHARACTERS or not any(map(any, told.values())):
        return
    page = {"owner": owner, "at": int(clock.now().timestamp()), "texts": told, "files": files}
    pages = {known: kept for known, kept in _pages(request).items() if known != path and kept["owner"] == owner}
    _write(request, dict(list(pages.items())[1 - MOST_PAGES :]) | {path: page})


def posted_texts(request: HttpRequest) -> dict[str, list[str]]:
    """The texts of a form as it was sent."""
    return {name: [str(text) for text in request.POST.getlist(name)] for name in request.POST}


def is_held(request: HttpRequest) -> bool:
    """Whether something typed waits for its person."""
    return HELD in request.session


def leave_to(request: HttpRequest, account_id: object) -> None:
    """After signing in: what another account typed is gone."""
    request.session.pop(WAS, None)
    pages = {path: kept for path, kept in _pages(request).items() if kept["owner"] == str(account_id)}
    _write(request, pages)


def own_page(request: HttpRequest, address: str) -> str:
    """The path of an address of this site, with its query; empty for any other."""
    parts = urlsplit(address)
    if parts.netloc != request.get_host():
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


class UnsentMiddleware:
    """Draws what waits for a page into its forms, and forgets it as soon as that page sends anything.

    Stands behind the middleware that knows who is here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or HELD not in request.session:
            return self.get_response(request)
        pages, owner = _pages(request), str(request.session.get(SESSION_KEY) or "")
        if request.method == "POST" and owner and "next" not in request.POST:
            _forget(request, pages, (request.get_full_path(), own_page(request, request.headers.get("Referer", ""))))
        kept = pages.get(_page_of(request)) if request.method == "GET" else None
        if kept is None or kept["owner"] != owner:
            return self.get_response(request)
        with with_unsent(Unsent(kept["texts"], bool(kept["files"]))):
            return self.get_response(request)


def _page_of(request: HttpRequest) -> str:
    """A part of a page asked for by htmx belongs to the page it comes into."""
    return own_page(request, request.headers.get("HX-Current-URL", "")) or request.get_full_path()


def _forget(request: HttpRequest, pages: dict[str, Any], paths: Iterable[str]) -> None:
    left = {path: kept for path, kept in pages.items() if path not in paths}
    if left != pages:
        _write(request, left)


def _pages(request: HttpRequest) -> dict[str, Any]:
    """What is kept and not too old, by page."""
    sealed = request.session.get(HELD)
    if not sealed:
        return {}
    try:
        pages = json.loads(keyring.unseal(base64.b64decode(sealed)))
    except ValueError:
        return {}
    oldest = (clock.now() - KEPT_FOR).timestamp()
    return {path: kept for path, kept in pages.items() if kept["at"] > oldest}


def _write(request: HttpRequest, pages: Mapping[str, Any]) -> None:
    if pages:
        sealed = keyring.seal(json.dumps(pages, ensure_ascii=False))
        request.session[HELD] = base64.b64encode(sealed).decode()
    else:
        request.session.pop(HELD, None)

"""What holds at every request of every test of the faces, whatever the test is about.

- What somebody sent is never part of a statement, only a parameter of it.
- Who changes anything of the city leaves an entry in the ledger.
- Who opens what belongs to a case as an official leaves a look.
- Every answer has the headers that keep strangers out, and is kept by no cache once somebody is signed in.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

CHANGES = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM) "?([a-z][a-z_]+)"?')
SPECIAL = re.compile(r"['\"\\;<>(){}=%*$]")
SHORTEST = 4
"""Shorter texts stand in statements of their own right."""
MOST_BYTES = 200_000
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
CASE_LINK = re.compile(rb"/can-bo/ho-so/[0-9a-f]{8}-[0-9a-f-]{27}/")
NAMES_A_CASE = {"case_id", "file_id", "document_id", "request_id", "erasure_id"}

ANYWHERE = ("",)
NO_ACT = {
    "django_session": ANYWHERE, "access_visit": ANYWHERE,  # who is signed in where
    "access_throttle": ANYWHERE, "access_codeapp": ANYWHERE,  # guesses, and codes that were used
    "access_apitoken": ANYWHERE,  # when it was used last
    "access_account": ("can-bo/dang-nhap/",),  # a password hashed anew at signing in
    "access_look": ANYWHERE, "desk_presence": ANYWHERE,  # who looks
    "desk_view": ANYWHERE, "desk_choice": ANYWHERE, "routing_mail_choice": ANYWHERE,  # how somebody likes the own desk
    "cases_typed_page": ANYWHERE,  # typed and not sent
    "files_upload": ANYWHERE, "files_storedfile": ANYWHERE, "api_upload": ANYWHERE,  # what takes it tells it
    "api_idempotency_key": ANYWHERE,
    "documents_document": ("can-bo/phieu/", "ho-so/", "api/v1/cases/"),  # a paper of an act is drawn when asked for
    "bulk_job": ANYWHERE, "bulk_row": ANYWHERE,  # chosen and not begun; what is done tells itself
    "correspondence_message": ("thong-bao/",), "routing_reminder": ("can-bo/nhac-viec/",),  # marked as read
    "replies_template": ("can-bo/mau-tra-loi/",),  # one's own; shared ones are told
    "reorganisation_operation": ("quan-tri/sap-xep/<uuid:operation_id>/",),  # a draft looked at again
    "outages_proberound": ("api/v1/probe-rounds",),  # measured, not done
}  # fmt: skip
"""Tables whose rows are nothing of the city, or nothing yet, and the beginnings of addresses where they are that."""
NO_LOOK = {
    "can-bo/ho-so/<uuid:case_id>/co-mat/": "names colleagues alone",
    "can-bo/tep/<uuid:file_id>/trang/<int:number>/": "the smallest pictures belong to the page of the case",
    "can-bo/phoi-hop/<uuid:request_id>/tep/<uuid:file_id>/trang/<int:number>/": "as above",
}
"""Addresses that name a case and may show it without a look of their own, and why."""

OWN_WORK = {
    "can-bo/viec/": "what waits for oneself and for the unit, its two other lists aside",
    "can-bo/tra-ket-qua/": "results that wait at the own counter",
    "can-bo/tra-ket-qua/xong/": "what one handed over a moment ago, each of them looked at then",
    "can-bo/hang-loat/<uuid:job_id>/": "what came of the cases one chose, shown and noted when they were",
    "can-bo/phoi-hop/": "what the own agency asks and is asked",
    "can-bo/nhac-viec/": "what is late or about to be on the own desk",
    "can-bo/nhac-viec/tra-loi/": "answers the own agency waits for",
    "can-bo/sap-tre/": "what the own agencies decide and will be late with",
    "can-bo/du-lieu/": "requests to erase that wait for the own answer",
}
"""Addresses whose lists name cases without a look, as what they hold is the own work (`casework/looking/lists`); what
is searched for there leaves one."""
OWN_LISTS = ("", "mine", "unit")


class Watched:
    """The statements of one request, as they went to the database without their parameters, and what they changed."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.changed: set[str] = set()

    def __call__(self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
        told = str(statement)
        self.statements.append(told)
        result = execute(statement, params, many, context)
        if tables := CHANGES.findall(told):
            self.changed |= set(tables) if context["cursor"].rowcount else set()
        return result


def texts_of(request: HttpRequest) -> Iterator[str]:
    """Everything somebody sent that could mean something in SQL."""
    match = request.resolver_match
    yield from (str(value) for value in (match.kwargs.values() if match else ()))
    for sent in (request.GET, getattr(request, "_post", {})):
        for name in sent:
            yield name
            yield from sent.getlist(name)
    body = getattr(request, "_body", b"")
    if "json" in request.headers.get("Content-Type", "") and len(body) < MOST_BYTES:
        yield from texts_in(read(body))


def read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, part in value.items() for text in (name, *texts_in(part)))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts_in(part))


def injected(request: HttpRequest, watched: Watched) -> Iterator[str]:
    texts = {text for text in texts_of(request) if len(text) >= SHORTEST and SPECIAL.search(text)}
    for text in texts:
        if any(text in one for one in watched.statements):
            yield f"{text[:60]!r} is part of a statement"


def untold(request: HttpRequest, answer: HttpResponseBase, watched: Watched) -> Iterator[str]:
    route = request.resolver_match.route if request.resolver_match else ""
    acts = {table for table in watched.changed if not route.startswith(NO_ACT.get(table, ("nowhere",)))}
    if answer.status_code < 400 and acts and "ledger_entry" not in watched.changed:
        yield f"changed {sorted(acts)} without an entry"


def unseen(request: HttpRequest, answer: HttpResponseBase, watched: Watched) -> Iterator[str]:
    match, actor = request.resolver_match, request.__dict__.get("actor")
    if request.method != "GET" or answer.status_code != 200 or not match or not actor or actor.kind != "official":
        return
    if NAMES_A_CASE & match.kwargs.keys() and match.route not in NO_LOOK and "access_look" not in watched.changed:
        yield "an official saw something of a case without a look"
    listed = match.route not in NO_LOOK and not of_own_work(request)
    if "access_look" not in watched.changed and listed and names_cases(answer):
        yield "an official saw a list of cases without a look"


def of_own_work(request: HttpRequest) -> bool:
    route = request.resolver_match.route if request.resolver_match else ""
    if route == "can-bo/viec/" and "xem" not in request.GET and request.GET.get("muc", "") not in OWN_LISTS:
        return False
    return route in OWN_WORK and "tim" not in request.GET


def names_cases(answer: HttpResponseBase) -> bool:
    return CASE_LINK.search(getattr(answer, "content", b"")) is not None


def open_headers(request: HttpRequest, answer: HttpResponseBase) -> Iterator[str]:
    if request.path.startswith(settings.STATIC_URL):
        return
    yield from (f"no {name}" for name in HEADERS if name not in answer.headers)
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    if known and answer.headers.get("Cache-Control") != "no-store":
        yield "kept by caches although somebody is signed in"


def wrong_with(request: HttpRequest, answer: HttpResponseBase, watched: Watched) -> list[str]:
    found = [*injected(request, watched), *untold(request, answer, watched), *unseen(request, answer, watched)]
    return [*found, *open_headers(request, answer)]


def watching(get_response: Callable[[BaseHandler, HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """In the place of `BaseHandler.get_response`. AssertionError for the test that asked."""

    def watched_response(self: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        watched = Watched()
        with connection.execute_wrapper(watched):
            answer = get_response(self, request)
        wrong = wrong_with(request, answer, watched)
        assert not wrong, (request.method, request.path, wrong)
        return answer

    return watched_response

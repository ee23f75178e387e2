"""The door: declared or refused, and each declaration holds."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.views import View

from motcua.base.access import actors, permissions
from motcua.base.access.middleware import SecurityHeadersMiddleware
from motcua.base.access.models import Account
from motcua.base.access.routes import (
    Access,
    RouteDenied,
    access_of,
    citizen,
    declared,
    machine,
    proof_wanted,
    public,
    requires,
    signed_in,
)
from motcua.base.access.signin import FACTOR_DUE, PROVED
from motcua.base.access.tokens import create_token
from motcua.base.access.unsent import HELD, WAS, _pages
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor, Post


def page(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return HttpResponse(actor.name if actor else "nobody")


class Undeclared(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")


@public("anyone may look")
def quiet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("quiet")


@signed_in
def sensitive(request: HttpRequest) -> HttpResponse:
    return proof_wanted(request) or HttpResponse("done")


@citizen
def typed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [
    path("sensitive", sensitive),
    path("typed", typed),
    path("public", public("anyone may look")(page)),
    path("quiet", quiet),
    path("citizen", citizen(page)),
    path("signed", signed_in(page)),
    path("office", requires(permissions.CASE_RECEIVE)(page)),
    path("machine", machine(page)),
    path("undeclared", page),
    path("undeclared-class", Undeclared.as_view()),
    path("class", declared(Undeclared.as_view(), Access("public", "a class may be declared too"))),
    path("dang-nhap/", public("sign in")(page)),
]
ROWS = [  # path, stranger, citizen, official with the right, official without
    ("/public", 200, 200, 200, 200),
    ("/quiet", 200, 200, 200, 200),
    ("/class", 200, 200, 200, 200),
    ("/citizen", 302, 200, 403, 403),
    ("/signed", 302, 200, 200, 200),
    ("/office", 302, 403, 200, 403),
    ("/machine", 401, 401, 401, 401),
    ("/undeclared", 403, 403, 403, 403),
    ("/undeclared-class", 403, 403, 403, 403),
]
WHO = ("stranger", "citizen", "right", "left")
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def load(account: Account) -> Actor:
    rights = frozenset({permissions.CASE_RECEIVE} if account.username == "right" else {permissions.CASE_SEE})
    post = Post(UUID(int=1), "Cán bộ", UUID(int=2), "/H26/", frozenset(), rights)
    posts = (post,) if account.kind == "official" else ()
    return Actor(account.kind, account.username, account_id=account.pk, posts=posts)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def loaders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(actors, "_loaders", {"citizen": load, "official": load})
    yield


def enter(who: str, **fields: object) -> Client:
    client = Client()
    if who != "stranger":
        kind = "citizen" if who == "citizen" else "official"
        client.force_login(Account.objects.create_account(who, kind=kind, **fields))  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("who", WHO)
def test_each_route_admits_whom_it_declares(row: tuple[str, int, int, int, int], who: str) -> None:
    assert enter(who).get(row[0]).status_code == row[1 + WHO.index(who)]


def test_stranger_is_sent_to_the_right_sign_in_and_back() -> None:
    assert Client().get("/citizen?x=1")["Location"] == "/dang-nhap/?next=/citizen%3Fx%3D1"
    assert Client().get("/office")["Location"] == "/can-bo/dang-nhap/?next=/office"


def test_what_a_stranger_posts_leads_back_to_the_page_it_was_typed_on() -> None:
    own = Client().post("/citizen", headers={"Referer": "http://testserver/nop?b=2"})
    foreign = Client().post("/citizen", headers={"Referer": "http://evil.example/nop"})
    assert own["Location"] == "/dang-nhap/?next=/nop%3Fb%3D2"
    assert foreign["Location"] == "/dang-nhap/?next=/citizen"


def test_part_of_a_page_moves_the_whole_page_to_sign_in() -> None:
    answer = Client().get("/citizen", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/ho-so/"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/dang-nhap/?next=/ho-so/")
    assert "Location" not in answer


def test_first_password_must_be_changed_before_anything_else() -> None:
    client = enter("right", must_change_password=True)
    assert client.get("/office")["Location"] == "/can-bo/doi-mat-khau/"
    assert client.get("/signed").status_code == 200


def test_page_that_does_not_ask_who_is_here_reads_the_session_alone() -> None:
    client = enter("citizen")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/quiet").content == b"quiet"
    assert len(asked) == 1 and "django_session" in asked[0]["sql"]
    assert client.get("/public").content == b"citizen"


def test_token_opens_machine_routes_until_it_is_revoked() -> None:
    account = Account.objects.create_account("cong", kind="machine")
    _, text = create_token(actor=SYSTEM, account=account, name="Cổng")
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/machine", headers={"Authorization": f"Bearer {text}"})
    assert (answer.status_code, answer.content) == (200, b"cong")
    assert answer["Cache-Control"] == "no-store"
    wrong = client.get("/machine", headers={"Authorization": f"Basic {text}"})
    assert (wrong.status_code, wrong["Content-Type"]) == (401, "application/problem+json")
    assert wrong["WWW-Authenticate"] == 'Bearer realm="motcua"'
    assert wrong.json() == {
        "type": "about:blank", "title": "Unauthorized", "status": 401, "code": "access.no_token",
    }  # fmt: skip
    for told in (f"bearer   {text} ", f"BEARER {text}"):
        assert client.get("/machine", headers={"Authorization": told}).status_code == 200
    for told in ("Bearer", "Bearer x", text):
        assert client.get("/machine", headers={"Authorization": told}).status_code == 401


def proved(client: Client, at: int) -> Client:
    session = client.session
    session[PROVED] = at
    session.save()
    return client


def test_what_is_sensitive_wants_a_fresh_proof_and_leads_back() -> None:
    now = int(clock.now().timestamp())
    client = proved(enter("citizen"), now)
    assert client.get("/sensitive").content == b"done"
    client = proved(client, now - 86_400)
    prove = settings.MOTCUA_PROVE_PAGE
    assert client.get("/sensitive?x=1")["Location"] == f"{prove}?next=/sensitive%3Fx%3D1"
    assert client.head("/sensitive?x=1")["Location"] == f"{prove}?next=/sensitive%3Fx%3D1"
    assert HELD not in client.session
    sent = client.post("/sensitive?x=1", {"reason": "vì sao"}, headers={"Referer": "http://testserver/nop?b=2"})
    assert sent["Location"] == f"{prove}?next=/nop%3Fb%3D2"
    assert HELD in client.session, "what was typed waits"
    foreign = client.post("/sensitive", headers={"Referer": "http://evil.example/nop"})
    assert foreign["Location"] == f"{prove}?next=/sensitive"
    assert client.post("/sensitive")["Location"] == f"{prove}?next=/sensitive"


def test_who_owes_a_second_factor_sets_it_up_before_an_office_opens() -> None:
    client = enter("right")
    session = client.session
    session[FACTOR_DUE] = int(clock.now().timestamp()) - 60
    session.save()
    assert client.get("/office")["Location"] == settings.MOTCUA_FACTOR_PAGE
    assert client.get("/signed").status_code == 200


def test_what_was_typed_is_kept_for_whose_session_ended_and_a_reading_keeps_nothing() -> None:
    was = {"text": "đã gõ"}
    part = {"HX-Request": "true"}
    for method, headers, page in (
        ("post", part | {"HX-Current-URL": "http://testserver/nop?b=2"}, "/nop?b=2"),
        ("post", part | {"HX-Current-URL": "http://evil.example/"}, "/"),
        ("post", part, "/"),
        ("post", {"Referer": "http://testserver/nop"}, "/nop"),
        ("post", {}, "/typed"),
        ("put", {"Referer": "http://testserver/nop"}, ""),
        ("get", {}, ""),
    ):
        client = Client()
        session = client.session
        session[WAS] = "somebody"
        session.save()
        getattr(client, method)("/typed", was, headers=headers)
        assert list(pages_of(client)) == ([page] if page else []), (method, headers)


def pages_of(client: Client) -> dict[str, Any]:
    request = RequestFactory().get("/")
    request.session = client.session
    return _pages(request)


def test_a_view_keeps_its_name_and_says_who_may_come() -> None:
    for view, who, detail in (
        (typed, "citizen", ""), (sensitive, "signed_in", ""), (quiet, "public", "anyone may look"),
        (requires(permissions.CASE_SEE)(page), "permission", "case.see"), (machine(page), "machine", "api.use"),
    ):  # fmt: skip
        assert access_of(view) == Access(who, detail)  # type: ignore[arg-type]
    assert typed.__name__ == "typed" and access_of(object()) is None
    assert machine(page).csrf_exempt is True  # type: ignore[attr-defined]


def test_declarations_can_be_read() -> None:
    assert access_of(quiet) == Access("public", "anyone may look")
    assert access_of(page) is None


def test_wrong_declarations_are_errors() -> None:
    with pytest.raises(ValueError):
        public("")
    with pytest.raises(ValueError):
        requires("case.recieve")
    assert RouteDenied().status == 403


def test_headers_let_nothing_in_from_elsewhere() -> None:
    answer = Client().get("/quiet")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy
    assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Cache-Control" not in answer
    assert enter("citizen").get("/quiet")["Cache-Control"] == "no-store"


@override_settings(MOTCUA_IDENTITY_ISSUER="https://id.example.vn/realm")
def test_forms_may_lead_to_the_identity_provider_and_a_view_may_have_a_policy_of_its_own() -> None:
    def serve(request: HttpRequest) -> HttpResponse:
        own = {"Content-Security-Policy": "sandbox"} if request.path == "/file" else {}
        return HttpResponse("x", headers=own)

    wrapped = SecurityHeadersMiddleware(serve)
    assert "form-action 'self' https://id.example.vn;" in wrapped(RequestFactory().get("/"))["Content-Security-Policy"]
    assert wrapped(RequestFactory().get("/file"))["Content-Security-Policy"] == "sandbox"


def test_browsers_are_told_to_stay_with_tls(rf: RequestFactory, settings: Any) -> None:
    for behind, told in ((True, "max-age=31536000"), (False, None)):
        settings.BEHIND_TLS = behind
        answer = SecurityHeadersMiddleware(lambda _: HttpResponse())(rf.get("/"))
        assert answer.headers.get("Strict-Transport-Security") == told

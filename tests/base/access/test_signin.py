"""Sessions: a new id at sign-in, an end after idleness and after a day, and only own paths to go on to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

from motcua.base.access.models import Account
from motcua.base.access.sessions import SessionStore
from motcua.base.access.signin import (
    Limits,
    SessionLimitsMiddleware,
    ended_by,
    limits_for,
    own_path,
    sign_in,
    sign_out,
    unattended,
)
from motcua.kernel import clock

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("address", ["/", "/ho-so/", "/ho-so/?x=1&y=%2F", "/tra-cuu/#muc", "/thủ-tục/"])
def test_an_own_path_is_followed(address):
    assert own_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "ho-so/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/ho-so/\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        " /ho-so/",
        "/" + "x" * 3000,
    ],
)
def test_any_other_address_is_not(address):
    assert own_path(address, otherwise="/can-bo/") == "/can-bo/"


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_account("chi.nguyen", kind="official", password="mật khẩu đủ dài")


@pytest.fixture
def request_with_session(rf: Any, settings: Any) -> Callable[..., HttpRequest]:
    """Requests that share the session of the one given, as a browser with its cookie would."""

    def made(before: HttpRequest | None = None) -> HttpRequest:
        request = rf.get("/can-bo/")
        engine = import_module(settings.SESSION_ENGINE)
        key = before.session.session_key if before else None
        request.session = engine.SessionStore(key)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = key or "none"
        return request

    return made


def visit(request: HttpRequest) -> None:
    SessionLimitsMiddleware(lambda _: HttpResponse())(request)
    request.session.save()


def test_signing_in_changes_the_session_id_and_signing_out_kills_it(account, request_with_session):
    request = request_with_session()
    request.session["draft"] = "kept"
    request.session.save()
    before = request.session.session_key
    sign_in(request, account)
    inside = request.session.session_key
    assert inside != before and not request.session.exists(before)
    assert request.session["draft"] == "kept"
    request.session.save()
    sign_out(request)
    assert not request.session.exists(inside)


@pytest.mark.parametrize(
    ("kind", "minutes", "why"),
    [
        ("official", [14, 28], ""),
        ("official", [15], "idle"),
        ("official", [*range(14, 12 * 60, 14), 12 * 60], "absolute"),
        ("citizen", [29, 58], ""),
        ("citizen", [30], "idle"),
    ],
)
def test_a_session_ends_after_idleness_and_after_a_day(db, request_with_session, kind, minutes, why):
    account = Account.objects.create_account("x", kind=kind)
    request = request_with_session()
    with clock.frozen(MORNING):
        sign_in(request, account)
        request.session.save()
    for minute in minutes:
        request = request_with_session(request)
        with clock.frozen(MORNING + timedelta(minutes=minute)):
            visit(request)
    assert ("_auth_user_id" in request.session) == (why == "")
    assert ended_by(request) == why and ended_by(request) == ""


def test_activity_is_written_down_once_a_minute(account, request_with_session):
    request = request_with_session()
    with clock.frozen(MORNING):
        sign_in(request, account)
        request.session.save()
    for seconds, written in ((59, False), (60, True)):
        again = request_with_session(request)
        with clock.frozen(MORNING + timedelta(seconds=seconds)):
            SessionLimitsMiddleware(lambda _: HttpResponse())(again)
        assert again.session.modified == written


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(account, request_with_session):
    request = request_with_session()
    with clock.frozen(MORNING):
        sign_in(request, account)
        request.session.save()

    def asked_by_itself(request):
        unattended(request)
        return HttpResponse()

    for minute, signed_in in ((7, True), (14, True), (15, False)):
        again = request_with_session(request)
        with clock.frozen(MORNING + timedelta(minutes=minute)):
            SessionLimitsMiddleware(asked_by_itself)(again)
        assert ("_auth_user_id" in again.session) == signed_in


def test_a_stranger_costs_no_query(rf):
    """Without the database at hand: a query would be an error."""
    assert SessionLimitsMiddleware(lambda _: HttpResponse("page"))(rf.get("/")).content == b"page"


def test_settings_may_shorten_the_limits(settings):
    settings.MOTCUA_SESSION_LIMITS = {"official": Limits(timedelta(minutes=15), timedelta(hours=12))}
    assert limits_for("official").idle == timedelta(minutes=15)
    assert limits_for("citizen").idle == timedelta(minutes=30) == limits_for("unknown").idle


def test_a_database_that_goes_away_while_a_session_is_kept_is_no_session_that_is_gone(db: None) -> None:
    """Django would call it a session deleted meanwhile, and the page would be a 400."""
    store = SessionStore()
    store["seen"] = 1
    store.create()

    def away(execute: Any, sql: str, *others: Any) -> Any:
        if sql.startswith("UPDATE"):
            raise OperationalError("gone")
        return execute(sql, *others)

    with connection.execute_wrapper(away), pytest.raises(OperationalError):
        store.save()
    SessionStore(store.session_key).delete()
    with pytest.raises(UpdateError):
        store.save()

"""Whose session it is comes with the session; and whatever came, a session opens for its own account alone."""

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from motcua.base.access import known
from motcua.base.access.models import Account, Visit
from motcua.base.access.sessions import SessionStore, alive
from motcua.base.access.signin import sign_in
from motcua.base.edition import edition
from motcua.kernel import clock

pytestmark = pytest.mark.django_db


def account(name: str) -> Account:
    return Account.objects.create_account(name, kind="official")


def session_of(who: Account) -> str:
    request = HttpRequest()
    request.session = SessionStore()
    sign_in(request, who)
    request.session.save()
    return str(request.session.session_key)


def asked_for(who: Account) -> tuple[Account | None, int]:
    """Who a session's account is found to be, and how many statements it took."""
    with CaptureQueriesContext(connection) as asked:
        found = known.KnownBackend().get_user(who.pk)
    return found, len(asked)


def test_the_account_comes_along_with_the_edition_as_it_is_read_by_itself() -> None:
    who = account("an")
    with CaptureQueriesContext(connection) as asked:
        assert SessionStore(session_of(who)).load()
    assert "access_account" in asked[-1]["sql"]
    (came, none), (alone, one) = asked_for(who), asked_for(who)
    assert came and alone and (none, one) == (0, 1)
    told = [field.attname for field in Account._meta.concrete_fields]
    assert [getattr(came, name) for name in told] == [getattr(alone, name) for name in told]
    assert came.edition == alone.edition == edition() and came._state.adding is False


def test_another_accounts_session_brings_nobody() -> None:
    who, other = account("an"), account("binh")
    SessionStore(session_of(other)).load()
    assert asked_for(who) == (who, 1)


def test_what_a_former_request_brought_is_gone_with_the_next_session() -> None:
    who = account("an")
    SessionStore(session_of(who)).load()
    SessionStore("no such session").load()
    assert asked_for(who) == (who, 1)


def test_a_session_under_a_new_key_is_still_that_of_its_account() -> None:
    who = account("an")
    session = SessionStore(session_of(who))
    session.cycle_key()
    found, came = alive(str(session.session_key), clock.now())
    assert found is not None and came is None
    assert SessionStore(session.session_key).load() and asked_for(who) == (who, 1)


def test_a_closed_account_comes_with_no_session() -> None:
    who = account("an")
    key = session_of(who)
    Account.objects.filter(pk=who.pk).update(is_active=False)
    assert Visit.objects.filter(session_key=key).exists()
    assert SessionStore(key).load() and asked_for(who)[0] is None

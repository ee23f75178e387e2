"""Signing in at a provider that keeps its word."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from motcua.kernel import clock
from motcua.partners.identity.client import IdentityClient, Pending
from motcua.partners.identity.config import Provider
from motcua.partners.identity.errors import ProviderDown, SignInBroken
from motcua.partners.identity.mapping import Identity
from motcua.partners.identity.stand_in import CLIENT_ID, CLIENT_SECRET, run

from .conftest import CALLBACK, MINH_ANH

DISCOVERY = "/.well-known/openid-configuration"


def test_a_citizen_is_identified(client, visitor, pending):
    back = visitor.choose(client.start_address(pending, language="vi"))
    assert pending.begun_here(back["state"]) and back["iss"] == client.provider.issuer
    identity = client.identify(pending, code=back["code"])
    assert identity == Identity(
        subject=identity.subject,
        number=MINH_ANH,
        name="Nguyễn Thị Minh Anh",
        birth_date=date(1990, 3, 14),
        sex="female",
        phone="0900000001",
        email="minhanh@congdan.example",
    )


@pytest.mark.parametrize("present", ["new", CLIENT_SECRET])
def test_people_sign_in_while_the_provider_changes_from_one_secret_to_the_other(client, visitor, pending, present):
    former = CLIENT_SECRET if present == "new" else "new"
    turning = replace(client.provider, client_secret=present, former_secret=former)
    back = visitor.choose(client.start_address(pending, language="vi"))
    assert IdentityClient(turning).identify(pending, code=back["code"]).number == MINH_ANH


def test_the_start_address_carries_no_secret(client, pending):
    query = dict(parse_qsl(urlsplit(client.start_address(pending, language="en")).query))
    assert query["code_challenge_method"] == "S256" and query["ui_locales"] == "en"
    assert pending.verifier not in query.values() and CLIENT_SECRET not in query.values()


def test_two_sign_ins_share_nothing():
    one, other = Pending.new(CALLBACK), Pending.new(CALLBACK)
    assert not {one.state, one.nonce, one.verifier} & {other.state, other.nonce, other.verifier}
    assert not one.begun_here(other.state)


def test_a_code_used_twice_is_a_broken_sign_in(client, visitor, pending):
    back = visitor.choose(client.start_address(pending, language="vi"))
    client.identify(pending, code=back["code"])
    with pytest.raises(SignInBroken):
        client.identify(pending, code=back["code"])


def test_a_code_of_another_browser_is_a_broken_sign_in(client, visitor, pending):
    back = visitor.choose(client.start_address(pending, language="vi"))
    with pytest.raises(SignInBroken):
        client.identify(Pending.new(CALLBACK), code=back["code"])


def test_addresses_and_keys_are_asked_for_once_in_ten_minutes(client, provider, visitor):
    moment = clock.now()
    for minutes, times in ((0, 1), (9, 1), (11, 2)):
        with clock.frozen(moment + timedelta(minutes=minutes)):
            client.discovery()
        assert provider.asked.count(DISCOVERY) == times


def test_known_addresses_serve_a_day_while_the_provider_is_down():
    moment = clock.now()
    with run(0, redirect_uris=[CALLBACK]) as server:
        client = IdentityClient(Provider(server.issuer, CLIENT_ID, CLIENT_SECRET, seconds=0.5))
        known = client.discovery()
    with clock.frozen(moment + timedelta(hours=1)):
        assert client.discovery() == known
    with clock.frozen(moment + timedelta(hours=25)), pytest.raises(ProviderDown):
        client.discovery()


def test_keys_changed_at_the_provider_are_fetched_again(client, provider, visitor):
    first = Pending.new(CALLBACK)
    client.identify(first, code=visitor.choose(client.start_address(first, language="vi"))["code"])
    old = provider.house.mint
    provider.house.mint = type(old)(issuer=old.issuer, client_id=old.client_id, key_id="stand-in-2")
    second = Pending.new(CALLBACK)
    back = visitor.choose(client.start_address(second, language="vi"))
    assert client.identify(second, code=back["code"]).number == MINH_ANH
    assert provider.asked.count("/jwks") == 2


def test_the_end_of_the_providers_session_is_known_after_the_first_question(client):
    assert client.end_address(back="http://127.0.0.1:9/") is None
    client.discovery()
    assert client.end_address(back="http://127.0.0.1:9/").startswith(f"{client.provider.issuer}/logout?")


@pytest.mark.parametrize("issuer", ["http://vneid.example", "ftp://127.0.0.1", "", "javascript:alert(1)", "https://["])
def test_an_unsafe_provider_address_is_refused(issuer):
    with pytest.raises(ValueError, match="MOTCUA_IDENTITY_ISSUER"):
        Provider(issuer, CLIENT_ID, CLIENT_SECRET)


def test_the_secret_does_not_show_in_a_traceback(client):
    assert CLIENT_SECRET not in repr(client.provider)

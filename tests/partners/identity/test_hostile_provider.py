"""A provider that lies, breaks or stalls: nobody gets in, nothing crashes, nobody waits long (trust R-33)."""

from datetime import timedelta
from time import monotonic

import pytest

from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.partners.identity.client import IdentityClient, Pending
from motcua.partners.identity.config import Provider
from motcua.partners.identity.errors import NotAPerson, ProviderDown, TokenRefused
from motcua.partners.identity.fetching import ask
from motcua.partners.identity.stand_in import CLIENT_ID, CLIENT_SECRET, Hostile
from motcua.partners.identity.stand_in.hostile import ABOUT_THE_PERSON, IN_THE_TOKEN, ON_THE_WIRE

from .conftest import CALLBACK

DISCOVERY = "/.well-known/openid-configuration"
REFUSED = {
    Hostile.OTHER_SUBJECT: TokenRefused,
    Hostile.OTHER_NUMBER: TokenRefused,
    Hostile.NO_NUMBER: NotAPerson,
    Hostile.ENTERPRISE: NotAPerson,
}


@pytest.mark.parametrize("mode", sorted(IN_THE_TOKEN))
def test_a_wrong_token_is_refused(client, provider, visitor, pending, mode):
    back = visitor.choose(client.start_address(pending, language="vi"))
    provider.misbehave(mode)
    with pytest.raises(TokenRefused):
        client.identify(pending, code=back["code"])


@pytest.mark.parametrize("mode", sorted(ABOUT_THE_PERSON))
def test_wrong_claims_about_the_person_are_refused(client, provider, visitor, pending, mode):
    back = visitor.choose(client.start_address(pending, language="vi"))
    provider.misbehave(mode)
    with pytest.raises(REFUSED[mode]):
        client.identify(pending, code=back["code"])


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks", "/userinfo"])
@pytest.mark.parametrize("mode", sorted(ON_THE_WIRE))
def test_a_wrong_answer_is_a_provider_that_is_down(client, provider, visitor, pending, mode, path):
    address = IdentityClient(client.provider).start_address(pending, language="vi")
    back = visitor.choose(address)
    provider.misbehave(mode, at=path)
    begun = monotonic()
    with pytest.raises(ProviderDown):
        client.identify(pending, code=back["code"])
    assert monotonic() - begun < 3


def test_a_provider_that_is_gone_is_down():
    nobody = IdentityClient(Provider("http://127.0.0.1:9", CLIENT_ID, CLIENT_SECRET, seconds=0.5))
    with pytest.raises(ProviderDown) as told:
        nobody.start_address(Pending.new(CALLBACK), language="vi")
    assert told.value.temporary and told.value.status == 503


def test_after_three_failures_nobody_waits_and_after_twenty_seconds_one_asks_again(client, provider):
    provider.misbehave(Hostile.SERVER_ERROR)
    moment = clock.now()
    with clock.frozen(moment):
        for _ in range(5):
            with pytest.raises(ProviderDown):
                client.discovery()
    assert len(provider.asked) == 3 and client.breaker.open
    provider.misbehave(None)
    with clock.frozen(moment + timedelta(seconds=21)):
        client.discovery()
    assert not client.breaker.open


def test_a_description_for_another_provider_is_not_believed(client, provider):
    provider.house.issuer = "https://elsewhere.example"
    with pytest.raises(ProviderDown):
        client.discovery()


def test_a_server_that_drips_bytes_is_cut_off(provider):
    provider.misbehave(Hostile.SLOW)
    begun = monotonic()
    with pytest.raises(ProviderDown):
        ask("GET", provider.issuer, seconds=0.3)
    assert monotonic() - begun < 2


@pytest.mark.parametrize("mode", sorted(Hostile))
def test_every_fault_has_a_sentence_for_people_in_both_languages(client, provider, visitor, pending, mode):
    back = visitor.choose(client.start_address(pending, language="vi"))
    provider.misbehave(mode)
    with pytest.raises(Fault) as told:
        client.identify(pending, code=back["code"])
    assert told.value.code.startswith("signin.") and told.value.words.vi != told.value.words.en

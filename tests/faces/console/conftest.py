"""Administrators who are signed in, in the small city of the directory's tests."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.access.signin import BEGAN, KIND, SEEN
from motcua.domain.directory.models import Agency
from motcua.kernel import clock
from tests.domain.directory.conftest import NOON
from tests.domain.directory.places import SmallCity, make_person, make_position

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def at_noon(settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.frozen(NOON):
        yield


@pytest.fixture
def small_city(db: None) -> SmallCity:
    return SmallCity()


def signed_in(agency: Agency, *roles: str, name: str = "Trần Văn Minh") -> Client:
    """A client on which somebody with these roles at an agency is signed in; `client.person` is that somebody."""
    account = Account.objects.create_account(f"tk{Account.objects.count()}", kind="official")
    person = make_person(name, staff_account=account)
    make_position(person, agency, *roles, title="Quản trị")
    client = Client()
    client.force_login(account)
    session = client.session
    moment = int(clock.now().timestamp())
    session.update({KIND: account.kind, BEGAN: moment, SEEN: moment})
    session.save()
    client.person = person  # type: ignore[attr-defined]
    return client


@pytest.fixture
def sign_in(small_city: SmallCity) -> SignIn:
    return signed_in


@pytest.fixture
def staffed(small_city: SmallCity) -> None:
    """Somebody for every step of a usual process."""
    make_position(make_person("Lê Văn Việc"), small_city.ba_dinh, "counter_official", "specialist", "leader")


@pytest.fixture
def admin(sign_in: SignIn, small_city: SmallCity) -> Client:
    """The administrator of Ba Đình."""
    return sign_in(small_city.ba_dinh, "administrator")


@pytest.fixture
def city_admin(sign_in: SignIn, small_city: SmallCity) -> Client:
    return sign_in(small_city.city, "administrator", name="Vũ Thành Phố")


def confirmed(client: Client, address: str, facts: Mapping[str, Any]) -> Any:
    """The answer to saving what was looked at first; a refusal where looking is refused already."""
    looked = client.post(address, dict(facts) | {"do": "look"})
    if looked.status_code != 200:
        return looked
    assert looked.context["effect"] is not None
    return client.post(address, dict(facts) | {"do": "save", "seen": looked.context["seen"]})

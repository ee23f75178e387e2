"""Permissions and roles: every name is known, and nobody has more than the paragraph says."""

import pytest

from motcua.base.access import actors, permissions
from motcua.base.access.models import Account
from motcua.base.access.roles import (
    ROLES,
    Administrator,
    CounterOfficial,
    Leader,
    Role,
    Specialist,
    permissions_of,
    role_named,
)
from motcua.kernel.actor import Actor


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_role_says_what_it_is_and_gives_known_permissions(role: type[Role]) -> None:
    assert role.__doc__ and len(role.__doc__.split()) > 15
    assert role.title.vi and role.title.en
    assert role_named(role.name) is role
    permissions.check_known(*role.permissions)


def test_every_permission_is_described_in_both_languages() -> None:
    named = {value for name, value in vars(permissions).items() if name.isupper() and isinstance(value, str)}
    assert named == set(permissions.ALL)
    assert all(permissions.words_of(name).vi and permissions.words_of(name).en for name in named)


def test_who_runs_the_system_has_no_right_over_cases() -> None:
    assert not any(name.startswith("case.") for name in Administrator.permissions)


def test_only_the_leader_decides_and_only_the_counter_receives() -> None:
    assert [role for role in ROLES.values() if permissions.CASE_DECIDE in role.permissions] == [Leader]
    assert [role for role in ROLES.values() if permissions.CASE_RECEIVE in role.permissions] == [CounterOfficial]


def test_roles_together_give_what_each_gives() -> None:
    both = permissions_of(["counter_official", "specialist"])
    assert both == CounterOfficial.permissions | Specialist.permissions
    assert permissions_of([]) == frozenset()
    with pytest.raises(KeyError):
        permissions_of(["king"])


def test_misspelt_permission_is_an_error() -> None:
    with pytest.raises(ValueError, match="recieve"):
        permissions.check_known("case.recieve")


@pytest.fixture
def own_loaders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_loaders", {})


@pytest.mark.usefixtures("own_loaders")
def test_actor_comes_from_the_loader_of_the_accounts_kind() -> None:
    person = Account(username="an", kind="citizen")
    assert actors.actor_for(person) == Actor("citizen", "an", account_id=person.pk)
    assert actors.actor_for(Account(username="cong", kind="machine")).kind == "partner"  # type: ignore[union-attr]
    assert actors.actor_for(Account(username="b", kind="official")).kind == "official"  # type: ignore[union-attr]
    assert actors.actor_of(person) == Actor("citizen", "an", account_id=person.pk)
    actors.register_loader("citizen", lambda account: Actor("citizen", "Nguyễn Văn An", account_id=account.pk))
    assert actors.actor_for(person).name == "Nguyễn Văn An"  # type: ignore[union-attr]
    actors.register_loader("citizen", lambda account: None)
    assert actors.actor_for(person) is None
    with pytest.raises(ValueError):
        actors.register_loader("ghost", lambda account: None)


@pytest.mark.usefixtures("own_loaders")
def test_closed_account_is_nobody() -> None:
    assert actors.actor_for(Account(username="an", kind="citizen", is_active=False)) is None
    assert actors.actor_of(None) is None

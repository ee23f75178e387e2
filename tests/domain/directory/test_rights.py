"""Who may do what in the directory, rule by rule, without a database."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from motcua.domain.directory import permissions
from motcua.domain.directory.errors import OwnPosition
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.errors import Denied, NotVisible

HERE, BELOW, BESIDE = "/H26/1/", "/H26/1/2/", "/H26/9/"
ME, OTHER = uuid4(), uuid4()


def official(*names: str, person: UUID | None = ME) -> Actor:
    post = Post(uuid4(), "", uuid4(), HERE, frozenset(), frozenset(names))
    return Actor("official", "", person_id=person, posts=(post,))


CITIZEN = Actor("citizen", "", person_id=ME)
Check = Callable[[Actor, str], None]
CHECKS: list[tuple[str, Check]] = [
    (permissions.MANAGE, permissions.check_may_manage),
    (permissions.ACCOUNTS, lambda actor, path: permissions.check_may_manage_accounts(actor, [path])),
    (permissions.ACCOUNTS, lambda actor, path: permissions.check_may_appoint(actor, path, OTHER)),
    (permissions.ACCOUNTS, lambda actor, path: permissions.check_may_change_person(actor, OTHER, [path])),
]


@pytest.mark.parametrize(("right", "check"), CHECKS)
def test_a_right_counts_at_its_agency_and_below_and_hides_what_lies_beside(right: str, check: Check) -> None:
    for path in (HERE, BELOW):
        check(official(right), path)
        check(SYSTEM, path)
    with pytest.raises(NotVisible):
        check(official(right), BESIDE)
    for nobody in (official("case.see"), CITIZEN):
        with pytest.raises(Denied):
            check(nobody, HERE)


def test_the_names_of_rights_are_those_of_roles() -> None:
    assert (permissions.MANAGE, permissions.ACCOUNTS, permissions.RECEIVE) == (
        "directory.manage", "accounts.manage", "case.receive",
    )  # fmt: skip


def test_who_serves_in_several_agencies_is_managed_by_who_manages_all_of_them() -> None:
    both = [HERE, BESIDE]
    with pytest.raises(NotVisible):
        permissions.check_may_manage_accounts(official(permissions.ACCOUNTS), both)
    with pytest.raises(NotVisible):
        permissions.check_may_change_person(official(permissions.ACCOUNTS), OTHER, iter(both))
    assert not permissions.may_manage_accounts(official(permissions.ACCOUNTS), iter(both))
    assert permissions.may_manage_accounts(official(permissions.ACCOUNTS), [HERE, BELOW])


def test_nobody_appoints_themselves() -> None:
    with pytest.raises(OwnPosition):
        permissions.check_may_appoint(official(permissions.ACCOUNTS), HERE, ME)
    permissions.check_may_appoint(official(permissions.ACCOUNTS, person=None), HERE, None)


def test_people_are_registered_at_counters_by_administrators_and_at_a_first_sign_in() -> None:
    for actor in (SYSTEM, official(permissions.RECEIVE), official(permissions.ACCOUNTS)):
        permissions.check_may_register(actor)
    for actor in (CITIZEN, official(permissions.MANAGE, "case.see")):
        with pytest.raises(Denied):
            permissions.check_may_register(actor)


def test_citizens_change_their_own_details_and_who_receives_a_citizens() -> None:
    permissions.check_may_change_person(CITIZEN, ME, [])
    permissions.check_may_change_person(SYSTEM, OTHER, [HERE])
    permissions.check_may_change_person(official(permissions.RECEIVE), OTHER, [])
    for actor, person, paths in (
        (CITIZEN, OTHER, []),
        (official("case.see"), ME, []),
        (official(permissions.RECEIVE), OTHER, [HERE]),
    ):
        with pytest.raises(Denied):
            permissions.check_may_change_person(actor, person, paths)


def test_questions_answer_what_the_checks_refuse() -> None:
    manager = official(permissions.MANAGE)
    assert permissions.may_manage(manager, BELOW) is True and permissions.may_manage(manager, BESIDE) is False
    assert permissions.may_manage_accounts(manager, [HERE]) is False
    assert permissions.scope(manager, permissions.MANAGE) == (HERE,)
    assert permissions.scope(manager, permissions.ACCOUNTS) == ()
    assert permissions.scope(SYSTEM, permissions.MANAGE) == ("/",)

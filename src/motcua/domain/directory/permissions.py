"""Who may do what in the directory. Each rule is its docstring; the system itself may do everything.

A right held nowhere is refused (403); a right held elsewhere makes the other agency invisible (404).
"""

from collections.abc import Callable, Iterable

from motcua.domain.directory.errors import OwnPosition
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Fault, NotVisible

MANAGE = "directory.manage"
ACCOUNTS = "accounts.manage"
RECEIVE = "case.receive"
EVERYWHERE = ("/",)


def check_may_manage(actor: Actor, agency_path: str) -> None:
    """Who holds `directory.manage` at an agency manages it and everything below it."""
    _check(actor, MANAGE, agency_path)


def check_may_manage_accounts(actor: Actor, agency_paths: Iterable[str]) -> None:
    """Accounts of a person are managed by who holds `accounts.manage` over every agency where the person has a post.

    Otherwise a commune's administrator could take over the account of somebody who also serves the city.
    """
    for path in agency_paths:
        _check(actor, ACCOUNTS, path)


def check_may_appoint(actor: Actor, agency_path: str, person_id: object) -> None:
    """Positions are given, changed and ended by who holds `accounts.manage` over the agency, but never one's own."""
    _check(actor, ACCOUNTS, agency_path)
    if actor.person_id is not None and actor.person_id == person_id:
        raise OwnPosition()


def check_may_register(actor: Actor) -> None:
    """People are registered by officials who receive cases or manage accounts, and by the system at a first sign-in."""
    if actor.kind != "system" and not actor.may(RECEIVE) and not actor.may(ACCOUNTS):
        raise Denied()


def check_may_change_person(actor: Actor, person_id: object, official_paths: Iterable[str]) -> None:
    """Citizens change their own details; who receives cases changes a citizen's; an official's are changed by who
    manages the accounts of their agencies.
    """
    paths = tuple(official_paths)
    if actor.kind == "system" or (actor.kind == "citizen" and actor.person_id == person_id):
        return
    if paths:
        check_may_manage_accounts(actor, paths)
    else:
        check_may_register(actor)


def may_manage(actor: Actor, agency_path: str) -> bool:
    return _allowed(check_may_manage, actor, agency_path)


def may_manage_accounts(actor: Actor, agency_paths: Iterable[str]) -> bool:
    return _allowed(check_may_manage_accounts, actor, tuple(agency_paths))


def scope(actor: Actor, permission: str) -> tuple[str, ...]:
    """The paths under which the actor holds the permission; the system holds it everywhere."""
    return EVERYWHERE if actor.kind == "system" else actor.paths(permission)


def _check(actor: Actor, permission: str, agency_path: str) -> None:
    if actor.kind == "system":
        return
    if not actor.may(permission):
        raise Denied()
    if not actor.may(permission, agency_path):
        raise NotVisible()


def _allowed(check: Callable[..., None], *arguments: object) -> bool:
    try:
        check(*arguments)
    except Fault:
        return False
    return True

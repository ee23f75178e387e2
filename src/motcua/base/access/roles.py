"""Roles as classes: a name, a title, a paragraph on what such a person does, and the permissions that follow."""

from collections.abc import Iterable
from typing import ClassVar

from motcua.base.access import permissions as p
from motcua.kernel.words import Words


class Role:
    """`name` is stored with positions and never changes; `title` is read; the docstring explains."""

    name: ClassVar[str]
    title: ClassVar[Words]
    permissions: ClassVar[frozenset[str]]


class CounterOfficial(Role):
    """Stands at the counter of a one-stop office.

    Receives cases from people and from the online queue, checks the papers, gives the slip, asks for what is
    missing before acceptance, and hands the result over. Does not work on the substance and never decides.
    """

    name = "counter_official"
    title = Words("Cán bộ một cửa", "Counter official")
    permissions = frozenset({p.CASE_SEE, p.CASE_RECEIVE, p.CASE_HAND_OVER, p.REPLIES_USE})


class Specialist(Role):
    """Works on the substance of cases in a unit: examines, asks for supplements, prepares the decision.

    Sees the cases of the own agency. Does not decide alone and does not receive at the counter.
    """

    name = "specialist"
    title = Words("Chuyên viên", "Specialist")
    permissions = frozenset({p.CASE_SEE, p.CASE_PROCESS, p.REPLIES_USE})


class Clerk(Role):
    """Keeps the books and the seal of an agency: numbers, seals and sends out what was signed, and passes papers on.

    Sees the cases of the agency and does the steps that are a clerk's; works on no substance and never decides.
    """

    name = "clerk"
    title = Words("Văn thư", "Clerk")
    permissions = frozenset({p.CASE_SEE, p.REPLIES_USE})


class Leader(Role):
    """Answers for an agency: approves or rejects what specialists prepared, and sees every case of the agency.

    May also work on a case, so that nothing stands still when a specialist is away, and says who takes which task.
    """

    name = "leader"
    title = Words("Lãnh đạo", "Leader")
    permissions = frozenset(
        {
            p.CASE_SEE,
            p.CASE_PROCESS,
            p.CASE_DECIDE,
            p.CASE_ASSIGN,
            p.REPLIES_USE,
            p.REPLIES_SHARE,
            p.CATALOGUE_REVIEW,
            p.LOOKS_SEE,
            p.DATA_KEEP,
        }
    )


class Administrator(Role):
    """Keeps agencies, offices, positions, accounts and the catalogue in order, and checks the ledger.

    Has no right over any case: who runs the system does not read people's papers.
    """

    name = "administrator"
    title = Words("Quản trị hệ thống", "Administrator")
    permissions = frozenset(
        {
            p.DIRECTORY_MANAGE,
            p.ACCOUNTS_MANAGE,
            p.REPLIES_USE,
            p.REPLIES_SHARE,
            p.SETTINGS_MANAGE,
            p.CATALOGUE_MANAGE,
            p.CATALOGUE_REVIEW,
            p.LEDGER_VERIFY,
            p.LOOKS_SEE,
        }
    )


ROLES: dict[str, type[Role]] = {role.name: role for role in (CounterOfficial, Specialist, Clerk, Leader, Administrator)}


def fitting(role: str) -> frozenset[str]:
    """Who may do a step of a role: those who have it; a leader also a specialist's and a clerk's."""
    led = {Leader.name} if role in (Specialist.name, Clerk.name) else set[str]()
    return frozenset({role, *led})


def role_named(name: str) -> type[Role]:
    """KeyError for a name that is no role."""
    return ROLES[name]


def permissions_of(names: Iterable[str]) -> frozenset[str]:
    """Everything these roles allow together. KeyError for a name that is no role."""
    return frozenset().union(*(ROLES[name].permissions for name in names))

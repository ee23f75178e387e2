"""Accounts of officials: made with a temporary password that is shown once, locked and opened again.

Whoever may do this holds `accounts.manage` over every agency the person serves.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.access.accounts import rights_changed
from motcua.base.access.factors.reasons import REASONS
from motcua.base.access.models import Account, CodeApp, Passkey, RecoveryCode
from motcua.base.ledger import Subject, append
from motcua.domain.directory.errors import AccountExists, NoAccount, NoPosition, OwnPosition, UsernameTaken, taken_is
from motcua.domain.directory.models import Person
from motcua.domain.directory.permissions import check_may_manage_accounts
from motcua.domain.directory.queries.people import agency_paths_of
from motcua.domain.directory.services.frame import lock_person
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.ids import SPEAKABLE
from motcua.kernel.text import fold
from motcua.kernel.words import Words

PASSWORD_GROUPS, GROUP_SIGNS = 4, 4
"""Four groups of four out of 30 signs without look-alikes: 78 random bits, easy to read to somebody."""
USERNAME_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")
USERNAME_RULE = Words(
    "Tên đăng nhập có ít nhất 3 ký tự: chữ không dấu, số, dấu chấm, gạch.",
    "A sign-in name has at least 3 signs: plain letters, digits, dots, dashes.",
)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The account and its temporary password, which is kept nowhere in clear."""

    account: Account
    temporary_password: str


def create_official_account(
    *, actor: Actor, person_id: UUID, username: str, email: str = "", password: str | None = None
) -> NewPassword:
    """A way in for an official who has a post. The password must be changed at the first sign-in.

    The system (the demo city) may choose the password, which then stays. Raises NoPosition, AccountExists,
    UsernameTaken, Invalid (username).
    """
    name = username.strip().lower()
    chosen = password if actor.kind == "system" else None
    secret = chosen or temporary_password()
    with taken_is(UsernameTaken(username=name)), transaction.atomic():
        person = lock_person(person_id)
        _check_over_all_posts(actor, person)
        if person.staff_account_id is not None:
            raise AccountExists()
        if len(name) < 3 or set(name) - USERNAME_SIGNS:
            raise Invalid({"username": USERNAME_RULE})
        account = Account.objects.create_account(
            name, kind="official", password=secret, email=email.strip(), must_change_password=chosen is None
        )
        person.staff_account = account
        person.save(update_fields=["staff_account"])
        _append(account, "account.created", actor, person)
    return NewPassword(account, secret)


@transaction.atomic
def reset_password(*, actor: Actor, person_id: UUID) -> NewPassword:
    """A new temporary password; open sessions end. Raises NoAccount."""
    person, account = _lock(actor, person_id)
    secret = temporary_password()
    account.set_password(secret)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    rights_changed(account.pk)
    _append(account, "account.password_reset", actor, person)
    return NewPassword(account, secret)


@transaction.atomic
def reset_factors(*, actor: Actor, person_id: UUID, reason: str) -> Account:
    """No app, passkey or code on paper counts any more, and open sessions end; the password stays as it is.

    Not one's own. Raises NoAccount, OwnPosition, Invalid (reason).
    """
    if actor.person_id == person_id:
        raise OwnPosition()
    if reason not in REASONS:
        raise Invalid({"reason": Words("Bạn chọn một lý do.", "Choose a reason.")})
    person, account = _lock(actor, person_id)
    for kind in (CodeApp, Passkey, RecoveryCode):
        kind.objects.filter(account=account).delete()
    rights_changed(account.pk)
    append(Subject("account", account.pk), "factor.reset", actor, {"person_id": person.pk, "reason": reason})
    return account


@transaction.atomic
def deactivate_account(*, actor: Actor, person_id: UUID) -> Account:
    """Nobody signs in with it any more, and open sessions end. Not one's own. Raises NoAccount, OwnPosition."""
    if actor.person_id == person_id:
        raise OwnPosition()
    return _set_active(actor, person_id, active=False)


@transaction.atomic
def reactivate_account(*, actor: Actor, person_id: UUID) -> Account:
    """It opens again, with the password it had. Raises NoAccount."""
    return _set_active(actor, person_id, active=True)


def suggested_username(full_name: str) -> str:
    """Nguyễn Thị Lan gives lan.nt: given name, then the initials of the rest."""
    words = [word for word in fold(full_name).split() if word.isalnum()]
    if not words:
        return ""
    return words[-1] if len(words) == 1 else f"{words[-1]}.{''.join(word[0] for word in words[:-1])}"


def temporary_password() -> str:
    letters = [secrets.choice(SPEAKABLE) for _ in range(PASSWORD_GROUPS * GROUP_SIGNS)]
    groups = ["".join(letters[start : start + GROUP_SIGNS]) for start in range(0, len(letters), GROUP_SIGNS)]
    return "-".join(groups)


def _set_active(actor: Actor, person_id: UUID, *, active: bool) -> Account:
    person, account = _lock(actor, person_id)
    if account.is_active != active:
        account.is_active = active
        account.save(update_fields=["is_active"])
        rights_changed(account.pk)
        _append(account, "account.reopened" if active else "account.closed", actor, person)
    return account


def _lock(actor: Actor, person_id: UUID) -> tuple[Person, Account]:
    person = lock_person(person_id)
    _check_over_all_posts(actor, person)
    if person.staff_account_id is None:
        raise NoAccount()
    return person, Account.objects.select_for_update().get(pk=person.staff_account_id)


def _check_over_all_posts(actor: Actor, person: Person) -> None:
    paths = agency_paths_of(person.pk, clock.today())
    check_may_manage_accounts(actor, paths)
    if not paths:
        raise NoPosition()


def _append(account: Account, kind: str, actor: Actor, person: Person) -> None:
    append(Subject("account", account.pk), kind, actor, {"person_id": person.pk})

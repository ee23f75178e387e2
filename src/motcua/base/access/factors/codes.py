"""Codes of an app and codes on paper: set up, used once, slowed when guessed."""

import secrets
from uuid import UUID

from django.db import transaction

from motcua.base.access import throttle
from motcua.base.access.factors import totp
from motcua.base.access.factors.errors import TooManyCodes, WrongCode
from motcua.base.access.factors.rules import check_may_remove, has_factor
from motcua.base.access.models import Account, CodeApp, RecoveryCode
from motcua.base.ledger import Subject, append
from motcua.kernel import clock, vault
from motcua.kernel.actor import Actor
from motcua.kernel.home import Home
from motcua.kernel.ids import SPEAKABLE

CODES, SIGNS, GROUP = 10, 12, 4
"""Ten codes of twelve signs out of 30: 58 random bits each."""

PER_SOURCE, SOURCE_SECONDS = 5, 600
PER_ACCOUNT, ACCOUNT_SECONDS, KNOWN_SECONDS = 20, 24 * 3600, 30 * 24 * 3600
"""Wrong codes: from one address, and a day from all addresses where the account never proved itself. Whoever tries has
the right password already; where the official works it stays open, whatever is tried elsewhere."""


@transaction.atomic
def set_up_app(*, actor: Actor, account: Account, secret: str, code: str) -> list[str]:
    """The app that shows `code` from `secret` counts from now on, in place of any before. The new codes on paper.

    WrongCode when the code does not fit: nothing is changed.
    """
    locked = Account.objects.select_for_update().get(pk=account.pk)
    step = totp.step_of(secret, plain_code(code), clock.now())
    if step is None:
        raise WrongCode
    CodeApp.objects.filter(account=locked).delete()
    CodeApp.objects.create(account=locked, secret=secret, last_step=step, last_used_at=clock.now())
    append(subject(account.pk), "factor.app_added", actor, {})
    return fresh_codes(actor=actor, account=locked)


@transaction.atomic
def remove_app(*, actor: Actor, account: Account) -> None:
    """FactorNeeded where it is the last and one is needed. Without any factor left the codes on paper go too."""
    locked = Account.objects.select_for_update().get(pk=account.pk)
    check_may_remove(actor, locked)
    if CodeApp.objects.filter(account=locked).delete()[0]:
        append(subject(account.pk), "factor.app_removed", actor, {})
    forget_useless_codes(locked)


@transaction.atomic
def fresh_codes(*, actor: Actor, account: Account) -> list[str]:
    """Ten new codes, which nobody can read again; those before open nothing."""
    told = ["".join(secrets.choice(SPEAKABLE) for _ in range(SIGNS)) for _ in range(CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=_digest(account.pk, one)) for one in told)
    append(subject(account.pk), "factor.codes_made", actor, {"count": CODES})
    return ["-".join(one[start : start + GROUP] for start in range(0, SIGNS, GROUP)) for one in told]


def use_code(*, actor: Actor, account: Account, code: str, source: str) -> None:
    """A code of the app or on paper, each accepted once. WrongCode, TooManyCodes (then nothing was looked at)."""
    _check_may_guess(account.pk, source)
    typed = plain_code(code)
    if not (_use_app(account, typed) if len(typed) == totp.DIGITS else _use_paper(actor, account, typed)):
        raise WrongCode
    throttle.forget(_key("source", account.pk, source))
    throttle.hit(_key("known", account.pk, source), 1, KNOWN_SECONDS)


def plain_code(code: str) -> str:
    """As typed by people: blanks, dashes and small letters do not count."""
    return "".join(sign for sign in code.upper()[:60] if sign.isalnum())


def forget_useless_codes(account: Account) -> None:
    """Codes on paper stand for a lost device; where there is none they open nothing."""
    if not has_factor(account.pk):
        RecoveryCode.objects.filter(account=account).delete()


def subject(account_id: UUID) -> Subject:
    return Subject("factor", account_id)


def _use_app(account: Account, code: str) -> bool:
    app = CodeApp.objects.filter(account=account).first()
    step = totp.step_of(app.secret, code, clock.now()) if app else None
    if step is None:
        return False
    unused = CodeApp.objects.filter(account=account, last_step__lt=step)
    return bool(unused.update(last_step=step, last_used_at=clock.now()))


@transaction.atomic
def _use_paper(actor: Actor, account: Account, code: str) -> bool:
    used = bool(RecoveryCode.objects.filter(account=account, digest=_digest(account.pk, code)).delete()[0])
    if used:
        left = RecoveryCode.objects.filter(account=account).count()
        append(subject(account.pk), "factor.code_used", actor, {"left": left})
    return used


def _digest(account_id: UUID, code: str) -> str:
    """Under the key of secrets that is never rotated, so that paper stays good."""
    return vault.derived_secret("recovery", f"{account_id}:{code}", bytes.fromhex(Home.current().keys.tokens)).hex()


def _check_may_guess(account_id: UUID, source: str) -> None:
    _check(throttle.hit(_key("source", account_id, source), PER_SOURCE, SOURCE_SECONDS))
    if throttle.standing(_key("known", account_id, source), 1):
        _check(throttle.hit(_key("account", account_id), PER_ACCOUNT, ACCOUNT_SECONDS))


def _key(kind: str, account_id: UUID, *parts: str) -> str:
    return throttle.key_for(f"factor.{kind}", str(account_id), *parts)


def _check(allowance: throttle.Allowance) -> None:
    if not allowance:
        raise TooManyCodes(minutes=-(-allowance.retry_after // 60), seconds=allowance.retry_after)

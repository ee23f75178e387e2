"""Who must have a second factor, and from when on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.access.factors.errors import FactorNeeded
from motcua.base.access.models import Account, CodeApp, FactorRule, Passkey
from motcua.base.access.roles import ROLES, Administrator
from motcua.base.ledger import Subject, append
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

LONGEST_DAYS = 365
SINCE_EVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rule:
    """`own`: set by the city; else as it comes."""

    role: str
    required: bool
    grace_days: int
    set_at: datetime
    own: bool


def rules() -> list[Rule]:
    """One for each role: as the city set it, else administrators must at once and nobody else must.

    In a made-up city nobody must until somebody there says so (`MOTCUA_FACTORS_AT_ONCE`).
    """
    told = {rule.role: rule for rule in FactorRule.objects.all()}
    must = Administrator.name if settings.MOTCUA_FACTORS_AT_ONCE else ""
    return [
        Rule(role, told[role].required, told[role].grace_days, told[role].set_at, True)
        if role in told
        else Rule(role, role == must, 0, SINCE_EVER, False)
        for role in ROLES
    ]


@transaction.atomic
def set_rule(*, actor: Actor, role: str, required: bool, grace_days: int) -> None:
    """For the whole city. Denied, Invalid (grace_days)."""
    post = check_citywide(actor, permissions.ACCOUNTS_MANAGE)
    if role not in ROLES or not 0 <= grace_days <= LONGEST_DAYS:
        raise Invalid({"grace_days": Words("Từ 0 đến 365 ngày.", "From 0 to 365 days.")})
    before = FactorRule.objects.select_for_update().filter(pk=role).first()
    if before and (before.required, before.grace_days) == (required, grace_days):
        return
    facts = {"required": required, "grace_days": grace_days, "set_at": clock.now()}
    FactorRule.objects.update_or_create(pk=role, defaults=facts)
    told = {"role": role, "required": required, "days": grace_days}
    append(Subject("factor_rule", role), "factor.rule_set", actor, told, authority=post)


def due_of(roles: Iterable[str], account: Account) -> datetime | None:
    """From when on somebody with these roles must have one; None where none of them must. The earliest counts."""
    held = set(roles)
    dues = [
        max(rule.set_at, account.created_at) + timedelta(days=rule.grace_days)
        for rule in rules()
        if rule.required and rule.role in held
    ]
    return min(dues, default=None)


def roles_of(actor: Actor) -> frozenset[str]:
    return frozenset[str]().union(*(post.roles for post in actor.posts if post.delegation_id is None))


def with_factor() -> Q:
    """Accounts that have an app or a passkey."""
    app = CodeApp.objects.filter(account=OuterRef("pk"))
    return Q(Exists(app)) | Q(Exists(Passkey.objects.filter(account=OuterRef("pk"))))


def check_may_remove(actor: Actor, account: Account) -> None:
    """FactorNeeded when it is the last and the roles must have one."""
    apps = CodeApp.objects.filter(account=account).count()
    if apps + Passkey.objects.filter(account=account).count() <= 1 and due_of(roles_of(actor), account):
        raise FactorNeeded


def has_factor(account_id: UUID) -> bool:
    """An app or a passkey. One statement."""
    return Account.objects.filter(with_factor(), pk=account_id).exists()


def having(account_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these accounts have one. One statement."""
    return set(Account.objects.filter(with_factor(), pk__in=list(account_ids)).values_list("pk", flat=True))

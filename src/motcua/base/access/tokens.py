"""API tokens: made once, shown once, kept only as a digest."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.base.access import permissions
from motcua.base.access.known import mark_of_edition
from motcua.base.access.models import Account, ApiToken
from motcua.base.compiled import compiled
from motcua.base.ledger import Subject, append
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.ids import token_text

PREFIX = "mc_"
TOKEN_BYTES = 32
USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_token(
    *,
    actor: Actor,
    account: Account,
    name: str,
    scopes: Iterable[str] = (permissions.API_USE,),
    expires_at: datetime | None = None,
    per_minute: int | None = None,
) -> tuple[ApiToken, str]:
    """A new token of `account` and its text, which nobody can read again. ValueError for an unknown scope."""
    chosen = sorted(set(scopes))
    permissions.check_known(*chosen)
    text = PREFIX + token_text(secrets.token_bytes(TOKEN_BYTES))
    token = ApiToken.objects.create(
        account=account, name=name, digest=_digest(text), scopes=chosen, expires_at=expires_at, per_minute=per_minute
    )
    append(_subject(account.pk), "account.token_created", actor, {"token": token.pk, "scopes": chosen})
    if per_minute is not None:
        _tell_limit(actor, token)
    return token, text


@transaction.atomic
def limit_token(*, actor: Actor, token_id: UUID, per_minute: int | None) -> ApiToken:
    """From now on so many requests a minute, at least one; None for as many as every token. NotVisible when there is
    none that opens anything.
    """
    token = ApiToken.objects.select_for_update(of=["self"]).filter(pk=token_id, revoked_at=None).first()
    if token is None:
        raise NotVisible
    if token.per_minute != per_minute:
        token.per_minute = per_minute
        token.save(update_fields=["per_minute"])
        _tell_limit(actor, token)
    return token


def _tell_limit(actor: Actor, token: ApiToken) -> None:
    append(
        _subject(token.account_id),
        "account.token_limited",
        actor,
        {"token": token.pk, "per_minute": token.per_minute or 0},
    )


def list_tokens(account: Account | None = None) -> list[ApiToken]:
    """All tokens (of one account), newest first, revoked ones too."""
    tokens = ApiToken.objects.select_related("account").order_by("-created_at", "-id")
    return list(tokens if account is None else tokens.filter(account=account))


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID) -> ApiToken:
    """The token opens nothing from now on. NotVisible when there is none; revoking twice changes nothing."""
    token = ApiToken.objects.select_for_update().filter(pk=token_id).first()
    if token is None:
        raise NotVisible
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        append(_subject(token.account_id), "account.token_revoked", actor, {"token": token.pk})
    return token


@transaction.atomic
def replace_token(*, actor: Actor, token_id: UUID, overlap: timedelta) -> tuple[ApiToken, str]:
    """Another token like it, for as long as it was given; the old one opens for `overlap` more, never
    longer than it did.

    NotVisible when there is none that opens anything.
    """
    now = clock.now()
    old = ApiToken.objects.select_for_update(of=["self"]).filter(pk=token_id, revoked_at=None).first()
    if old is None or (old.expires_at is not None and old.expires_at <= now):
        raise NotVisible
    until = now + (old.expires_at - old.created_at) if old.expires_at else None
    fresh, text = create_token(
        actor=actor, account=old.account, name=old.name, scopes=old.scopes, expires_at=until, per_minute=old.per_minute
    )
    old.expires_at = min(old.expires_at or now + overlap, now + overlap)
    old.save(update_fields=["expires_at"])
    facts = {"token": old.pk, "by": fresh.pk, "days": overlap.days}
    append(_subject(old.account_id), "account.token_replaced", actor, facts)
    return fresh, text


def account_for_token(text: str, scope: str) -> Account | None:
    """The active account a token with `scope` belongs to, or None. One statement, and once a minute a second."""
    token = token_behind(text, scope)
    return token.account if token is not None else None


def token_behind(text: str, scope: str) -> ApiToken | None:
    """The token itself, with its account and that with its edition. As `account_for_token`."""
    if not text.startswith(PREFIX):
        return None
    now = clock.now()
    token = _opening.first(_digest(text), now)
    if token is None or scope not in token.scopes:
        return None
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    token.account.edition = token.mark  # type: ignore[attr-defined]
    return token


@compiled
def _opening(digest: str, now: datetime) -> QuerySet[ApiToken]:
    """The token of the digest, with its account, while it opens anything."""
    found = ApiToken.objects.select_related("account").filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))
    found = found.filter(digest=digest, revoked_at__isnull=True, account__is_active=True)
    return found.annotate(mark=mark_of_edition())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _subject(account_id: UUID) -> Subject:
    return Subject("account", account_id)

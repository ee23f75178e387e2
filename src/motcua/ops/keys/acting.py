"""`motcua keys`: which there are, another in the place of one, the end of a former one. Each leaves its entry first."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.base.access import tokens
from motcua.base.access.models import ApiToken
from motcua.base.ledger import Subject, append
from motcua.base.ledger.seals import keys as seal_keys
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import Place
from motcua.kernel.home import Home
from motcua.ops import rotating
from motcua.ops.keys import kinds, passwords, turning
from motcua.ops.keys.errors import NothingFormer, RotatedElsewhere, TooSoon, UnknownKey
from motcua.ops.sealed import tables

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class City:
    """Whose keys are meant."""

    home: Home
    code: str
    place: Place


@dataclass(frozen=True, slots=True)
class How:
    """`days` are what a former token still opens; `dry` changes nothing."""

    copies: Path | None = None
    spread: float = turning.SPREAD_SECONDS
    days: int = 7
    dry: bool = False


def listed(city: City) -> list[Facts]:
    keys = turning.read(city.home)
    rows = [_row(city, one, keys.former, keys.coming) for one in kinds.ALL.values()]
    for token in tokens.list_tokens():
        if token.revoked_at is None and (token.expires_at is None or token.expires_at > clock.now()):
            opens = {"vi": f"API: {token.name}", "en": f"API: {token.name}"}
            until = token.expires_at and clock.local(token.expires_at).isoformat(timespec="seconds")
            since = clock.local(token.created_at).isoformat(timespec="seconds")
            rows.append({"name": f"{kinds.API}{token.pk}", "opens": opens, "since": since, "until": until})
    return rows


def rotate(city: City, name: str, how: How) -> Facts:
    """Faults of `errors.py`, and NotVisible for a token there is not."""
    if name.startswith(kinds.API):
        return _rotate_token(name, how)
    secret = _known(name)
    if secret.elsewhere:
        raise RotatedElsewhere(name=name, vi=secret.elsewhere.vi, en=secret.elsewhere.en)
    if how.dry:
        return _intended(city, secret)
    if secret is kinds.DATA:
        return _sealed_anew(
            rotating.rotate(city.home, city.code, city.place, copies=how.copies, spread=how.spread), how
        )
    if secret is kinds.SEALS:
        return {"number": rotating.rotate_seals(city.code)}
    with turning.alone(city.home):
        _tell(city, "keys.turned", {"name": name})
        facts: Facts = {}
        if secret is kinds.DATABASE:
            done = passwords.rotate(city.home, city.code, city.place, copies=how.copies, spread=how.spread)
            facts = {"roles": done.roles, "left": done.left}
        else:
            turning.turn(city.home, *secret.keys, copies=how.copies, spread=how.spread)
        if how.copies:
            turning.copy(city.home, how.copies)
    return facts | {"retire_from": _moment(_needed_until(city, secret))}


def retire(city: City, name: str, *, leaked: bool = False, dry: bool = False) -> Facts:
    """What the former key of `name` opens is over. TooSoon while something may need it, unless it has `leaked`."""
    if name.startswith(kinds.API):
        return _revoke(name, dry)
    secret = _known(name)
    reason = secret.elsewhere or secret.not_retired
    if reason:
        raise RotatedElsewhere(name=name, vi=reason.vi, en=reason.en)
    with turning.alone(city.home):
        former = turning.read(city.home).former
        count = sum(len(former.get(key, ())) for key in secret.keys)
        if not count:
            raise NothingFormer(name=name)
        until = _needed_until(city, secret)
        if until and until > clock.now() and not leaked:
            raise TooSoon(name=name, until=clock.local(until).strftime("%H:%M %d/%m/%Y"))
        if not dry:
            _tell(city, "keys.retired", {"name": name, "leaked": leaked})
            turning.drop_former(city.home, *secret.keys)
    return {"retired": count}


def _row(city: City, secret: kinds.Secret, former: dict[str, list[str]], coming: dict[str, str]) -> Facts:
    count = max((len(former.get(key, ())) for key in secret.keys), default=0)
    if secret is kinds.IDENTITY:
        count = int(bool(os.environ.get("MOTCUA_IDENTITY_FORMER_SECRET")))
    since = turning.since(city.home, secret.keys[0]) if secret.keys else None
    if secret is kinds.SEALS and seal_keys.place().exists():
        since = datetime.fromtimestamp(seal_keys.place().stat().st_mtime, tz=clock.now().tzinfo)
    until = _needed_until(city, secret) if count else None
    return {
        "name": secret.name, "opens": _both(secret.opens), "since": _moment(since), "former": count,
        "waiting": any(key in coming for key in secret.keys), "retire_from": _moment(until),
        "elsewhere": _both(secret.elsewhere) if secret.elsewhere else None,
    }  # fmt: skip


def _needed_until(city: City, secret: kinds.Secret) -> datetime | None:
    since = turning.since(city.home, secret.keys[0])
    return since and since + secret.lasting


def _intended(city: City, secret: kinds.Secret) -> Facts:
    if secret is kinds.DATA:
        columns = [f"{table.name}.{one.name}" for table in tables() for one in table.columns]
        return {"columns": columns, "files": [str(city.home.files)]}
    if secret is kinds.DATABASE:
        return {"roles": passwords.roles_of(city.home, city.code)}
    return {"keys": list(secret.keys)}


def _sealed_anew(done: rotating.Rotated, how: How) -> Facts:
    rows = sum(done.rows.values())
    rate = rows / max(done.seconds - 2 * how.spread, 0.001)
    return {
        "rows": done.rows, "files": done.files, "passes": done.passes,
        "seconds": round(done.seconds, 2), "rows_per_second": round(rate),
        "minutes_per_million": round(1_000_000 / rate / 60, 1) if rows else None,
        "unreadable": sorted(done.unreadable), "taken": sorted(done.taken), "whole": done.whole,
    }  # fmt: skip


def _rotate_token(name: str, how: How) -> Facts:
    old = _token(name)
    if how.dry:
        return {"account": old.account.username, "days": how.days}
    fresh, text = tokens.replace_token(actor=SYSTEM, token_id=old.pk, overlap=timedelta(days=how.days))
    return {"id": str(fresh.pk), "token": text, "account": old.account.username, "days": how.days}


def _revoke(name: str, dry: bool) -> Facts:
    old = _token(name)
    if not dry:
        tokens.revoke_token(actor=SYSTEM, token_id=old.pk)
    return {"retired": 1, "account": old.account.username}


def _token(name: str) -> ApiToken:
    try:
        return ApiToken.objects.select_related("account").get(pk=UUID(name.removeprefix(kinds.API)), revoked_at=None)
    except (ValueError, ApiToken.DoesNotExist) as error:
        raise UnknownKey(name=name) from error


def _known(name: str) -> kinds.Secret:
    if name not in kinds.ALL:
        raise UnknownKey(name=name)
    return kinds.ALL[name]


def _tell(city: City, kind: str, facts: Facts) -> None:
    with transaction.atomic():
        append(Subject("keys", city.code), kind, SYSTEM, facts)


def _both(words: Any) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _moment(at: datetime | None) -> str | None:
    return clock.local(at).isoformat(timespec="seconds") if at else None

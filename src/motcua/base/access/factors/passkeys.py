"""Passkeys (WebAuthn): made on a person's device, which checks finger, face or PIN each time it is used.

Every key is discoverable and every use asks for the person, so that a passkey alone is two factors. Challenges carry
their own hour and signature, so that a page shown to a stranger leaves nothing behind; each is good once.
"""

import hmac
import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from motcua.base.access import throttle
from motcua.base.access.factors.codes import forget_useless_codes, fresh_codes, subject
from motcua.base.access.factors.errors import CopiedPasskey, TooManyPasskeys, WrongPasskey
from motcua.base.access.factors.rules import check_may_remove
from motcua.base.access.models import Account, Passkey, RecoveryCode
from motcua.base.ledger import append
from motcua.kernel import clock, vault
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.home import Home
from motcua.kernel.words import Words

log = logging.getLogger("motcua.access")

GOOD_SECONDS = 300
RANDOM, SIGNED = 16, 16
MOST = 10
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
REQUIRED = UserVerificationRequirement.REQUIRED
NAMELESS = Words("Bạn đặt tên để nhận ra khóa này, ví dụ “Máy ở quầy 3”.", "Give it a name you will know it by.")


@dataclass(frozen=True, slots=True)
class Party:
    """Whose keys these are: the host of `MOTCUA_SITE` and its origin. A try-out on this machine is `localhost`."""

    id: str
    origin: str

    def is_origin(self, origin: str) -> bool:
        if self.id != "localhost":
            return origin == self.origin
        told = urlsplit(origin)
        return told.scheme in ("http", "https") and told.hostname == "localhost"


def party() -> Party:
    site = urlsplit(settings.MOTCUA_SITE)
    host = site.hostname or "localhost"
    if host in LOOPBACK:
        return Party("localhost", f"http://localhost:{site.port}" if site.port else "http://localhost")
    return Party(host, f"{site.scheme}://{site.netloc}")


def usable_at(host: str) -> bool:
    """Whether browsers give out these keys on a page of `host` (with its port)."""
    name = urlsplit(f"//{host}").hostname or ""
    return name == party().id


def creation(account: Account, shown_name: str, house: str) -> dict[str, Any]:
    """What the browser is asked for a new key, as JSON."""
    known = [AttestedCredentialData(bytes(one.credential)) for one in passkeys_of(account)]
    user = PublicKeyCredentialUserEntity(name=account.username, id=account.pk.bytes, display_name=shown_name)
    options, _ = _server(house).register_begin(
        user, known, ResidentKeyRequirement.REQUIRED, REQUIRED, challenge=new_challenge("create", account.pk)
    )
    return dict(options.public_key)


def request(account: Account | None = None) -> dict[str, Any]:
    """What the browser is asked for a key: any of this house, or one of `account`."""
    known = [AttestedCredentialData(bytes(one.credential)) for one in passkeys_of(account)] if account else None
    options, _ = _server().authenticate_begin(known, REQUIRED, challenge=new_challenge("get"))
    return dict(options.public_key)


def passkeys_of(account: Account) -> list[Passkey]:
    return list(Passkey.objects.filter(account=account).order_by("created_at", "pk"))


@transaction.atomic
def add_passkey(*, actor: Actor, account: Account, name: str, answer: str) -> list[str]:
    """The key counts from now on. The codes on paper if there were none, else nothing.

    Invalid (name), TooManyPasskeys, WrongPasskey.
    """
    called = " ".join(name.split())[:60]
    if not called:
        raise Invalid({"name": NAMELESS})
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if Passkey.objects.filter(account=locked).count() >= MOST:
        raise TooManyPasskeys(n=MOST)
    made = _made(locked, answer)
    told = made.credential_data
    if told is None or Passkey.objects.filter(credential_id=told.credential_id).exists():
        raise WrongPasskey
    synced = bool(made.flags & AuthenticatorData.FLAG.BS)
    Passkey.objects.create(
        account=locked, name=called, credential_id=told.credential_id, credential=bytes(told), signs=made.counter,
        synced=synced,
    )  # fmt: skip
    append(subject(account.pk), "factor.passkey_added", actor, {"synced": synced})
    has_paper = RecoveryCode.objects.filter(account=locked).exists()
    return [] if has_paper else fresh_codes(actor=actor, account=locked)


@transaction.atomic
def rename_passkey(*, account: Account, passkey_id: UUID, name: str) -> None:
    """Invalid (name), NotVisible."""
    called = " ".join(name.split())[:60]
    if not called:
        raise Invalid({"name": NAMELESS})
    if not Passkey.objects.filter(account=account, pk=passkey_id).update(name=called):
        raise NotVisible


@transaction.atomic
def remove_passkey(*, actor: Actor, account: Account, passkey_id: UUID) -> None:
    """NotVisible; FactorNeeded where it is the last and one is needed."""
    locked = Account.objects.select_for_update().get(pk=account.pk)
    found = Passkey.objects.filter(account=locked, pk=passkey_id).first()
    if found is None:
        raise NotVisible
    check_may_remove(actor, locked)
    found.delete()
    append(subject(account.pk), "factor.passkey_removed", actor, {})
    forget_useless_codes(locked)


def use_passkey(answer: str, *, account: Account | None = None) -> Account:
    """The active official's account a device proves, `account` if given. WrongPasskey, CopiedPasskey."""
    try:
        told = AuthenticationResponse.from_dict(json.loads(answer))
        challenge = told.response.client_data.challenge
        auth = told.response.authenticator_data
        handle = told.response.user_handle
    except Exception as error:
        raise WrongPasskey from error
    found = Passkey.objects.select_related("account").filter(credential_id=told.raw_id).first()
    usable = found and found.account.is_active and found.account.kind == "official"
    if found is None or not usable or (account and found.account_id != account.pk):
        raise WrongPasskey
    if handle and handle != found.account_id.bytes:
        raise WrongPasskey
    _check_challenge(challenge, "get")
    try:
        state = {"challenge": websafe_encode(challenge), "user_verification": REQUIRED}
        _server().authenticate_complete(state, [AttestedCredentialData(bytes(found.credential))], told)
    except Exception as error:
        raise WrongPasskey from error
    _count(found, auth.counter)
    return found.account


def _count(passkey: Passkey, counter: int) -> None:
    """A counter that does not rise tells of a copy; keys that are kept in step by their maker count nothing at all."""
    fresh = Passkey.objects.filter(pk=passkey.pk)
    if counter or passkey.signs:
        fresh = fresh.filter(signs__lt=counter)
    if not fresh.update(signs=counter, last_used_at=clock.now()):
        log.warning("passkey with a counter that went back: %s", passkey.pk)
        raise CopiedPasskey


def _made(account: Account, answer: str) -> AuthenticatorData:
    try:
        told = json.loads(answer)
        challenge = websafe_decode(json.loads(websafe_decode(told["response"]["clientDataJSON"]))["challenge"])
    except Exception as error:
        raise WrongPasskey from error
    _check_challenge(challenge, "create", account.pk)
    try:
        return _server().register_complete(
            {"challenge": websafe_encode(challenge), "user_verification": REQUIRED}, told
        )
    except Exception as error:
        raise WrongPasskey from error


def new_challenge(purpose: str, about: object = "") -> bytes:
    """Time, random bits, signature."""
    body = int(clock.now().timestamp()).to_bytes(8, "big") + secrets.token_bytes(RANDOM)
    return body + _signature(purpose, about, body)


def _check_challenge(challenge: bytes, purpose: str, about: object = "") -> None:
    """Ours, not too old, and not used before. WrongPasskey."""
    body, signature = challenge[: 8 + RANDOM], challenge[8 + RANDOM :]
    age = clock.now().timestamp() - int.from_bytes(body[:8], "big")
    if not hmac.compare_digest(signature, _signature(purpose, about, body)) or not 0 <= age + 1 <= GOOD_SECONDS:
        raise WrongPasskey
    if not throttle.hit(throttle.key_for("factor.challenge", body.hex()), 1, GOOD_SECONDS * 2):
        raise WrongPasskey


def _signature(purpose: str, about: object, body: bytes) -> bytes:
    key = bytes.fromhex(Home.current().keys.tokens)
    return vault.derived_secret(f"passkey.{purpose}", f"{about}:{body.hex()}", key)[:SIGNED]


def _server(house: str = "Một Cửa") -> Fido2Server:
    own = party()
    return Fido2Server(PublicKeyCredentialRpEntity(name=house, id=own.id), verify_origin=own.is_origin)

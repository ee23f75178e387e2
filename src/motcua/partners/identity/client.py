"""Our side of OpenID Connect: code flow with PKCE, state and nonce, against one provider."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from motcua.kernel import clock
from motcua.partners.identity.config import Provider, safe_address
from motcua.partners.identity.errors import ProviderDown, SignInBroken, TokenRefused
from motcua.partners.identity.fetching import ask
from motcua.partners.identity.health import Breaker
from motcua.partners.identity.mapping import Identity, identity_of
from motcua.partners.identity.tokens import UnknownKey, verified_claims

SCOPE = "openid profile email phone"
FRESH = timedelta(minutes=10)
USABLE = timedelta(hours=24)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Pending:
    """What is remembered in the browser between leaving for the provider and coming back."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str

    @classmethod
    def new(cls, redirect_uri: str) -> "Pending":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), redirect_uri)

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def begun_here(self, state: str) -> bool:
        return hmac.compare_digest(self.state.encode(), state.encode())


@dataclass(frozen=True, slots=True)
class _Kept:
    facts: dict[str, Any]
    at: datetime


class IdentityClient:
    """Asks one provider. What it remembers (addresses, keys, health) only saves questions; nothing depends on it."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.breaker = Breaker()
        self._kept: dict[str, _Kept] = {}

    def start_address(self, pending: Pending, *, language: str) -> str:
        """Where the browser goes to sign in. ProviderDown."""
        query = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": pending.redirect_uri,
            "scope": SCOPE,
            "state": pending.state,
            "nonce": pending.nonce,
            "code_challenge": pending.challenge,
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        address = str(self.discovery()["authorization_endpoint"])
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"

    def identify(self, pending: Pending, *, code: str) -> Identity:
        """Who signed in. ProviderDown, SignInBroken for a used or late code, TokenRefused, NotAPerson."""
        tokens = self._tokens(pending, code)
        claims = self._claims(tokens["id_token"], pending.nonce)
        told = self._userinfo(tokens["access_token"])
        if told.get("sub") != claims["sub"]:
            raise TokenRefused(why="userinfo.sub")
        if claims.get("SoDinhDanh") and told.get("SoDinhDanh", claims["SoDinhDanh"]) != claims["SoDinhDanh"]:
            raise TokenRefused(why="userinfo.SoDinhDanh")
        return identity_of(told)

    def end_address(self, *, back: str) -> str | None:
        """Where the provider's own session ends; None while that is unknown. Asks nobody."""
        kept = self._kept.get(self._discovery_address)
        address = kept and kept.facts.get("end_session_endpoint")
        if not address or not safe_address(address):
            return None
        query = urlencode({"client_id": self.provider.client_id, "post_logout_redirect_uri": back})
        return f"{address}{'&' if urlsplit(address).query else '?'}{query}"

    def discovery(self) -> dict[str, Any]:
        """The provider's description of itself, checked; asked again after ten minutes. ProviderDown."""
        return self._remembered(self._discovery_address, self._check_discovery)

    @property
    def _discovery_address(self) -> str:
        return f"{self.provider.issuer}/.well-known/openid-configuration"

    def _check_discovery(self, facts: dict[str, Any]) -> bool:
        return facts.get("issuer") == self.provider.issuer and all(safe_address(facts.get(name)) for name in ENDPOINTS)

    def _tokens(self, pending: Pending, code: str) -> dict[str, str]:
        status, facts = self._exchange(pending, code, self.provider.client_secret)
        if facts.get("error") == "invalid_client" and self.provider.former_secret:
            status, facts = self._exchange(pending, code, self.provider.former_secret)
        if status != 200:
            raise SignInBroken if facts.get("error") == "invalid_grant" else TokenRefused(why=str(facts.get("error")))
        if not all(isinstance(facts.get(name), str) for name in ("id_token", "access_token")):
            raise TokenRefused(why="no token")
        return facts

    def _exchange(self, pending: Pending, code: str, secret: str) -> tuple[int, dict[str, Any]]:
        return self._ask(
            "POST",
            self.discovery()["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": pending.redirect_uri,
                "code_verifier": pending.verifier,
            },
            auth=(quote(self.provider.client_id, safe=""), quote(secret, safe="")),
        )

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        address = self.discovery()["jwks_uri"]

        def verified() -> dict[str, Any]:
            return verified_claims(
                id_token,
                jwks=self._remembered(address, lambda facts: isinstance(facts.get("keys"), list)),
                issuer=self.provider.issuer,
                client_id=self.provider.client_id,
                nonce=nonce,
            )

        try:
            return verified()
        except UnknownKey:
            self._kept.pop(address, None)
        try:
            return verified()
        except UnknownKey as error:
            raise TokenRefused(why="kid") from error

    def _userinfo(self, access_token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        status, facts = self._ask("GET", self.discovery()["userinfo_endpoint"], headers=headers)
        if status != 200:
            raise TokenRefused(why="userinfo")
        return facts

    def _remembered(self, address: str, good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """An answer of the last ten minutes, or a new one; while the provider is down, one of the last day."""
        kept = self._kept.get(address)
        if kept and clock.now() - kept.at < FRESH:
            return kept.facts
        try:
            status, facts = self._ask("GET", address)
            if status != 200 or not good(facts):
                raise ProviderDown
        except ProviderDown:
            if kept and clock.now() - kept.at < USABLE:
                return kept.facts
            raise
        self._kept[address] = _Kept(facts, clock.now())
        return facts

    def _ask(self, method: str, address: str, **how: Any) -> tuple[int, dict[str, Any]]:
        if not self.breaker.may_ask():
            raise ProviderDown
        try:
            answer = ask(method, address, seconds=self.provider.seconds, **how)
        except ProviderDown:
            self.breaker.failed()
            raise
        self.breaker.succeeded()
        return answer


@lru_cache(maxsize=8)
def client_of(provider: Provider) -> IdentityClient:
    """One client per provider and process, so that addresses and keys are not asked for at each sign-in."""
    return IdentityClient(provider)

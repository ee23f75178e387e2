"""ID tokens of the stand-in: signed as the national provider would, or wrong on demand."""

import base64
import hashlib
import hmac
import json
from functools import cache
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from motcua.kernel import clock
from motcua.partners.identity.stand_in.grants import Grant
from motcua.partners.identity.stand_in.hostile import Hostile
from motcua.partners.identity.stand_in.people import claims_of

KEY_ID = "stand-in-1"
LIFE_SECONDS = 300
OLD_NONCE = "nonce-of-an-earlier-sign-in"


class TokenMint:
    """Signs ID tokens for one issuer and one asking system."""

    def __init__(self, *, issuer: str, client_id: str, key_id: str = KEY_ID) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self.key_id = key_id
        self._key = _key(key_id)

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self._key.as_dict(private=False)]}

    def id_token(self, grant: Grant, hostile: Hostile | None = None) -> str:
        claims = self._claims(grant) | self._wrong_claims(hostile)
        header = {"alg": "RS256", "kid": self.key_id}
        match hostile:
            case Hostile.ALG_NONE:
                return _compact({"alg": "none", "typ": "JWT"}, claims, secret=None)
            case Hostile.SIGNED_WITH_PUBLIC_KEY:
                return _compact({"alg": "HS256", "kid": self.key_id}, claims, secret=self._key.as_pem(private=False))
            case Hostile.FOREIGN_KEY:
                return jwt.encode(header, claims, _key("foreign"))
            case Hostile.UNKNOWN_KEY:
                return jwt.encode({"alg": "RS256", "kid": "never-published"}, claims, self._key)
            case _:
                return jwt.encode(header, claims, self._key)

    def _claims(self, grant: Grant) -> dict[str, Any]:
        moment = int(clock.now().timestamp())
        return {
            **claims_of(grant.person),
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": moment,
            "exp": moment + LIFE_SECONDS,
            "nonce": grant.request.nonce,
        }

    def _wrong_claims(self, hostile: Hostile | None) -> dict[str, Any]:
        moment = int(clock.now().timestamp())
        wrong: dict[Hostile, dict[str, Any]] = {
            Hostile.WRONG_AUDIENCE: {"aud": "somebody-else"},
            Hostile.SHARED_AUDIENCE: {"aud": [self.client_id, "somebody-else"], "azp": "somebody-else"},
            Hostile.WRONG_ISSUER: {"iss": "https://elsewhere.example"},
            Hostile.EXPIRED: {"iat": moment - 7200, "exp": moment - 3600},
            Hostile.FROM_THE_FUTURE: {"iat": moment + 3600, "exp": moment + 7200},
            Hostile.REPLAYED_NONCE: {"nonce": OLD_NONCE},
        }
        return wrong.get(hostile, {}) if hostile else {}


@cache
def _key(key_id: str) -> RSAKey:
    """A signing key made for this process: making one takes about a tenth of a second."""
    return RSAKey.generate_key(2048, {"kid": key_id, "use": "sig", "alg": "RS256"})


def _compact(header: dict[str, Any], claims: dict[str, Any], *, secret: bytes | None) -> str:
    """A token that no honest library makes: unsigned, or signed with what everybody may read."""
    head, body = (_base64(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(secret, f"{head}.{body}".encode(), hashlib.sha256).digest() if secret else b""
    return f"{head}.{body}.{_base64(signature)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

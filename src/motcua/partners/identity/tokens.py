"""Proof that an ID token was made by the provider, for us, for this sign-in, just now (OpenID Connect Core 3.1.3.7)."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, RSAKey
from joserfc.jwt import JWTClaimsRegistry

from motcua.kernel import clock
from motcua.partners.identity.errors import TokenRefused

ALGORITHMS = ("RS256",)
LEAST_BITS = 2048
LEEWAY_SECONDS = 60


class UnknownKey(Exception):
    """The token names a key that is not among the known ones: the provider may have changed keys."""


def verified_claims(
    id_token: str, *, jwks: Mapping[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """The claims of a token that passes every check. UnknownKey to ask for the keys again; TokenRefused otherwise."""
    try:
        token = jwt.decode(id_token, _signing_keys(jwks), algorithms=ALGORITHMS)
        _rules(issuer=issuer, client_id=client_id, nonce=nonce).validate(token.claims)
    except InvalidKeyIdError as error:
        raise UnknownKey from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise TokenRefused(why=type(error).__name__) from error
    _check_exactly(token.claims, client_id=client_id, nonce=nonce)
    return token.claims


def _check_exactly(claims: Mapping[str, Any], *, client_id: str, nonce: str) -> None:
    """What the library leaves loose: a list that holds the right nonce, and a token made for several systems."""
    if claims["nonce"] != nonce:
        raise TokenRefused(why="nonce")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
        raise TokenRefused(why="azp")


def _rules(*, issuer: str, client_id: str, nonce: str) -> JWTClaimsRegistry:
    return JWTClaimsRegistry(
        now=int(clock.now().timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def _signing_keys(jwks: Mapping[str, Any]) -> KeySet:
    """The RSA keys for signatures, long enough; others in the set are of no use here."""
    listed = jwks.get("keys")
    rows = [
        row
        for row in (listed if isinstance(listed, list) else [])
        if isinstance(row, dict)
        and row.get("kty") == "RSA"
        and row.get("use", "sig") == "sig"
        and row.get("alg", "RS256") == "RS256"
    ]
    keys = [RSAKey.import_key(row) for row in rows]
    return KeySet([key for key in keys if key.raw_value.key_size >= LEAST_BITS])

"""Six digits of an app by RFC 6238: SHA-1, half a minute each. Pure: knows neither database nor account."""

import base64
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
SLACK = 1
"""So many half minutes a clock may be off, either way."""


def new_secret() -> str:
    """160 random bits as base32, as apps take them."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address(secret: str, *, account: str, issuer: str) -> str:
    """What the QR code for the app holds."""
    told = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": SECONDS}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{told}"


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // SECONDS


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The half minute the code belongs to, if it is at most one away from now; else None."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    made = _codes(secret)
    now = step_at(moment)
    for step in range(now - SLACK, now + SLACK + 1):
        try:
            made.verify(code.encode(), step * SECONDS)
        except InvalidToken:
            continue
        return step
    return None


def code_at(secret: str, moment: datetime) -> str:
    """The code the app shows at a moment: for stand-ins and tests."""
    return _codes(secret).generate(step_at(moment) * SECONDS).decode()


def _codes(secret: str) -> TOTP:
    """SHA-1 is what RFC 6238 and the apps use; as an HMAC it is not broken."""
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS, enforce_key_length=False)  # noqa: S303


def grouped(secret: str) -> str:
    """In fours, for whoever types it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))

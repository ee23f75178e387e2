"""Keys of pages as opaque texts that need no escaping in an address."""

import base64
import binascii
import json
import re
from datetime import datetime
from uuid import UUID

from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

NOT_OURS = Words("Giá trị after không phải do hệ thống cấp.", "This `after` was not given out here.")
HIGHEST_RANK = 10**9
UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def sealed(key: str) -> str | None:
    """The text for a page's last key; None where there is no further page."""
    return base64.urlsafe_b64encode(key.encode()).rstrip(b"=").decode() if key else None


def unsealed(after: str) -> str:
    """The key again, "" for the first page. Invalid for a text nobody gave out."""
    if not after:
        return ""
    try:
        key = base64.urlsafe_b64decode(after.encode() + b"==").decode()
        moment, _, last = key.partition("~")
        UUID(last)
        if moment:
            datetime.fromisoformat(moment)
    except (ValueError, binascii.Error):
        raise Invalid({"after": NOT_OURS}) from None
    return key


def check_search_key(after: str) -> None:
    """Invalid for an `after` that no search of procedures gave out: [rank, name, id]."""
    if not after:
        return
    try:
        rank, name, last = json.loads(base64.urlsafe_b64decode(after.encode() + b"=="))
    except (ValueError, TypeError, RecursionError):
        raise Invalid({"after": NOT_OURS}) from None
    fits = type(rank) is int and 0 <= rank < HIGHEST_RANK and isinstance(name, str) and "\x00" not in name
    if not (fits and isinstance(last, str) and UUID_FORM.fullmatch(last)):
        raise Invalid({"after": NOT_OURS})
    try:
        name.encode()
    except UnicodeEncodeError:
        raise Invalid({"after": NOT_OURS}) from None

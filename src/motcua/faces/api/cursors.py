"""Keys of pages as opaque texts that need no escaping in an address."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

NOT_OURS = Words("Giá trị after không phải do hệ thống cấp.", "This `after` was not given out here.")


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

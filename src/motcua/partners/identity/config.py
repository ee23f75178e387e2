"""Which identity provider is asked, and as whom."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

SECONDS = 5.0
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider. `issuer` has no trailing slash; http only on the loopback address."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    seconds: float = SECONDS
    """How long one question to the provider may take, all in all."""

    former_secret: str = field(default="", repr=False)
    """Tried where the other is refused, while the provider changes from one to the other."""

    def __post_init__(self) -> None:
        if not safe_address(self.issuer):
            raise ValueError("MOTCUA_IDENTITY_ISSUER: https, hoặc http trên máy này / https, or http on this machine")


def safe_address(url: object) -> bool:
    """Whether an address may be asked or shown: https anywhere, http on the loopback address only."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS))

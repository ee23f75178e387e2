"""Where the database is and which roles serve a city: names and passwords computed in one place (schemas.md)."""

import hashlib
import hmac
import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from motcua.kernel import keyring
from motcua.kernel.home import Home

DEFAULT_CITY = "h26"
COMMON = "common"
PRACTICE_ENDING = "_practice"


@dataclass(frozen=True)
class Place:
    """A PostgreSQL database: where it listens and what it is called. No role, no password."""

    host: str
    port: int
    name: str

    @classmethod
    def parse(cls, url: str) -> "Place":
        """From "postgresql://host:port/name"; user and password of the address are left aside."""
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
            raise ValueError("địa chỉ cơ sở dữ liệu sai / not a PostgreSQL address: postgresql://host:port/name")
        return cls(unquote(parts.hostname or "127.0.0.1"), parts.port or 5432, unquote(parts.path.strip("/")))

    @classmethod
    def current(cls) -> "Place":
        """The database this process serves, from `MOTCUA_DATABASE`. KeyError when nobody has chosen one."""
        return cls.parse(os.environ["MOTCUA_DATABASE"])

    @property
    def url(self) -> str:
        return f"postgresql://{self.host}:{self.port}/{self.name}"

    def named(self, name: str) -> "Place":
        return Place(self.host, self.port, name)

    def at(self, port: int) -> "Place":
        return Place(self.host, port, self.name)


def city() -> str:
    """The jurisdiction this process serves: schema name and prefix of its two roles."""
    return os.environ.get("MOTCUA_CITY", DEFAULT_CITY).lower()


def practising() -> bool:
    """Whether this process serves a practice city: its schema's name says so, and nothing else can.

    So made-up cases are never shown without their banner, and real ones never with it.
    """
    return city().endswith(PRACTICE_ENDING)


def practice_of(schema: str) -> str:
    """The practice city beside a city."""
    return schema if schema.endswith(PRACTICE_ENDING) else f"{schema}{PRACTICE_ENDING}"


def owner_of(schema: str) -> str:
    return f"{schema}_owner"


def app_of(schema: str) -> str:
    return f"{schema}_app"


def password_of(role: str, home: Home | None = None) -> str:
    """A role's password, derived from the data folder's database key."""
    return derived_password(role, (home or Home.current()).keys.database)


def passwords_of(role: str, *, anew: bool = False) -> list[str]:
    """Every password a role may have now: while it is rotated nobody knows which. The present key's first."""
    return [derived_password(role, key) for key in keyring.keys(anew=anew).all_of("database")]


def derived_password(role: str, key: str) -> str:
    return hmac.new(bytes.fromhex(key), f"role:{role}".encode(), hashlib.sha256).hexdigest()

"""Sign-ins under way at the stand-in: requests waiting for a choice, codes for one use, access tokens for an hour."""

import base64
import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from motcua.kernel import clock
from motcua.partners.identity.stand_in.people import MadeUpPerson

REQUEST_LIFE = timedelta(minutes=10)
CODE_LIFE = timedelta(seconds=60)
TOKEN_LIFE = timedelta(hours=1)
MOST_KEPT = 10_000

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """What the asking system sent to /authorize, already checked."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A person's choice, waiting behind a code for the asking system."""

    request: SignInRequest
    person: MadeUpPerson

    def proves(self, verifier: str) -> bool:
        """Whether `verifier` is the one whose SHA-256 was sent at the beginning (RFC 7636, S256)."""
        digest = hashlib.sha256(verifier.encode()).digest()
        made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return hmac.compare_digest(made, self.request.challenge)


class Shelf(Generic[Thing]):
    """Things kept under unguessable keys for a limited time and in limited number; the oldest go first."""

    def __init__(self, life: timedelta) -> None:
        self._life = life
        self._kept: dict[str, tuple[datetime, Thing]] = {}
        self._lock = threading.Lock()

    def put(self, thing: Thing) -> str:
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._kept[key] = (clock.now() + self._life, thing)
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return key

    def look(self, key: str) -> Thing | None:
        with self._lock:
            return self._fresh(self._kept.get(key))

    def take(self, key: str) -> Thing | None:
        """The thing, once: the second asker gets nothing."""
        with self._lock:
            return self._fresh(self._kept.pop(key, None))

    @staticmethod
    def _fresh(kept: tuple[datetime, Thing] | None) -> Thing | None:
        return kept[1] if kept and kept[0] > clock.now() else None

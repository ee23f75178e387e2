"""Caught messages, the newest first, in limited number; in a folder they outlive the process."""

import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from motcua.kernel import clock

MOST_KEPT = 500
NAME = re.compile(r"(\d{6})\.eml")


@dataclass(frozen=True, slots=True)
class Caught:
    """One message as it arrived. `number` counts from 1 in the order of arrival."""

    number: int
    at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", ""))

    @property
    def to(self) -> str:
        return str(self.message.get("To", ""))

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


class Store:
    """Keeps the last `most` messages; the oldest go first. Safe to use from several threads."""

    def __init__(self, folder: Path | None = None, *, most: int = MOST_KEPT) -> None:
        self._folder = folder
        self._most = most
        self._lock = threading.Lock()
        self._caught: dict[int, Caught] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for place in sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name)):
                at = datetime.fromtimestamp(place.stat().st_mtime, UTC)
                self._keep(Caught(int(place.stem), at, _parsed(place.read_bytes())))

    def add(self, data: bytes) -> Caught:
        with self._lock:
            caught = Caught(max(self._caught, default=0) + 1, clock.now(), _parsed(data))
            if self._folder is not None:
                place = self._place(caught.number)
                place.touch(mode=0o600)
                place.write_bytes(data)
            self._keep(caught)
            return caught

    def all(self) -> list[Caught]:
        """The newest first."""
        with self._lock:
            return sorted(self._caught.values(), key=lambda caught: -caught.number)

    def get(self, number: int) -> Caught | None:
        with self._lock:
            return self._caught.get(number)

    def _keep(self, caught: Caught) -> None:
        self._caught[caught.number] = caught
        while len(self._caught) > self._most:
            oldest = min(self._caught)
            del self._caught[oldest]
            if self._folder is not None:
                self._place(oldest).unlink(missing_ok=True)

    def _place(self, number: int) -> Path:
        assert self._folder is not None
        return self._folder / f"{number:06}.eml"


def _parsed(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    return message

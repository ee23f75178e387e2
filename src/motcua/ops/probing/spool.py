"""Rounds the city has not taken yet, in one file beside the probe: what was found while it was away is told later."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from motcua.ops.probing.journeys import SECONDS, Finding

KEPT = timedelta(days=13)
"""What is older the city would not take any more."""
BATCH = 500
ADDRESS = "/api/v1/probe-rounds"


@dataclass(frozen=True, slots=True)
class Kept:
    """A round as it is sent."""

    at: str
    every: int
    failed: list[str]
    slowest_ms: int

    @classmethod
    def of(cls, at: datetime, every: int, found: Sequence[Finding]) -> "Kept":
        failed = [one.journey for one in found if one.why]
        return cls(at.isoformat(timespec="seconds"), every, failed, max(one.ms for one in found))


class NotTaken(Exception):
    """The city did not take it, and why."""


@dataclass
class Spool:
    """`path` None keeps nothing: for one look that is told to nobody."""

    path: Path | None

    def waiting(self) -> list[Kept]:
        """The oldest first. A line that was cut off when the machine fell is passed over."""
        if self.path is None or not self.path.exists():
            return []
        found = []
        for line in self.path.read_text().splitlines():
            try:
                found.append(Kept(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return found

    def add(self, one: Kept, now: datetime) -> None:
        if self.path is None:
            return
        fresh = [kept for kept in self.waiting() if now - datetime.fromisoformat(kept.at) < KEPT]
        self._write([*fresh, one])

    def hand_over(self, send: Callable[[list[Kept]], None]) -> int:
        """What waits, in batches; what was taken is forgotten at once. NotTaken leaves the rest where it is."""
        waiting, count = self.waiting(), 0
        while waiting:
            send(waiting[:BATCH])
            count += len(waiting[:BATCH])
            waiting = waiting[BATCH:]
            self._write(waiting)
        return count

    def _write(self, rounds: Sequence[Kept]) -> None:
        assert self.path is not None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        draft.write_text("".join(json.dumps(asdict(one)) + "\n" for one in rounds))
        os.replace(draft, self.path)


def sender(
    site: str, probe: str, token: str, transport: httpx.BaseTransport | None = None
) -> Callable[[list[Kept]], None]:
    """Sends rounds to a city. NotTaken."""

    def send(rounds: list[Kept]) -> None:
        body = {"probe": probe, "rounds": [asdict(one) for one in rounds]}
        try:
            with httpx.Client(base_url=site, timeout=SECONDS, transport=transport, trust_env=False) as http:
                answer = http.post(ADDRESS, json=body, headers={"Authorization": f"Bearer {token}"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotTaken(type(error).__name__) from error
        if answer.status_code != 200:
            raise NotTaken(str(answer.status_code))

    return send
